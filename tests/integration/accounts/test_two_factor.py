"""Two-factor authentication with a TOTP app and recovery codes (ACC-8)."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import LazySettings
from django.test import Client

from oogcontact.domains.accounts.models import Membership, Organisation
from oogcontact.domains.audit.models import Entry
from tests.integration.accounts.helpers import BROWSER, PASSWORD, error_of, login, mails, send, signed_in

TOTP = f"{BROWSER}/account/authenticators/totp"

#: Allauth tells of a new second factor after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


class Watch:
    """The wall clock by which allauth counts."""

    def __init__(self) -> None:
        # The cache looks at the real clock; a step of 30 seconds begins here.
        self.now = time.time() // 30 * 30


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A wall clock that stands still."""
    held = Watch()
    monkeypatch.setattr(time, "time", lambda: held.now)
    return held


def code(secret: str, watch: Watch, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(watch.now) // 30 + steps)))


def reauthenticate(client: Client) -> Any:
    return send(client, "post", f"{BROWSER}/auth/reauthenticate", {"password": PASSWORD})


def set_up(client: Client, watch: Watch) -> str:
    """Activate it and return the secret."""
    reauthenticate(client)
    secret = str(client.get(TOTP).json()["meta"]["secret"])
    assert send(client, "post", TOTP, {"code": code(secret, watch)}).status_code == 200
    return secret


def second_step(client: Client, digits: str) -> Any:
    return send(client, "post", f"{BROWSER}/auth/2fa/authenticate", {"code": digits})


def half_way(anna: Membership) -> Client:
    """Return a browser in which the password has been given."""
    client = Client()
    assert login(client, anna.user.email).status_code == 401
    assert client.get("/api/session").json()["person"] is None
    return client


def test_set_up_asks_the_password_first(anna: Membership, watch: Watch) -> None:
    """ACC-8: being signed in is not enough, and a wrong password neither."""
    client = signed_in(anna)
    assert client.get(TOTP).status_code == 404
    assert send(client, "post", TOTP, {"code": "123456"}).status_code in (400, 401)
    wrong = send(client, "post", f"{BROWSER}/auth/reauthenticate", {"password": "Verkeerd-1!"})
    assert error_of(wrong) == (400, "incorrect_password")
    secret = client.get(TOTP).json()["meta"]["secret"]
    assert send(client, "post", TOTP, {"code": code(secret, watch)}).status_code == 401
    assert not Authenticator.objects.exists()


def test_set_up_shows_secret_and_address_and_gives_ten_codes(anna: Membership, watch: Watch) -> None:
    """ACC-8: QR address and secret, then ten recovery codes; the person is mailed, the log knows."""
    client = signed_in(anna)
    reauthenticate(client)
    meta = client.get(TOTP).json()["meta"]
    assert meta["totp_url"].startswith("otpauth://totp/anna%40voorbeeld.test?")
    assert f"secret={meta['secret']}" in meta["totp_url"]
    assert "issuer=Oogcontact" in meta["totp_url"]
    code_picture = client.get("/api/two-factor/qr.svg")
    assert (code_picture.status_code, code_picture["Content-Type"]) == (200, "image/svg+xml")
    assert code_picture.content.startswith(b"<svg")
    assert send(client, "post", TOTP, {"code": code(meta["secret"], watch)}).status_code == 200
    assert error_of(client.get("/api/two-factor/qr.svg")) == (404, "not_found")  # type: ignore[arg-type]
    codes = client.get(f"{BROWSER}/account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    assert len(set(codes)) == 10
    assert client.get("/api/session").json()["person"]["two_factor"] is True
    assert Entry.objects.filter(action="two_factor.on", subject_id=anna.user_id).count() == 1


def test_the_person_is_mailed(organisation: Organisation, anna: Membership, watch: Watch) -> None:
    """ACC-8: after the commit a mail says that it is on."""
    set_up(signed_in(anna), watch)
    assert any("Tweefactorauthenticatie staat aan" in mail.text for mail in mails(anna.user.email))


def test_the_secret_is_not_in_the_database_in_clear(anna: Membership, watch: Watch) -> None:
    """A copy of the database does not give the codes."""
    secret = set_up(signed_in(anna), watch)
    assert all(secret not in str(row.data) for row in Authenticator.objects.all())


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_code_is_asked_after_the_password(anna: Membership, watch: Watch, drift: int) -> None:
    """ACC-8: a drift of one step is accepted, and each code once."""
    secret = set_up(signed_in(anna), watch)
    watch.now += 120
    digits = code(secret, watch, drift)
    client = half_way(anna)
    assert second_step(client, digits).status_code == 200
    assert client.get("/api/session").json()["person"]["id"] == str(anna.user_id)
    for later in (0, 29, 31):
        watch.now += later
        assert error_of(second_step(half_way(anna), digits)) == (400, "incorrect_code")


def test_the_code_of_the_set_up_is_used_too(anna: Membership, watch: Watch) -> None:
    """ACC-8: a code is accepted once; the next one works."""
    secret = set_up(signed_in(anna), watch)
    assert error_of(second_step(half_way(anna), code(secret, watch))) == (400, "incorrect_code")
    watch.now += 30
    assert second_step(half_way(anna), code(secret, watch)).status_code == 200


def test_two_steps_of_drift_are_too_many(anna: Membership, watch: Watch) -> None:
    """ACC-8: one step, not two."""
    secret = set_up(signed_in(anna), watch)
    watch.now += 300
    for drift in (-2, 2):
        assert error_of(second_step(half_way(anna), code(secret, watch, drift))) == (400, "incorrect_code")


def test_five_wrong_codes_lock_the_second_step(anna: Membership, watch: Watch) -> None:
    """ACC-1, ACC-8: codes can not be guessed."""
    secret = set_up(signed_in(anna), watch)
    watch.now += 120
    answers = [error_of(second_step(half_way(anna), "000000"))[1] for _ in range(5)]
    assert answers == ["incorrect_code"] * 5
    assert error_of(second_step(half_way(anna), code(secret, watch)))[1] == "too_many_login_attempts"
    assert Entry.objects.filter(action="two_factor.failed").count() == 5


def test_a_recovery_code_works_once(anna: Membership, watch: Watch) -> None:
    """ACC-8: in place of a code of the app."""
    client = signed_in(anna)
    set_up(client, watch)
    codes = client.get(f"{BROWSER}/account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    assert second_step(half_way(anna), codes[0]).status_code == 200
    assert error_of(second_step(half_way(anna), codes[0])) == (400, "incorrect_code")


def test_a_required_second_factor_closes_the_rest(anna: Membership, watch: Watch) -> None:
    """ACC-8: who must set it up can only do that; the session says so."""
    client = signed_in(anna)
    Organisation.objects.update(two_factor_agents=True)
    assert client.get("/api/session").json()["organisation"]["require_two_factor"] is True
    assert error_of(client.delete("/api/me/photo")) == (403, "two_factor_required")  # type: ignore[arg-type]
    set_up(client, watch)
    assert client.get("/api/session").json()["organisation"]["require_two_factor"] is False
    assert client.delete("/api/me/photo").status_code == 200


def test_turning_it_off_asks_the_password(anna: Membership, watch: Watch) -> None:
    """ACC-8: and clears the recovery codes."""
    client = signed_in(anna)
    set_up(client, watch)
    watch.now += 400
    assert send(client, "delete", TOTP).status_code == 401
    reauthenticate(client)
    assert send(client, "delete", TOTP).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_lost_key_lets_nobody_in(anna: Membership, watch: Watch, settings: LazySettings) -> None:
    """ACC-8: with another SECRET_KEY no code fits, in order; an administrator can reset it."""
    secret = set_up(signed_in(anna), watch)
    watch.now += 120
    settings.SECRET_KEY = "another-key-than-before"
    for digits in (code(secret, watch), "12345678"):
        assert error_of(second_step(half_way(anna), digits)) == (400, "incorrect_code")
