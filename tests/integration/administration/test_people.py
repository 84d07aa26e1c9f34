"""The people of an organisation in the hands of its administrators (ADM-1, ACC-2, ACC-8)."""

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from oogcontact.domains.accounts.api import (
    AccessEnded,
    Membership,
    Organisation,
    Role,
    access_ended,
    add_person,
    change_person,
)
from oogcontact.domains.accounts.models import User
from oogcontact.domains.audit.api import Actor, first_broken
from oogcontact.domains.audit.models import Entry
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import error_of, login, mails, make_person, send, signed_in, token_in

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = "/api/administration/people"
FORM = {
    "first_name": "Bram",
    "last_name": "Bos",
    "email": "Bram@voorbeeld.test",
    "role": "agent",
    "function": "Arts",
    "extension": "104",
    "language": "nl",
}


@pytest.fixture
def organisation(db: None) -> Organisation:
    """An organisation without people."""
    return Organisation.objects.create(name="Zorggroep Voorbeeld")


@pytest.fixture
def anna(organisation: Organisation) -> Membership:
    """Its only administrator."""
    return make_person(organisation, "Anna", Role.ADMINISTRATOR, extension="101")


@pytest.fixture
def browser(anna: Membership) -> Client:
    """Her browser."""
    return signed_in(anna)


@pytest.fixture
def ended() -> Iterator[list[AccessEnded]]:
    """What the domains above were told."""
    told: list[AccessEnded] = []
    access_ended.register(told.append)
    yield told
    access_ended.unregister(told.append)


def add(browser: Client, **changes: object) -> Any:
    return send(browser, "post", PEOPLE, {**FORM, **changes})


def change(browser: Client, person: object, **changes: object) -> Any:
    return send(browser, "patch", f"{PEOPLE}/{person}", changes)


def do(browser: Client, person: object, what: str) -> Any:
    return send(browser, "post", f"{PEOPLE}/{person}/{what}")


def states(browser: Client) -> dict[str, str]:
    return {person["email"]: person["state"] for person in browser.get(PEOPLE).json()}


def actions_of(person: object) -> list[str]:
    return list(Entry.objects.filter(subject_id=str(person)).values_list("action", flat=True))


def test_a_person_is_added_and_activates(browser: Client) -> None:
    """ACC-2: invited, then active; the mail holds the link; the log holds who did it."""
    added = add(browser).json()
    assert {name: added[name] for name in ("name", "email", "role", "function", "extension", "state")} == {
        "name": "Bram Bos",
        "email": "bram@voorbeeld.test",
        "role": "agent",
        "function": "Arts",
        "extension": "104",
        "state": "invited",
    }
    token = token_in(mails("bram@voorbeeld.test")[0], "activeren")
    send(Client(), "post", f"/api/activations/{token}", {"password": "Woordje1!"})
    assert states(browser)["bram@voorbeeld.test"] == "active"
    assert actions_of(added["id"]) == ["person.added", "account.activated"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"email": "ANNA@voorbeeld.test"}, 409, "email_in_use"),
        ({"email": "bram"}, 400, "email_invalid"),
        ({"first_name": " "}, 400, "required"),
        ({"last_name": "x\u200e"}, 400, "text_invalid"),
        ({"extension": "10a"}, 400, "extension_invalid"),
        ({"extension": "101"}, 409, "extension_in_use"),
        ({"role": "operator"}, 400, "invalid"),
        ({"language": "de"}, 400, "invalid"),
        ({"email": None}, 400, "invalid"),
    ],
)
def test_a_bad_person_is_not_added(browser: Client, changes: dict[str, object], status: int, code: str) -> None:
    """ADM-1: each fault has its code; nobody is made and nobody is mailed."""
    assert error_of(add(browser, **changes)) == (status, code)
    assert User.objects.count() == 1
    assert mails("bram@voorbeeld.test") == []


def test_an_extension_is_one_persons(browser: Client, organisation: Organisation) -> None:
    """ADM-1: within the organisation; another one may use the same number."""
    make_person(Organisation.objects.create(name="Elders"), "Zoe", extension="102")
    bram = make_person(organisation, "Bram")
    assert error_of(change(browser, bram.user_id, extension="101")) == (409, "extension_in_use")
    assert change(browser, bram.user_id, extension="102").json()["extension"] == "102"
    assert change(browser, bram.user_id, extension="").json()["extension"] == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_person_add_him_once(organisation: Organisation, anna: Membership) -> None:
    """ADM-1: of two at the same moment one is refused, in words."""
    answers: list[str] = []
    ready = threading.Barrier(2)

    def add_bram() -> None:
        try:
            ready.wait()
            add_person(
                organisation,
                Actor(anna.user_id),
                first_name="Bram",
                last_name="Bos",
                email="bram@voorbeeld.test",
                role=Role.AGENT,
            )
            answers.append("added")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=add_bram) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["added", "email_in_use"]


