"""What is refused before any domain looks at it, and the headers that bind the browser."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from oogcontact.project.bridge import TOO_LARGE
from oogcontact.project.middleware import security_headers
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/_allauth/browser/v1/auth/login"

UNSAFE = [
    ("post", "/api/language"),
    ("patch", "/api/me"),
    ("post", "/api/me/photo"),
    ("delete", "/api/sessions"),
    ("post", "/api/username-reminder"),
    ("post", LOGIN),
]


def error_of(response: object) -> tuple[int, str]:
    body = json.loads(response.content)  # type: ignore[attr-defined]
    assert body["status"] == response.status_code  # type: ignore[attr-defined]
    return body["status"], body["errors"][0]["code"]


@pytest.mark.parametrize(("method", "path"), UNSAFE)
def test_a_command_without_the_token_is_refused(method: str, path: str, people: dict[str, Membership]) -> None:
    """Also the public ones: nobody signs somebody else in, or changes his language, from another site."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["anna"].user)
    response = getattr(client, method)(path, "{}", content_type="application/json")
    assert error_of(response) == (403, "csrf_failed")


def test_the_token_of_the_session_lets_a_command_through() -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/api/session").json()["csrf"]
    body = json.dumps({"language": "en"})
    response = client.post("/api/language", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert response.status_code < 300


def test_a_token_from_another_origin_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/api/session").json()["csrf"]
    headers = {"X-CSRFToken": token, "Origin": "https://evil.test"}
    response = client.post("/api/language", "{}", content_type="application/json", headers=headers)
    assert error_of(response) == (403, "csrf_failed")


def test_the_session_and_the_token_change_at_sign_in(people: dict[str, Membership]) -> None:
    """Session fixation: what a stranger planted before the sign-in is worth nothing after it."""
    client = Client()
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    body = json.dumps({"email": "anna@voorbeeld.test", "password": PASSWORD})
    before = client.get("/api/session").cookies["csrftoken"].value
    response = client.post(LOGIN, body, content_type="application/json")
    assert response.status_code == 200
    assert client.cookies["sessionid"].value != planted
    assert client.cookies["csrftoken"].value != before
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/api/session").json()["person"] is None


@pytest.mark.parametrize("path", ["/", "/api/session", "/health"])
@pytest.mark.parametrize("host", ["evil.test", "localhost,evil.test", "localhost@evil.test"])
def test_a_foreign_host_is_refused(path: str, host: str) -> None:
    assert error_of(Client().get(path, headers={"Host": host})) == (400, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        "/media/photos/../../secret_key",
        "/media/photos/..%2f..%2fsecret_key/64.webp",
        "/media/secret_key",
        "/assets/../../../pyproject.toml",
        "/demo/mail/..%2f..%2fsecret_key",
        "/demo/mail/../../secret_key",
    ],
)
def test_path_names_lead_nowhere(path: str, people: dict[str, Membership], browser_of: Callable[..., Client]) -> None:
    assert browser_of(people["anna"]).get(path).status_code == 404


def test_a_body_that_was_not_read_is_refused() -> None:
    unread: dict[str, Any] = {TOO_LARGE: True}
    assert error_of(Client(**unread).post("/api/language")) == (413, "too_large")


def test_a_picture_that_would_fill_the_memory_is_refused(
    people: dict[str, Membership], browser_of: Callable[..., Client]
) -> None:
    """A PNG of a few bytes that says it is 60,000 by 60,000 pixels."""
    header = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + (60_000).to_bytes(4, "big") * 2
    bomb = SimpleUploadedFile("x.png", header + bytes.fromhex("0802000000") + bytes(20), "image/png")
    response = browser_of(people["anna"]).post("/api/me/photo", {"photo": bomb})
    assert response.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/nowhere", "/health", "/_allauth/browser/v1/config"])
def test_every_answer_carries_the_headers(path: str) -> None:
    response = Client().get(path)
    for name, value in security_headers("http://localhost:8000").items():
        assert response.headers[name] == value
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_a_site_behind_tls_keeps_to_it() -> None:
    headers = security_headers("https://oogcontact.example.test")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "wss://oogcontact.example.test" in headers["Content-Security-Policy"]


def test_the_session_cookie_is_out_of_reach_of_scripts(people: dict[str, Membership]) -> None:
    client = Client()
    body = json.dumps({"email": "anna@voorbeeld.test", "password": PASSWORD})
    cookie = client.post(LOGIN, body, content_type="application/json").cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_errors_have_one_shape_in_the_readers_language(
    people: dict[str, Membership], browser_of: Callable[..., Client]
) -> None:
    client = browser_of(people["anna"])
    unknown = client.get("/api/nowhere")
    assert error_of(unknown) == (404, "not_found")
    wrong = client.patch("/api/me", '{"language": "xx"}', content_type="application/json")
    assert error_of(wrong) == (400, "invalid")
    assert wrong.json()["errors"][0]["param"].endswith("language")
    assert error_of(client.patch("/api/me", "{", content_type="application/json"))[0] == 400
    assert error_of(client.put("/api/me", "{}", content_type="application/json"))[0] == 405
    assert error_of(Client().patch("/api/me", "{}", content_type="application/json")) == (401, "not_signed_in")


def test_an_unforeseen_failure_says_nothing_of_itself(
    people: dict[str, Membership], browser_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr("oogcontact.domains.accounts.actions.set_language", fail)
    client = browser_of(people["anna"])
    response = client.post("/api/language", '{"language": "en"}', content_type="application/json")
    assert error_of(response) == (500, "server_error")
    assert b"secret" not in response.content


def test_the_language_follows_user_then_cookie_then_browser(
    people: dict[str, Membership], browser_of: Callable[..., Client]
) -> None:
    """ACC-12."""
    english = {"Accept-Language": "en"}
    assert Client().get("/api/nowhere", headers=english).headers["Content-Language"] == "en"
    client = Client()
    client.cookies["language"] = "nl"
    assert client.get("/api/nowhere", headers=english).headers["Content-Language"] == "nl"
    anna = browser_of(people["anna"])
    assert anna.get("/api/nowhere", headers=english).headers["Content-Language"] == "nl"
