# Every command of the project; `make help` lists them. CI calls the same ones.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(VENV)/bin/uv

.PHONY: lock
lock: ## Lock the versions of the Python packages anew
	$(UV) pip compile pyproject.toml --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q -o requirements.lock
	$(UV) pip compile pyproject.toml --group dev --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q -o requirements-dev.lock
