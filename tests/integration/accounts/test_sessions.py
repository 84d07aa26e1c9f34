"""Signed-in devices, their end, and the idle time-out (ACC-10)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from oogcontact.domains.accounts import sessions
from oogcontact.domains.accounts.api import Membership, Organisation, Role, SessionsEnded, sessions_ended
from oogcontact.domains.accounts.jobs import Minutely
from oogcontact.kernel import clock
from tests.integration.accounts.helpers import BROWSER, error_of, login, make_person, send, signed_in

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"

#: The end of a session is told after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ended() -> Iterator[list[str]]:
    """The session keys whose connections are to be closed."""
    keys: list[str] = []

    def receive(event: SessionsEnded) -> None:
        keys.extend(event.keys)

    sessions_ended.register(receive)
    yield keys
    sessions_ended.unregister(receive)


def is_in(client: Client) -> bool:
    return client.get("/api/session").json()["person"] is not None


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def test_the_list_names_the_devices(anna: Membership) -> None:
    """ACC-10: device, address and which one this is."""
    client = Client(headers={"User-Agent": CHROME})
    login(client, anna.user.email)
    signed_in(anna)
    devices = client.get("/api/sessions").json()
    assert sorted(device["current"] for device in devices) == [False, True]
    current = next(device for device in devices if device["current"])
    assert "Chrome" in current["device"]
    assert "Windows" in current["device"]
    assert current["ip"] == "127.0.0.1"


def test_one_device_is_signed_out(anna: Membership, ended: list[str]) -> None:
    """ACC-10: **Afmelden** ends it at once, with its connections."""
    here, there = signed_in(anna), signed_in(anna)
    key = key_of(there)
    other = next(device for device in here.get("/api/sessions").json() if not device["current"])
    assert len(here.delete(f"/api/sessions/{other['id']}").json()) == 1
    assert (is_in(here), is_in(there)) == (True, False)
    assert ended == [key]


def test_all_other_devices_are_signed_out(anna: Membership, ended: list[str]) -> None:
    """ACC-10: everywhere but here."""
    here, *others = (signed_in(anna) for _ in range(3))
    keys = sorted(key_of(client) for client in others)
    assert len(here.delete("/api/sessions").json()) == 1
    assert [is_in(client) for client in (here, *others)] == [True, False, False]
    assert sorted(ended) == keys


def test_devices_of_others_do_not_exist(organisation: Organisation, anna: Membership, ended: list[str]) -> None:
    """ACC-10: somebody else's id answers as one that never was."""
    theirs = signed_in(anna)
    device = theirs.get("/api/sessions").json()[0]["id"]
    mine = signed_in(make_person(organisation, "Bram"))
    foreign, absent = mine.delete(f"/api/sessions/{device}"), mine.delete("/api/sessions/999999")
    assert error_of(foreign) == (404, "not_found")  # type: ignore[arg-type]
    assert foreign.content == absent.content
    assert is_in(theirs)
    assert ended == []


def test_signing_out_ends_the_connections(anna: Membership, ended: list[str]) -> None:
    """ACC-10: also when the user does it on the device itself."""
    client = signed_in(anna)
    key = key_of(client)
    assert send(client, "delete", f"{BROWSER}/auth/session").status_code == 401
    assert ended == [key]
    assert sessions.user_of_session(key) is None
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(("role", "allowed"), [(Role.AGENT, timedelta(hours=12)), (Role.CLIENT, timedelta(days=30))])
def test_an_idle_device_is_signed_out(
    organisation: Organisation, ended: list[str], role: Role, allowed: timedelta
) -> None:
    """ACC-10: after 12 hours for agents and 30 days for clients; each use starts the time anew."""
    client = signed_in(make_person(organisation, "Dirk", role))
    with clock.at(clock.now()) as time:
        assert is_in(client)
        for _ in range(2):
            time.advance(allowed.total_seconds() - 60)
            assert is_in(client)
        time.advance(allowed.total_seconds() + 1)
        assert not is_in(client)
    assert len(ended) == 1


def test_idle_devices_are_found_without_a_request(anna: Membership, ended: list[str]) -> None:
    """ACC-10: an open page that nobody uses loses its connection too; one in a call does not."""
    idle, calling = signed_in(anna), signed_in(anna)
    with clock.at(clock.now()) as time:
        job = Minutely()
        assert job(clock.now()) == 0
        time.advance(12 * 3600 + 60)
        sessions.note_use([key_of(calling)], clock.now())
        assert job(clock.now()) == 1
        assert job(clock.now()) == 0
        assert ended == [key_of(idle)]
        assert is_in(calling)


def test_the_policy_of_the_organisation_counts(organisation: Organisation, anna: Membership) -> None:
    """ACC-10: an administrator can make it shorter, at once."""
    client = signed_in(anna)
    Organisation.objects.update(idle_hours_agents=1)
    with clock.at(clock.now()) as time:
        time.advance(3700)
        assert not is_in(client)


def test_use_is_noted_once_a_minute(anna: Membership) -> None:
    """ACC-10: the list shows the last use, without a write for each request."""
    client = signed_in(anna)
    with clock.at(clock.now()) as time:
        time.advance(3600)
        is_in(client)
        first = UserSession.objects.get().last_seen_at
        time.advance(30)
        is_in(client)
        assert UserSession.objects.get().last_seen_at == first
        time.advance(31)
        is_in(client)
        assert UserSession.objects.get().last_seen_at > first


def test_the_gateway_knows_whose_session_it_is(anna: Membership) -> None:
    """The WebSocket asks by session key; nobody for a key that is not signed in or must set up two-factor."""
    client = signed_in(anna)
    assert sessions.user_of_session(key_of(client)) == anna.user_id
    assert sessions.user_of_session("") is None
    assert sessions.user_of_session("x" * 32) is None
    Organisation.objects.update(two_factor_agents=True)
    assert sessions.user_of_session(key_of(client)) is None
