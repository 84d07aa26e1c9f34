"""A telephone answers offers one at a time, the newest of each seat, whatever came before (CAL-11)."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import msgspec
import pytest

from oogcontact.audio.webrtc import BrokenOffer
from oogcontact.domains.room_telephones import telephone as module
from oogcontact.domains.room_telephones.telephone import Telephone
from oogcontact.domains.rooms.api import Media, Room, Seat, Signal
from oogcontact.domains.telephony.api import Leg, Switchboard

BROWSER = uuid4()


class Plane:
    """Does nothing of what it is asked."""

    def new_conference(self) -> int:
        return 1

    def do(self, change: Any) -> None:
        """Leave it."""


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The offers that were taken to be connected; "broken" ones can not be read."""
    taken: list[str] = []

    async def connect(_switchboard: Any, _voice: Any, sdp: str, *, watched: bool) -> Any:
        taken.append(sdp)
        await asyncio.sleep(0)
        if sdp == "broken":
            raise BrokenOffer
        if sdp == "fault":
            raise RuntimeError("fault")
        leg = SimpleNamespace(over=False, slot=5, end=lambda: None)
        return SimpleNamespace(leg=leg, browser=SimpleNamespace(connected=asyncio.Event()), answer=f"answer to {sdp}")

    monkeypatch.setattr(module, "connect_browser", connect)
    return taken


@pytest.fixture
def answers() -> list[dict[str, str]]:
    return []


@pytest.fixture
async def telephone(answers: list[dict[str, str]]) -> Telephone:
    switchboard = cast(Switchboard, SimpleNamespace(plane=Plane()))
    leg = cast(Leg, SimpleNamespace(over=False, slot=1, end=lambda: None))
    made = Telephone(switchboard, leg, uuid4(), uuid4(), uuid4())

    async def send(_to: UUID, data: dict[str, str]) -> None:
        answers.append(data)

    made.send = send
    made.follow(room_with(made))
    return made


def room_with(telephone: Telephone) -> Room:
    """Return the room in which it sits."""
    now = datetime.now(UTC)
    seat = Seat(uuid4(), telephone.person, telephone.client, now, now + timedelta(minutes=1), telephone=True)
    return Room(telephone.room, uuid4(), Media.VIDEO, True, now, seats=(seat,))


def hear(telephone: Telephone, data: object) -> None:
    telephone.receive(Signal(uuid4(), BROWSER, uuid4(), msgspec.Raw(json.dumps(data).encode())))


def offer(session: str, sdp: str) -> dict[str, str]:
    return {"kind": "offer", "session": session, "sdp": sdp}


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("bad", ["broken", "fault"])
async def test_an_offer_that_comes_while_another_one_fails_is_answered(
    telephone: Telephone, offers: list[str], answers: list[dict[str, str]], bad: str
) -> None:
    hear(telephone, offer("one", bad))
    await asyncio.sleep(0)
    hear(telephone, offer("two", "good"))
    await settle()
    assert answers == [{"kind": "answer", "session": "two", "sdp": "answer to good"}]


async def test_of_a_flood_the_last_one_is_answered(
    telephone: Telephone, offers: list[str], answers: list[dict[str, str]]
) -> None:
    for number in range(100):
        hear(telephone, offer(str(number), f"offer {number}"))
    await settle()
    assert offers == ["offer 99"]
    assert [answer["session"] for answer in answers] == ["99"]


async def test_an_offer_that_comes_again_gets_the_same_answer(
    telephone: Telephone, offers: list[str], answers: list[dict[str, str]]
) -> None:
    for _ in range(2):
        hear(telephone, offer("one", "good"))
        await settle()
    assert offers == ["good"]
    assert answers == [{"kind": "answer", "session": "one", "sdp": "answer to good"}] * 2


@pytest.mark.parametrize(
    "data", [None, "hello", 7, [], {}, {"kind": "hello"}, {"kind": "offer"}, offer("x", "y") | {"sdp": 5}]
)
async def test_what_is_no_offer_is_passed_over(
    telephone: Telephone, offers: list[str], answers: list[dict[str, str]], data: object
) -> None:
    hear(telephone, data)
    await settle()
    assert (offers, answers) == ([], [])


async def test_an_offer_that_is_faster_than_the_news_of_the_seat_is_answered(
    telephone: Telephone, offers: list[str], answers: list[dict[str, str]]
) -> None:
    telephone.seat = None
    telephone._seated.clear()
    hear(telephone, offer("one", "good"))
    await settle()
    assert answers == []
    telephone.follow(room_with(telephone))
    await settle()
    assert len(answers) == 1
