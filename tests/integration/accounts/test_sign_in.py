"""Signing in with e-mail address or user name, and the lock-out (ACC-1)."""

import threading
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from allauth.headless import urls as allauth_urls
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client

from oogcontact.domains.accounts import tries
from oogcontact.domains.accounts.access import membership_of
from oogcontact.domains.accounts.lockout import PER_ACCOUNT, PER_ADDRESS
from oogcontact.domains.accounts.models import Membership, Organisation, Role, SignInTries, User
from oogcontact.domains.audit.models import Entry
from oogcontact.kernel import clock
from tests.integration.accounts.helpers import BROWSER, PASSWORD, error_of, login, mails, make_person, send, signed_in

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


def by_username(client: Client, name: str, password: str) -> object:
    return send(client, "post", f"{BROWSER}/auth/login", {"username": name, "password": password})


@pytest.mark.parametrize("email", ["anna@voorbeeld.test", "ANNA@Voorbeeld.test"])
def test_signs_in_with_email(client: Client, anna: Membership, email: str) -> None:
    """ACC-1: the case of the address does not matter."""
    assert login(client, email).status_code == 200
    assert client.get("/api/session").json()["person"]["id"] == str(anna.user_id)
    assert Entry.objects.filter(action="sign_in", subject_id=anna.user_id).count() == 1


@pytest.mark.parametrize("name", ["anna.dv", "Anna.DV"])
def test_signs_in_with_username(client: Client, anna: Membership, name: str) -> None:
    """ACC-1: or with the user name."""
    by_username(client, name, PASSWORD)
    assert client.get("/api/session").json()["person"]["id"] == str(anna.user_id)


def test_the_session_key_changes_at_sign_in(client: Client, anna: Membership) -> None:
    """Session fixation: a key that was set before is not used after."""
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    login(client, anna.user.email)
    assert client.session.session_key != before


def test_one_message_for_known_unknown_blocked_and_sleeping(organisation: Organisation, anna: Membership) -> None:
    """ACC-1: the answer does not tell whether the account exists."""
    blocked = make_person(organisation, "Bram")
    User.objects.filter(pk=blocked.user_id).update(is_active=False)
    make_person(organisation, "Carla", password=None)
    answers = {login(Client(), anna.user.email, "Verkeerd-1!").content}
    answers |= {login(Client(), email).content for email in ("niemand@voorbeeld.test", "bram@voorbeeld.test")}
    answers.add(login(Client(), "carla@voorbeeld.test").content)
    assert len(answers) == 1
    assert error_of(login(Client(), "niemand@voorbeeld.test")) == (400, "email_password_mismatch")


@pytest.mark.parametrize("email", ["anna@voorbeeld.test", "niemand@voorbeeld.test"])
def test_a_wrong_password_costs_one_hash(client: Client, anna: Membership, email: str) -> None:
    """ACC-1: the same response time, because Argon2 runs once for known and unknown accounts."""
    runs: list[str] = []
    verify, encode = Argon2PasswordHasher.verify, Argon2PasswordHasher.encode

    def counted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        runs.append("verify")
        return verify(self, password, encoded)

    def counted_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        runs.append("encode")
        return encode(self, password, salt)

    with (
        patch.object(Argon2PasswordHasher, "verify", counted_verify),
        patch.object(Argon2PasswordHasher, "encode", counted_encode),
    ):
        login(client, email, "Verkeerd-1!")
    assert len(runs) == 1


def test_five_failures_lock_for_fifteen_minutes(anna: Membership) -> None:
    """ACC-1: the right password is refused too, by either name; one mail; after 15 minutes it works."""
    with clock.at(START) as time:
        for _ in range(PER_ACCOUNT):
            assert error_of(login(Client(), anna.user.email, "Verkeerd-1!"))[1] == "email_password_mismatch"
            time.advance(10)
        for _ in range(3):
            assert error_of(login(Client(), anna.user.email)) == (400, "too_many_login_attempts")
        assert error_of(by_username(Client(), "anna.dv", PASSWORD))[1] == "too_many_login_attempts"  # type: ignore[arg-type]
        assert len(mails(anna.user.email)) == 1
        time.advance(14 * 60 + 40)
        assert error_of(login(Client(), anna.user.email))[1] == "too_many_login_attempts"
        time.advance(25)
        assert login(Client(), anna.user.email).status_code == 200
    assert Entry.objects.filter(action="sign_in.locked", subject_id=anna.user_id).count() == 1


def test_an_unknown_name_is_locked_the_same_way(anna: Membership) -> None:
    """ACC-1: the lock does not tell whether the account exists."""
    with clock.at(START):
        answers = [login(Client(), "niemand@voorbeeld.test", "Verkeerd-1!") for _ in range(PER_ACCOUNT + 1)]
    assert [error_of(answer)[1] for answer in answers[-2:]] == ["email_password_mismatch", "too_many_login_attempts"]
    assert mails("niemand@voorbeeld.test") == []


def test_failures_of_long_ago_do_not_count(anna: Membership) -> None:
    """ACC-1: five within 15 minutes."""
    with clock.at(START) as time:
        for _ in range(PER_ACCOUNT * 2):
            assert error_of(login(Client(), anna.user.email, "Verkeerd-1!"))[1] == "email_password_mismatch"
            time.advance(226)
        assert login(Client(), anna.user.email).status_code == 200


def test_right_passwords_never_lock(anna: Membership) -> None:
    """ACC-1: only failures count."""
    with clock.at(START):
        for _ in range(PER_ACCOUNT * 2):
            assert login(Client(), anna.user.email).status_code == 200