def test_the_same_click_twice_adds_once(browser: Client) -> None:
    """An answer that was lost can be asked again with the same key."""
    key = str(uuid.uuid4())
    answers = [
        browser.post(PEOPLE, FORM, content_type="application/json", headers={"Idempotency-Key": key}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert len(mails("bram@voorbeeld.test")) == 1


def test_an_expired_invitation_is_sent_again(browser: Client) -> None:
    """ACC-2: the state says expired; resending makes it invited."""
    with clock.at(START) as time:
        person = add(browser).json()["id"]
        time.advance(72 * 3600)
        browser = signed_in(Membership.objects.get(role=Role.ADMINISTRATOR))
        assert states(browser)["bram@voorbeeld.test"] == "expired"
        assert do(browser, person, "resend").json()["state"] == "invited"
    assert len(mails("bram@voorbeeld.test")) == 2


def test_a_withdrawn_person_can_be_added_again(browser: Client) -> None:
    """ACC-2: also with another name and role; the old link stays dead."""
    person = add(browser).json()["id"]
    old = token_in(mails("bram@voorbeeld.test")[0], "activeren")
    assert do(browser, person, "withdraw").json()["state"] == "withdrawn"
    assert error_of(do(browser, person, "withdraw")) == (409, "link_withdrawn")
    again = add(browser, first_name="Abraham", role="administrator").json()
    assert (again["name"], again["role"], again["state"]) == ("Abraham Bos", "administrator", "invited")
    assert Client().get(f"/api/activations/{old}").json()["state"] in ("withdrawn", "unknown")
    assert len(browser.get(PEOPLE).json()) == 2


def test_a_withdrawn_person_can_be_sent_a_link(browser: Client) -> None:
    """ACC-2: resending takes the withdrawal back."""
    person = add(browser).json()["id"]
    do(browser, person, "withdraw")
    assert do(browser, person, "resend").json()["state"] == "invited"


def test_an_active_person_is_not_invited_again(browser: Client, organisation: Organisation) -> None:
    """ACC-2: resend and withdraw are for those who wait."""
    bram = make_person(organisation, "Bram")
    for what in ("resend", "withdraw"):
        assert error_of(do(browser, bram.user_id, what)) == (409, "already_active")


def test_resending_has_a_limit(browser: Client) -> None:
    """ACC-2: nobody's mailbox is filled."""
    person = add(browser).json()["id"]
    assert [do(browser, person, "resend").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_block_ends_everything_at_once(browser: Client, organisation: Organisation, ended: list[AccessEnded]) -> None:
    """ADM-1: the sessions, the next sign-in and what he takes part in; unblocking gives it back."""
    bram = make_person(organisation, "Bram")
    his = signed_in(bram)
    assert change(browser, bram.user_id, blocked=True).json()["state"] == "blocked"
    assert his.get("/api/session").json()["person"] is None
    assert error_of(login(Client(), "bram@voorbeeld.test"))[1] == "email_password_mismatch"
    assert ended == [AccessEnded(bram.user_id)]
    assert change(browser, bram.user_id, blocked=False).json()["state"] == "active"
    assert login(Client(), "bram@voorbeeld.test").status_code == 200
    expected = ["sign_in", "person.blocked", "session.ended", "sign_in.failed", "person.unblocked", "sign_in"]
    assert actions_of(bram.user_id) == expected


def test_a_block_in_one_organisation_leaves_the_other(browser: Client, organisation: Organisation) -> None:
    """A client of two organisations keeps the one that did not block him."""
    els = make_person(organisation, "Els", Role.CLIENT)
    other = Organisation.objects.create(name="Elders")
    Membership.objects.create(user=els.user, organisation=other, role=Role.CLIENT)
    change(browser, els.user_id, blocked=True)
    assert signed_in(els).get("/api/session").json()["organisation"]["name"] == "Elders"


def test_the_role_changes(browser: Client, organisation: Organisation) -> None:
    """ADM-1: an agent becomes administrator; then the first one may step down."""
    bram = make_person(organisation, "Bram")
    assert change(browser, bram.user_id, role="administrator", extension="105").json()["extension"] == "105"
    assert signed_in(bram).get(PEOPLE).status_code == 200
    anna = Membership.objects.get(user__first_name="Anna")
    assert change(browser, anna.user_id, role="agent").status_code == 200
    assert error_of(browser.get(PEOPLE)) == (404, "not_found")  # type: ignore[arg-type]
    entry = Entry.objects.get(action="person.role_changed", subject_id=bram.user_id)
    assert entry.detail == {"role": ["agent", "administrator"], "extension": ["", "105"]}
    assert (entry.actor_id, entry.address) == (anna.user_id, "127.0.0.1")


@pytest.mark.parametrize("changes", [{"role": "agent"}, {"role": "client"}, {"blocked": True}])
def test_the_last_administrator_stays(browser: Client, anna: Membership, changes: dict[str, object]) -> None:
    """ADM-1: an organisation can not lose its last one; one who has not activated does not count."""
    add(browser, role="administrator")
    assert error_of(change(browser, anna.user_id, **changes)) == (409, "last_administrator")
    assert browser.get(PEOPLE).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_administrators_can_not_remove_each_other(organisation: Organisation, anna: Membership) -> None:
    """ADM-1: at the same moment one of the two is refused."""
    bram = make_person(organisation, "Bram", Role.ADMINISTRATOR)
    answers: list[str] = []
    ready = threading.Barrier(2)

    def demote(by: Membership, other: Membership) -> None:
        try:
            ready.wait()
            change_person(organisation, other.user_id, {"role": "agent"}, Actor(by.user_id))
            answers.append("changed")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=pair) for pair in ((anna, bram), (bram, anna))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["changed", "last_administrator"]


def test_a_second_factor_is_reset(browser: Client, organisation: Organisation) -> None:
    """ACC-8: audited, and the person is mailed and signed out."""
    bram = make_person(organisation, "Bram")
    his = signed_in(bram)
    assert error_of(do(browser, bram.user_id, "reset-two-factor")) == (409, "no_two_factor")
    Authenticator.objects.create(user=bram.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert do(browser, bram.user_id, "reset-two-factor").json()["two_factor"] is False
    assert not Authenticator.objects.exists()
    assert his.get("/api/session").json()["person"] is None
    assert "tweefactorauthenticatie" in mails("bram@voorbeeld.test")[0].text
    assert actions_of(bram.user_id)[-1] == "person.two_factor_reset"


def test_search_looks_in_names_and_addresses(browser: Client, organisation: Organisation) -> None:
    """ADM-1: each word must be found; an empty search shows all, by name."""
    make_person(organisation, "Carla", last_name="Mendes")
    make_person(organisation, "Bram")

    def found(q: str) -> list[str]:
        return [person["name"] for person in browser.get(PEOPLE, {"q": q}).json()]

    assert found("") == ["Anna de Vries", "Bram de Vries", "Carla Mendes"]
    assert found("mendes car") == ["Carla Mendes"]
    assert found("CARLA@VOORB") == ["Carla Mendes"]
    assert found("%") == found("carla vries") == []


def test_nobody_else_sees_or_changes_anything(organisation: Organisation, browser: Client, anna: Membership) -> None:
    """ADM-1: agents, clients and nobody get nothing; an administrator of another organisation finds nobody."""
    for name, role in (("Bram", Role.AGENT), ("Els", Role.CLIENT)):
        other = signed_in(make_person(organisation, name, role))
        for answer in (other.get(PEOPLE), add(other), change(other, anna.user_id, role="agent")):
            assert error_of(answer) == (404, "not_found")  # type: ignore[arg-type]
        assert error_of(other.get("/api/administration/policies")) == (404, "not_found")  # type: ignore[arg-type]
    assert error_of(Client().get(PEOPLE)) == (401, "not_signed_in")  # type: ignore[arg-type]
    elsewhere = Organisation.objects.create(name="Elders")
    stranger = signed_in(make_person(elsewhere, "Zoe", Role.ADMINISTRATOR))
    assert list(states(stranger)) == ["zoe@voorbeeld.test"]
    absent = uuid.uuid4()
    for what in ("resend", "withdraw", "reset-two-factor"):
        assert do(stranger, anna.user_id, what).content == do(stranger, absent, what).content
        assert error_of(do(stranger, anna.user_id, what)) == (404, "not_found")
    assert error_of(change(stranger, anna.user_id, blocked=True)) == (404, "not_found")
    assert states(browser)["anna@voorbeeld.test"] == "active"


def test_the_log_is_whole_after_all_this(browser: Client) -> None:
    """ADM-7: the chain holds."""
    person = add(browser).json()["id"]
    change(browser, person, function="Verpleegkundige")
    do(browser, person, "withdraw")
    assert Entry.objects.count() >= 4
    assert first_broken() is None
