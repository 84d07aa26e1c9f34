"""The files of the built client: cached for ever by their hash, compressed, and one page for every route."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client
from pytest_django import Settings

from oogcontact.project.client import with_files

Ask = Callable[..., tuple[str, dict[str, str], bytes]]

SCRIPT = b"console.log('hello');" * 50


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> Path:
    """A built client."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Oogcontact</title>")
    (tmp_path / "guest.html").write_text("<!doctype html><title>Uw afspraak</title>")
    (tmp_path / "assets/index-B7x_2kQz.js").write_bytes(SCRIPT)
    (tmp_path / "assets/index-B7x_2kQz.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / "manifest.webmanifest").write_text("{}")
    settings.WEB_DIST = tmp_path
    return tmp_path


@pytest.fixture
def ask(built: Path) -> Ask:
    """Ask for a path below the root; `passed on` stands for Django."""

    def passed_on(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("404 Not Found", [])
        return [b"passed on"]

    app = with_files(passed_on, built)

    def get(path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
        environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": "GET", **more}
        setup_testing_defaults(environ)
        seen: list[Any] = []
        result = app(environ, lambda status, headers, exc_info=None: seen.extend([status, headers]))
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return seen[0], dict(seen[1]), body

    return get


def test_a_hashed_file_is_kept_for_ever(ask: Ask) -> None:
    status, headers, body = ask("/assets/index-B7x_2kQz.js")
    assert (status, body) == ("200 OK", SCRIPT)
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"].startswith("text/javascript")
    assert "Content-Security-Policy" in headers


def test_it_is_sent_compressed_to_who_can_read_that(ask: Ask) -> None:
    _, headers, body = ask("/assets/index-B7x_2kQz.js", HTTP_ACCEPT_ENCODING="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == SCRIPT


def test_what_changes_with_a_version_is_asked_for_anew(ask: Ask) -> None:
    assert ask("/manifest.webmanifest")[1]["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/index.html", "/guest.html", "/assets/../index.html", "/assets/no.js", "/../x"])
def test_the_rest_is_left_to_django(path: str, ask: Ask) -> None:
    assert ask(path)[2] == b"passed on"


@pytest.mark.parametrize(
    "path", ["/", "/inloggen", "/instellingen/gegevens", "/activeren/a-b_c", "/wachtwoord/1-d4k.x:y", "/beheer/mensen"]
)
def test_every_route_of_the_client_gets_its_page(path: str, built: Path) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert b"<title>Oogcontact" in response.content
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/api/x", "/_allauth/x", "/media/x", "/static/x", "/demo/x", "/assets/x", "/x.js", "/ws"]
)
def test_what_is_no_route_is_not_found(path: str, built: Path) -> None:
    assert Client().get(path).status_code == 404


def test_a_client_that_was_not_built_says_so(settings: Settings, tmp_path: Path) -> None:
    settings.WEB_DIST = tmp_path / "nothing"
    assert Client().get("/").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gast", "/gast/", "/bezoek/0193c1b2-5e2f-7c61-8a3e-6f0c1d2e3f40"])
def test_guests_have_a_page_of_their_own(path: str, built: Path) -> None:
    """WAI-4: it loads nothing of the app, and is always the newest."""
    response = Client().get(path)
    assert (response.status_code, b"Uw afspraak" in response.content) == (200, True)
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/gasten", "/bezoek"])
def test_addresses_that_begin_alike_are_of_the_app(path: str, built: Path) -> None:
    assert b"<title>Oogcontact</title>" in Client().get(path).content
