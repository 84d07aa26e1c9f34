"""ADM-4: trunks and telephone numbers in the hands of administrators, and what the switchboard reads of them."""

import asyncio
import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role, create_account
from oogcontact.domains.audit.models import Entry
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.telephony import routes, states
from oogcontact.domains.telephony.models import Trunk
from oogcontact.infra.encryption import decrypt
from oogcontact.project import demo
from oogcontact.project.telephones import make_first_trunk
from tests.integration.accounts.helpers import error_of, send

TRUNKS, NUMBERS = "/api/telephony/trunks", "/api/telephony/numbers"
PEER = {"name": "Aanbieder", "way": "peering", "host": "192.0.2.7"}
REGISTERED = {
    "name": "Aanbieder",
    "way": "registration",
    "host": "sip.example.test",
    "username": "31850000100",
    "password": "geheim",
}


@pytest.fixture
def browser(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> Client:
    return browser_of(people["anna"])


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    states.set_listening(states.Listening())
    states.keep_trunks(set())


def post(browser: Client, path: str, body: object) -> Any:
    return send(browser, "post", path, body)


def test_a_trunk_is_made_changed_and_removed(browser: Client) -> None:
    made = post(browser, TRUNKS, {**REGISTERED, "caller_number": "085 0000100", "peers": ["192.0.2.0/28 ", ""]}).json()
    assert made["caller_number"] == "+31850000100"
    assert made["peers"] == ["192.0.2.0/28"]
    assert made["has_password"] is True
    assert "geheim" not in str(made)
    assert decrypt(Trunk.objects.get().password) == "geheim"
    changed = send(browser, "patch", f"{TRUNKS}/{made['id']}", {"port": 5080, "transport": "tcp"}).json()
    assert (changed["port"], changed["transport"], changed["username"]) == (5080, "tcp", "31850000100")
    assert decrypt(Trunk.objects.get().password) == "geheim"
    assert [one.detail["fields"] for one in Entry.objects.filter(action="trunk.saved")][1] == ["port", "transport"]
    assert send(browser, "delete", f"{TRUNKS}/{made['id']}").json() == []
    assert error_of(send(browser, "delete", f"{TRUNKS}/{made['id']}")) == (404, "not_found")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"host": "sip:sip.example.test"}, "host_invalid"),
        ({"host": ""}, "host_invalid"),
        ({"peers": ["everybody"]}, "peer_invalid"),
        ({"peers": ["0.0.0.0/0"]}, "peer_invalid"),
        ({"caller_number": "anna"}, "number_invalid"),
        ({"way": "registration"}, "username_missing"),
    ],
)
def test_a_trunk_that_can_not_work_is_refused_at_its_field(browser: Client, changes: dict[str, Any], code: str) -> None:
    answer = post(browser, TRUNKS, {**PEER, **changes})
    assert error_of(answer) == (400, code)
    assert answer.json()["errors"][0]["param"]
    assert not Trunk.objects.exists()


@pytest.mark.parametrize("changes", [{"port": 0}, {"port": 65_536}, {"transport": "pigeon"}, {"way": "magic"}])
def test_what_no_form_sends_is_refused(browser: Client, changes: dict[str, Any]) -> None:
    assert post(browser, TRUNKS, {**PEER, **changes}).status_code in (400, 422)
    assert not Trunk.objects.exists()


def test_a_number_is_made_changed_and_removed(browser: Client) -> None:
    made = post(browser, NUMBERS, {"number": "085 0000100", "short": "100"}).json()
    assert (made["number"], made["short"], made["language"]) == ("+31850000100", "100", "nl")
    assert error_of(post(browser, NUMBERS, {"number": "+31 85 0000100"})) == (409, "number_taken")
    assert error_of(post(browser, NUMBERS, {"number": "085 0000101", "short": "100"})) == (409, "short_taken")
    assert error_of(post(browser, NUMBERS, {"number": "085 0000101", "short": "1a"})) == (400, "short_invalid")
    assert error_of(post(browser, NUMBERS, {"number": "twaalf"})) == (400, "number_invalid")
    changed = send(browser, "patch", f"{NUMBERS}/{made['id']}", {"short": "", "language": "en"}).json()
    assert (changed["short"], changed["language"]) == (None, "en")
    assert send(browser, "delete", f"{NUMBERS}/{made['id']}").json() == []