def test_an_address_is_locked_too(anna: Membership) -> None:
    """ACC-1: somebody who tries one password on many accounts is stopped, other addresses are not."""
    with clock.at(START):
        for number in range(PER_ADDRESS):
            attempt = tries.begin(f"nobody{number}@voorbeeld.test", "192.0.2.1")
            assert attempt is not None
            tries.fail(attempt)
        assert tries.begin(anna.user.email, "192.0.2.1") is None
        assert tries.begin(anna.user.email, "192.0.2.2") is not None


def test_a_password_reset_lifts_the_lock(anna: Membership) -> None:
    """ACC-1, ACC-7: who holds the mailbox need not wait."""
    with clock.at(START):
        for _ in range(PER_ACCOUNT):
            login(Client(), anna.user.email, "Verkeerd-1!")
        tries.forget(anna.user.email)
        assert login(Client(), anna.user.email).status_code == 200


def test_old_tries_are_forgotten(anna: Membership) -> None:
    """The table does not grow with each name that somebody tries."""
    with clock.at(START) as time:
        login(Client(), "niemand@voorbeeld.test")
        assert SignInTries.objects.count() == 2
        time.advance(3600)
        tries.forget_old(clock.now())
    assert SignInTries.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_do_not_slip_through(organisation: Organisation) -> None:
    """ACC-1: of twenty tries at once at most five reach the password."""
    make_person(organisation, "Anna")
    allowed: list[bool] = []

    def attempt() -> None:
        try:
            allowed.append(tries.begin("anna@voorbeeld.test", "192.0.2.1") is not None)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (20, PER_ACCOUNT)


@pytest.mark.parametrize(
    "body",
    [{}, {"email": "anna@voorbeeld.test"}, {"email": "no address", "password": "x"}, {"password": PASSWORD}, [], "x"],
)
def test_half_a_sign_in_is_refused(client: Client, anna: Membership, body: object) -> None:
    """ACC-1: bad input answers 400."""
    assert send(client, "post", f"{BROWSER}/auth/login", body).status_code == 400
    assert client.get("/api/session").json()["person"] is None


def test_nobody_signs_up(client: Client, db: None) -> None:
    """An account needs an invitation."""
    body = {"email": "ik@voorbeeld.test", "password": PASSWORD}
    assert send(client, "post", f"{BROWSER}/auth/signup", body).status_code == 404
    assert not User.objects.exists()


def test_sign_in_needs_the_csrf_token(anna: Membership) -> None:
    """A page of another site can not sign somebody in."""
    client = Client(enforce_csrf_checks=True)
    assert login(client, anna.user.email).status_code == 403
    token = client.get("/api/session").json()["csrf"]
    answer = client.post(
        f"{BROWSER}/auth/login",
        {"email": anna.user.email, "password": PASSWORD},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 200


def test_a_blocked_person_is_out_at_once(client: Client, anna: Membership) -> None:
    """ADM-1: an open session does not outlive the block."""
    login(client, anna.user.email)
    User.objects.filter(pk=anna.user_id).update(is_active=False)
    assert client.get("/api/session").json()["person"] is None
    assert error_of(client.patch("/api/me", {}, content_type="application/json")) == (401, "not_signed_in")  # type: ignore[arg-type]


def test_who_is_blocked_in_one_organisation_works_through_the_other(anna: Membership) -> None:
    """ADM-1: the oldest membership that is not blocked counts, from the next request on."""
    client = signed_in(anna)
    other = Organisation.objects.create(name="Andere zorg")
    Membership.objects.create(user=anna.user, organisation=other, role=Role.CLIENT)
    assert membership_of(anna.user_id) == anna
    Membership.objects.filter(pk=anna.pk).update(blocked_at=clock.now())
    assert client.get("/api/session").json()["person"]["organisation_id"] == str(other.pk)
    Membership.objects.filter(user=anna.user).update(blocked_at=clock.now())
    assert client.get("/api/session").json()["person"] is None
    assert error_of(client.get("/api/contacts")) == (401, "not_signed_in")  # type: ignore[arg-type]


def test_a_session_from_before_a_new_password_is_none(anna: Membership) -> None:
    """Every request looks at the password with which the device was signed in."""
    client = signed_in(anna)
    assert client.get("/api/contacts").status_code == 200
    anna.user.set_password("Iets-anders-2026!")
    anna.user.save()
    assert error_of(client.get("/api/contacts")) == (401, "not_signed_in")  # type: ignore[arg-type]


def addresses(patterns: list[Any], prefix: str) -> list[str]:
    """Return all addresses below `prefix`."""
    found: list[str] = []
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        found += addresses(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else [here]
    return found


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("path", addresses(allauth_urls.urlpatterns, "/_allauth/"))
def test_whatever_is_sent_nothing_breaks(anna: Membership, path: str, inside: bool) -> None:
    """Each of allauth's addresses refuses nonsense in order: no answer is a failure of the server."""
    nonsense: tuple[object, ...] = (
        {},
        {"key": "x", "code": "1", "email": "x", "phone": "x", "sessions": [999], "password": 1},
        [],
        None,
    )
    for method in ("get", "post", "put", "patch", "delete"):
        for body in nonsense:
            client = Client()
            if inside:
                client.force_login(anna.user)
            answer = getattr(client, method)(path) if method == "get" else send(client, method, path, body)
            assert answer.status_code < 500
