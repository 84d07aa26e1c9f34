"""Password rules, change and reset (ACC-6, ACC-7)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.template.loader import render_to_string
from django.test import Client

from oogcontact.domains.accounts.models import Membership, Organisation, Role, User
from oogcontact.domains.accounts.passwords import check_password
from oogcontact.infra.models import QueuedMail
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import (
    BROWSER,
    PASSWORD,
    error_of,
    login,
    mails,
    make_person,
    send,
    signed_in,
    token_in,
)

NEW = "Woordje1!"


def request_reset(email: str) -> Any:
    return send(Client(), "post", f"{BROWSER}/auth/password/request", {"email": email})


def reset(key: str, password: str) -> Any:
    return send(Client(), "post", f"{BROWSER}/auth/password/reset", {"key": key, "password": password})


def codes(response: Any) -> set[str]:
    return {error["code"] for error in json.loads(response.content)["errors"]}


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Kort1!", "password_too_short"),
        ("ALLESGROOT1!", "password_no_lower"),
        ("alleskleine1!", "password_no_upper"),
        ("GeenCijfer!", "password_no_digit"),
        ("GeenTeken123", "password_no_special"),
        ("Anna-de-Vries1", "password_too_similar"),
        ("Anna@Voorbeeld.test1", "password_too_similar"),
        ("A1!" + "a" * 300, "password_too_long"),
    ],
)
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    """ACC-6: each rule has its own code."""
    user = User(email="anna@voorbeeld.test", first_name="Anna", last_name="de Vries")
    with pytest.raises(Refusal) as refused:
        check_password(password, user, strict=True)
    assert (refused.value.code, refused.value.param) == (code, "password")


def test_a_common_password_is_refused() -> None:
    """ACC-6: the 20,000 most common ones, whatever the case."""
    with pytest.raises(Refusal) as refused:
        check_password("Password1", User(email="anna@voorbeeld.test"), strict=False)
    assert refused.value.code == "password_too_common"


def test_the_example_passes() -> None:
    """ACC-6: `Woordje1!` passes the strict rules, and without the sign the plain ones."""
    user = User(email="anna@voorbeeld.test", first_name="Anna", last_name="de Vries")
    check_password("Woordje1!", user, strict=True)
    check_password("Woordje12", user, strict=False)


def test_argon2id_is_what_is_kept(anna: Membership) -> None:
    """ACC-6: the hash is argon2id."""
    assert anna.user.password.startswith("argon2$argon2id$")


def test_change_needs_the_present_password(anna: Membership) -> None:
    """PRO-1: and ends the other devices, but not this one."""
    here, there = signed_in(anna), signed_in(anna)
    path = f"{BROWSER}/account/password/change"
    wrong = send(here, "post", path, {"current_password": "Verkeerd-1!", "new_password": NEW})
    assert error_of(wrong) == (400, "enter_current_password")
    assert send(here, "post", path, {"current_password": PASSWORD, "new_password": NEW}).status_code == 200
    assert here.get("/api/session").json()["person"] is not None
    assert there.get("/api/session").json()["person"] is None
    assert len(here.get("/api/sessions").json()) == 1
    assert len(mails(anna.user.email)) == 1
    assert login(Client(), anna.user.email, NEW).status_code == 200


def test_change_holds_the_policy_of_the_role(organisation: Organisation, anna: Membership) -> None:
    """ACC-6: clients are strict by default, agents are not."""
    els = make_person(organisation, "Els", Role.CLIENT)
    path, body = f"{BROWSER}/account/password/change", {"current_password": PASSWORD, "new_password": "Woordje12"}
    assert codes(send(signed_in(els), "post", path, body)) == {"password_no_special"}
    assert send(signed_in(anna), "post", path, body).status_code == 200


def test_reset_by_mail_works_once(anna: Membership) -> None:
    """ACC-7: the link sets a new password and signs every device out."""
    there = signed_in(anna)
    assert request_reset("Anna@voorbeeld.test").status_code == 200
    key = token_in(mails(anna.user.email)[0], "wachtwoord")
    assert codes(reset(key, "zwak")) >= {"password_too_short"}
    assert reset(key, NEW).status_code == 401
    assert login(Client(), anna.user.email, NEW).status_code == 200
    assert there.get("/api/session").json()["person"] is None
    assert error_of(reset(key, "Anders-123!")) == (400, "invalid_password_reset")


def test_a_reset_link_lasts_an_hour(anna: Membership) -> None:
    """ACC-7: after an hour the link is refused."""
    request_reset(anna.user.email)
    key = token_in(mails(anna.user.email)[0], "wachtwoord")
    later = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    now = datetime.now()  # Django's generator counts in naive local time
    with patch(later, return_value=now + timedelta(seconds=3602)):
        assert error_of(reset(key, NEW)) == (400, "invalid_password_reset")
    with patch(later, return_value=now + timedelta(seconds=3590)):
        assert reset(key, NEW).status_code == 401


@pytest.mark.parametrize("key", ["", "x", "x-y", "a" * 500])
def test_a_made_up_reset_key_is_refused(db: None, key: str) -> None:
    """ACC-7: bad keys answer 400."""
    assert reset(key, NEW).status_code == 400


def test_reset_and_reminder_answer_the_same_for_unknown(organisation: Organisation, anna: Membership) -> None:
    """ACC-7: nobody learns from them whether an account exists; nobody unknown or asleep is mailed."""
    make_person(organisation, "Carla", password=None)
    addresses = [anna.user.email, "niemand@voorbeeld.test", "carla@voorbeeld.test"]
    assert len({(request_reset(email).status_code, request_reset(email).content) for email in addresses}) == 1
    reminders = {send(Client(), "post", "/api/username-reminder", {"email": email}).content for email in addresses}
    assert len(reminders) == 1
    assert mails("niemand@voorbeeld.test") == mails("carla@voorbeeld.test") == []
    assert "anna.dv" in mails(anna.user.email)[-1].text


@pytest.mark.parametrize(
    "ask", [request_reset, lambda email: send(Client(), "post", "/api/username-reminder", {"email": email})]
)
def test_an_unknown_address_costs_the_same_work(anna: Membership, ask: Callable[[str], object]) -> None:
    """ACC-7: a mail is written for it too, and thrown away, so that the time tells nothing."""
    written: list[int] = []
    for email in (anna.user.email, "niemand@voorbeeld.test"):
        with patch("oogcontact.infra.mail.render_to_string", wraps=render_to_string) as rendered:
            ask(email)
        written.append(rendered.call_count)
    assert written[0] == written[1] > 0
    assert QueuedMail.objects.count() == 1


def test_the_reminder_is_not_a_mail_cannon(anna: Membership) -> None:
    """ACC-7: five times an hour for an address, known or not."""
    for email in (anna.user.email, "niemand@voorbeeld.test"):
        answers = [send(Client(), "post", "/api/username-reminder", {"email": email}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert len(mails(anna.user.email)) == 5


def test_mails_are_in_the_language_of_the_receiver(organisation: Organisation) -> None:
    """ACC-12: not in that of the browser that asked."""
    for name, language, words in (("Anna", "nl", "Nieuw wachtwoord kiezen"), ("Bob", "en", "Choose a new password")):
        person = make_person(organisation, name, language=language)
        client = Client(headers={"Accept-Language": "en" if language == "nl" else "nl"})
        send(client, "post", f"{BROWSER}/auth/password/request", {"email": person.user.email})
        assert words in mails(person.user.email)[0].text


def test_the_present_password_can_not_be_guessed(anna: Membership) -> None:
    """PRO-1: somebody at an open screen gets five tries."""
    client, path = signed_in(anna), f"{BROWSER}/account/password/change"
    body = {"current_password": "Verkeerd-1!", "new_password": NEW}
    assert [send(client, "post", path, body).status_code for _ in range(6)] == [400] * 5 + [429]


def test_asking_the_password_again_counts_towards_the_lock(anna: Membership) -> None:
    """ACC-1, ACC-8: the same five tries as at sign-in."""
    client = signed_in(anna)
    answers = [
        error_of(send(client, "post", f"{BROWSER}/auth/reauthenticate", {"password": "Verkeerd-1!"}))[1]
        for _ in range(6)
    ]
    assert answers == ["incorrect_password"] * 5 + ["too_many_login_attempts"]
    assert error_of(login(Client(), anna.user.email))[1] == "too_many_login_attempts"