def test_nobody_else_sees_or_changes_it(
    browser: Client, people: dict[str, Membership], browser_of: Callable[[Membership], Client]
) -> None:
    trunk = post(browser, TRUNKS, PEER).json()["id"]
    number = post(browser, NUMBERS, {"number": "0850000100"}).json()["id"]
    for name in ("bram", "dirk"):
        for path in (TRUNKS, NUMBERS, "/api/telephony/state"):
            assert browser_of(people[name]).get(path).status_code == 404
    other = browser_of(
        create_account(
            Organisation.objects.create(name="Elders"),
            Role.ADMINISTRATOR,
            email="zoe@elders.test",
            first_name="Zoë",
            last_name="Smit",
            password="Welkom-2026!",
        )
    )
    assert other.get(TRUNKS).json() == other.get(NUMBERS).json() == []
    assert error_of(send(other, "patch", f"{TRUNKS}/{trunk}", {"port": 1})) == (404, "not_found")
    assert error_of(send(other, "delete", f"{NUMBERS}/{number}")) == (404, "not_found")
    assert Client().get(TRUNKS).status_code == 401


def test_the_state_of_a_trunk_is_shown(browser: Client) -> None:
    trunk = post(browser, TRUNKS, PEER).json()
    assert trunk["state"] == "off"
    states.set_listening(states.Listening(True, "127.0.0.1:5060"))
    assert browser.get("/api/telephony/state").json() == {"listening": True, "address": "127.0.0.1:5060", "fault": ""}
    assert browser.get(TRUNKS).json()[0]["state"] == "registering"
    states.set_trunk(Trunk.objects.get().pk, states.TrunkState("failed", "403 Forbidden"))
    assert (browser.get(TRUNKS).json()[0]["state"], browser.get(TRUNKS).json()[0]["fault"]) == (
        "failed",
        "403 Forbidden",
    )
    send(browser, "patch", f"{TRUNKS}/{trunk['id']}", {"active": False})
    assert browser.get(TRUNKS).json()[0]["state"] == "off"


def test_calls_come_only_from_the_peers_of_who_owns_the_number(browser: Client) -> None:
    """TEL-9: a peer of one organisation reaches no number of another."""
    post(browser, TRUNKS, {**PEER, "peers": ["198.51.100.0/29"]})
    post(browser, NUMBERS, {"number": "0850000100", "short": "100"})
    other = Organisation.objects.create(name="Elders")
    Trunk.objects.create(organisation=other, name="X", way="peering", host="203.0.113.9")
    made = asyncio.run(routes.resolved(routes.numbers(), routes.outward()))
    assert set(made.peers) == {ipaddress.ip_network(one) for one in ("192.0.2.7", "198.51.100.0/29", "203.0.113.9")}
    for number in ("+31850000100", "0850000100", "31850000100", "0031850000100", "100"):
        assert made.find((number,), "192.0.2.7") is not None
        assert made.find((number,), "198.51.100.3") is not None
        assert made.find((number,), "203.0.113.9") is None
    assert made.find(("trunk-name", "+31850000100"), "192.0.2.7") is not None
    assert made.find(("0201234567", "112", ""), "192.0.2.7") is None
    assert made.outward.keys() == {
        Trunk.objects.get(name="X").organisation_id,
        Trunk.objects.get(name="Aanbieder").organisation_id,
    }


def test_the_first_trunk_comes_from_the_environment(people: dict[str, Membership], settings: Any) -> None:
    """ADM-4: only while there is none; what an administrator has made is left alone."""
    settings.SIP_TRUNK = "sip:31850000100:geheim@sip.example.test;transport=tcp"
    make_first_trunk()
    make_first_trunk()
    trunk = Trunk.objects.get()
    assert (trunk.organisation_id, trunk.host, trunk.transport) == (
        people["anna"].organisation_id,
        "sip.example.test",
        "tcp",
    )
    assert decrypt(trunk.password) == "geheim"


def test_the_demonstration_can_be_called_and_calls_this_machine(db: None, settings: Any) -> None:
    demo.make_once()
    demo.make_telephones()
    settings.DEMO_TRUNK_PORT = 5999
    demo.make_telephones()
    (trunk,) = Trunk.objects.all()
    assert (trunk.host, trunk.port, trunk.way) == ("127.0.0.1", 5999, "peering")
    numbers = routes.numbers()
    assert set(numbers) == {"+31850000100", "100"}
    account = ConferenceAccount.objects.get()
    assert (account.conference_number, account.most) == ("4321", 10)
    assert [decrypt(pin) for pin in (account.moderator_pin, account.participant_pin)] == ["9876", "1234"]
