# Every command of the project; `make help` lists them. CI calls the same ones.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(VENV)/bin/uv
UV_VERSION := 0.13.8
NPM := npm --prefix web --no-audit --no-fund --loglevel=error

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export UV_LINK_MODE := copy

# What the tests need of Debian: real browsers and telephones, a TURN server, a database, network namespaces.
TEST_PACKAGES := chromium chromium-headless-shell firefox-esr coturn postgresql iproute2 fonts-dejavu-core sip-tester baresip-core

# Much of a test with browsers is waiting: for a bell, for a countdown, for a second of sound.
# These tests have a run of their own: Playwright keeps an event loop running, and asynchronous tests need none there.
PARALLEL := -n 2 --dist worksteal

# Browsers and telephones keep to the clock, and a machine that others use too sometimes stands still for seconds: who
# fails is tried once more, and the summary says so.
AGAIN := --reruns 1

# Telephones speak in real time: nearly all of a test with them is waiting.
WAITING := -n 8 --dist worksteal

CLIENT_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name '*.test.*' 2>/dev/null)

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

# --- using it

.PHONY: run
run: setup client ## Run the server with the demo organisation (PORT, DATA_DIR); Ctrl-C ends it
	@DEMO=$${DEMO:-1} exec $(VENV)/bin/oogcontact run

.PHONY: setup
setup: $(VENV)/.runtime ## Make the Python environment

.PHONY: client
client: web/dist/.built ## Build the client

.PHONY: clean
clean: ## Throw away what can be made again; DATA_DIR stays
	rm -rf $(VENV) $(NATIVE) web/node_modules web/dist build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# --- checking it

.PHONY: test
test: ## Run everything that CI runs: lint, types, client, Python on SQLite and PostgreSQL, real browsers
	tools/debian-packages $(TEST_PACKAGES)
	$(MAKE) --no-print-directory -j2 --output-sync=target lint types messages client-unit
	$(MAKE) --no-print-directory postgres
	$(MAKE) --no-print-directory client
	$(PYTHON) -m pytest -q $(PARALLEL) --ignore tests/e2e --ignore tests/interop tests
	$(PYTHON) -m pytest -q $(WAITING) $(AGAIN) tests/interop
	$(PYTHON) -m pytest -q $(PARALLEL) $(AGAIN) tests/e2e

.PHONY: lint
lint: dev web/node_modules/.installed ## Check style and who imports whom
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	$(NPM) run lint

.PHONY: types
types: dev web/node_modules/.installed ## Check the types of server, tests, benches and client
	$(VENV)/bin/mypy src tests bench
	$(NPM) run types

.PHONY: messages
messages: dev web/node_modules/.installed ## Fail on a text that misses in one of the languages
	$(PYTHON) tools/check_messages.py

.PHONY: unit
unit: dev ## Run the Python tests that need no browser, on SQLite
	$(PYTHON) -m pytest -q $(PARALLEL) tests/unit tests/integration

.PHONY: client-unit
client-unit: web/node_modules/.installed ## Run the client's unit tests
	$(NPM) run test

.PHONY: postgres
postgres: dev ## Run the database tests on a PostgreSQL that the tests start
	tools/debian-packages postgresql
	$(PYTHON) -m pytest -q $(PARALLEL) -p tests.postgres tests/integration

.PHONY: e2e
e2e: dev client ## Run the tests with real browsers
	tools/debian-packages $(TEST_PACKAGES)
	$(PYTHON) -m pytest -q $(PARALLEL) $(AGAIN) tests/e2e

.PHONY: interop
interop: dev ## Run the tests with real telephones
	tools/debian-packages $(TEST_PACKAGES)
	$(PYTHON) -m pytest -q $(WAITING) $(AGAIN) tests/interop

.PHONY: screens
screens: dev client ## Write a picture of every screen to build/screens
	tools/debian-packages chromium
	$(PYTHON) -m tests.e2e.screens

.PHONY: bench
bench: dev client ## Measure the figures of the README beside their peers
	tools/debian-packages chromium janus postgresql
	@for file in bench/[a-z]*.py; do $(PYTHON) -m bench.$$(basename $$file .py); done

# --- keeping it

.PHONY: openapi
openapi: setup web/node_modules/.installed ## Write the API's schema and the client's types from it
	$(VENV)/bin/oogcontact openapi web/openapi.json
	$(NPM) run openapi

.PHONY: lock
lock: $(VENV)/.tools ## Lock the versions of the Python packages anew
	$(UV) pip compile pyproject.toml --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q -o requirements.lock
	$(UV) pip compile pyproject.toml --group dev --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q -o requirements-dev.lock

.PHONY: dev
dev: $(VENV)/.development

$(VENV)/.tools:
	@$(PYTHON3) -c 'import ensurepip, venv' 2>/dev/null || tools/debian-packages python3-venv
	$(PYTHON3) -m venv $(VENV)
	$(PYTHON) -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# uv reads other settings than pip: where only pip knows the way to the packages, pip installs them.
define install
	@echo "Installing the Python packages of $(1)"
	@$(UV) pip install -q --python $(PYTHON) --require-hashes -r $(1) \
		|| $(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
	@echo $(CURDIR)/src > "$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/oogcontact.pth"
	@printf '#!%s/$(PYTHON)\nfrom oogcontact.project.cli import main\nmain()\n' '$(CURDIR)' > $(VENV)/bin/oogcontact
	@chmod +x $(VENV)/bin/oogcontact
endef

NATIVE := src/oogcontact/audio/libdatagrams.so

$(NATIVE): src/oogcontact/audio/datagrams.c
	$(CC) -O2 -Wall -Wextra -Werror -shared -fPIC -o $@ $<

$(VENV)/.runtime: requirements.lock $(NATIVE) | $(VENV)/.tools
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.development: requirements-dev.lock $(NATIVE) | $(VENV)/.tools
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.runtime

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/.built: web/node_modules/.installed $(CLIENT_SOURCES) | $(VENV)/.runtime
	$(NPM) run build
	$(PYTHON) -m whitenoise.compress --quiet web/dist
	@touch $@
