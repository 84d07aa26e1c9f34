"""CAL-9, CAL-11: a telephone number is called into the room of browsers; real SIP, RTP and WebRTC."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.tab import Json, Tab
from tests.interop.conftest import TelephoneServer
from tests.interop.room_sound import RoomSound
from tests.telephones import Behaviour, CalledTelephone
from tests.until import wait_until

MakeCalled = Callable[..., CalledTelephone]
MakeSound = Callable[..., RoomSound]

NUMBER = "06 87654321"


@pytest.fixture
def sound() -> Iterator[MakeSound]:
    """Make connections to telephones; all are closed at the end."""
    made: list[RoomSound] = []

    def make(tab: Tab, room: Json, tone: float) -> RoomSound:
        made.append(RoomSound(tab, room, tone))
        made[-1].connect(str(len(made)))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def pair(server: TelephoneServer) -> Iterator[tuple[Tab, Tab, Json]]:
    """Anna and Bram, who are in a call."""
    anna, bram = Tab(server, "anna"), Tab(server, "bram")
    anna.online()
    bram.online()
    room = anna.call(bram)
    room = bram.accept(room["rings"][0]["id"])
    yield anna, bram, room
    for tab in (anna, bram):
        for live in tab.send("GET", "/api/live")["rooms"]:
            tab.command(live, "leave")
        tab.offline()


def dial(tab: Tab, room: Json, purpose: str = "add", number: str = NUMBER) -> Json:
    answer: Json = tab.send("POST", f"/api/rooms/{room['id']}/dial", number=number, purpose=purpose)
    return answer


def was_called(phone: CalledTelephone) -> bool:
    """Tell whether it was called; what comes again of a test before does not count."""
    return any(text.startswith("INVITE ") for text in phone.asked)


def telephone_in(room: Json) -> bool:
    return any(seat["telephone"] and seat["state"] == "joined" for seat in room["seats"])


def states(room: Json) -> list[str]:
    return [ring["state"] for ring in room["rings"][1:]]


def test_a_telephone_is_one_of_three(pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound) -> None:
    """The telephone hears both browsers, each of them hears the telephone, and through us not one another."""
    anna, bram, room = pair
    phone = called("answers", tone=1_060)
    ring = dial(anna, room)["rings"][-1]
    assert (ring["purpose"], ring["callee"]["name"]) == ("add", "06 8•••••21")
    assert phone.waits_for("INVITE").startswith("INVITE sip:+31687654321@127.0.0.1")
    room = anna.room_until(telephone_in)
    bram.room_until(telephone_in)
    one, other = sound(anna, room, 440), sound(bram, room, 700)
    wait_until(lambda: phone.loudness(440) > 1_000)
    assert phone.loudness(700) > 1_000
    assert one.loudness(1_060) > 1_000
    assert other.loudness(1_060) > 1_000
    assert one.loudness(700) < 100
    assert one.loudness(440) < 100
    phone.hang_up()
    room = anna.room_until(lambda room: not telephone_in(room))
    assert room["state"] == "open"


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [("is busy", "busy"), ("declines", "declined"), ("does not exist", "failed")],
)
def test_who_dialled_sees_what_became_of_it(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, behaviour: Behaviour, state: str
) -> None:
    """CAL-3: and the call goes on as it was."""
    anna, _, room = pair
    called(behaviour)
    assert states(dial(anna, room)) == ["ringing"]
    room = anna.room_until(lambda room: states(room) == [state])
    assert (room["state"], len(room["seats"])) == ("open", 2)


def test_a_telephone_rings_until_it_is_taken_back(pair: tuple[Tab, Tab, Json], called: MakeCalled) -> None:
    anna, _, room = pair
    phone = called("rings")
    ring = dial(anna, room)["rings"][-1]
    phone.waits_for("INVITE")
    anna.send("POST", f"/api/rings/{ring['id']}/cancel")
    phone.waits_for("CANCEL")
    assert states(anna.send("GET", "/api/live")["rooms"][0]) == ["cancelled"]


def test_the_end_of_the_call_hangs_up(pair: tuple[Tab, Tab, Json], called: MakeCalled) -> None:
    """Guests do not stay behind among themselves, and a telephone does not with one of us who has left."""
    anna, bram, room = pair
    phone = called("answers")
    dial(anna, room)
    room = anna.room_until(telephone_in)
    bram.command(room, "leave")
    assert anna.send("GET", "/api/live")["rooms"][0]["state"] == "open"
    anna.command(room, "leave")
    phone.waits_for_end()


def test_on_hold_it_hears_music_and_nobody(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound, server: TelephoneServer
) -> None:
    """CAL-10: and nobody hears it, whatever the browsers send."""
    anna, bram, room = pair
    phone = called("answers", tone=1_060)
    dial(anna, room)
    room = anna.room_until(telephone_in)
    bram.command(room, "leave")
    one = sound(anna, room, 2_500)
    wait_until(lambda: phone.loudness(2_500) > 1_000 and one.loudness(1_060) > 1_000)
    chris = Tab(server, "carla")
    chris.online()
    anna.send("POST", f"/api/rooms/{room['id']}/consult", person_id=chris.person)
    wait_until(lambda: phone.loudness(2_500) < 50)
    assert one.loudness(1_060) < 50
    # The music: notes of the A of 220 Hz, for minutes if need be.
    wait_until(lambda: max(phone.loudness(220 * 2 ** (note / 12), 0.5) for note in (0, 4, 7)) > 300)
    anna.send("POST", f"/api/rooms/{room['id']}/consult/end")
    wait_until(lambda: phone.loudness(2_500) > 1_000 and one.loudness(1_060) > 1_000)
    chris.offline()


def test_a_call_is_handed_over_to_a_telephone(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound
) -> None:
    """CAL-9: who hands over leaves as soon as the other one hears the telephone, before his time is over."""
    anna, bram, room = pair
    phone = called("answers", tone=1_060)
    dial(anna, room, "transfer")
    room = bram.room_until(telephone_in)
    assert next(one["successor"] for one in room["seats"] if one["person"]["id"] == anna.person) is not None
    other = sound(bram, room, 700)
    left = bram.room_until(lambda room: any(seat["state"] == "left" for seat in room["seats"]))
    assert left["state"] == "open"
    wait_until(lambda: phone.loudness(700) > 1_000)
    assert other.loudness(1_060) > 1_000


def test_two_telephones_hear_each_other(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound, server: TelephoneServer
) -> None:
    """One browser and two telephones, which come over one trunk."""
    anna, bram, room = pair
    first = called("answers", tone=1_060)
    dial(anna, room)
    anna.room_until(telephone_in)
    bram.command(room, "leave")
    first.moves_away()
    second = called("answers", tone=1_900)
    dial(anna, room, number="020 123 45 67")
    second.waits_for("INVITE")
    wait_until(lambda: first.loudness(1_900) > 1_000)
    assert second.loudness(1_060) > 1_000


def test_a_browser_connects_anew(pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound) -> None:
    """After a reload, or when its network has changed; what can not be read is passed over."""
    anna, _, room = pair
    phone = called("answers", tone=1_060)
    dial(anna, room)
    room = anna.room_until(telephone_in)
    one = sound(anna, room, 440)
    wait_until(lambda: phone.loudness(440) > 1_000)
    for data in ({"kind": "offer", "session": "x", "sdp": "v=0"}, {"kind": "offer"}, "hello", None, {"kind": "hello"}):
        one.signal(data)
    again = sound(anna, room, 880)
    wait_until(lambda: phone.loudness(880) > 1_000 and again.loudness(1_060) > 1_000)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("112", "number_emergency"),
        ("0900 1234567", "number_costly"),
        ("00 1 415 555 2671", "number_abroad"),
        ("nobody", "number_invalid"),
    ],
)
def test_costly_and_wrong_numbers_are_never_called(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, number: str, code: str
) -> None:
    """TEL-9."""
    anna, bram, room = pair
    phone = called("answers")
    path = f"/api/rooms/{room['id']}/dial"
    assert anna.refused("POST", path, number=number, purpose="add") == code
    assert bram.send("GET", "/api/live")["rooms"][0]["rings"] == room["rings"]
    assert not was_called(phone)


def test_only_who_is_in_the_room_dials(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, server: TelephoneServer
) -> None:
    phone = called("answers")
    _, _, room = pair
    path = f"/api/rooms/{room['id']}/dial"
    assert Tab(server, "carla").refused("POST", path, number=NUMBER, purpose="add") == "not_found"
    assert Tab(server, "dirk").refused("POST", path, number=NUMBER, purpose="add") == "not_allowed"
    assert pair[0].refused("POST", path, number=NUMBER, purpose="visit") == "invalid"
    assert not was_called(phone)


def test_the_seat_of_a_telephone_ends_with_the_server(pair: tuple[Tab, Tab, Json], called: MakeCalled) -> None:
    """CAL-8: nobody is left alone silently with a telephone that hears nobody any more."""
    anna, _, room = pair
    called("answers")
    dial(anna, room)
    anna.room_until(telephone_in)
    anna.server.restart()
    anna.online()
    room = next(live for live in anna.send("GET", "/api/live")["rooms"])
    assert not telephone_in(room)
    assert room["state"] == "open"


def test_who_is_on_hold_does_not_hear_a_telephone_that_is_consulted(
    pair: tuple[Tab, Tab, Json], called: MakeCalled, sound: MakeSound
) -> None:
    """CAL-10: no word either way, though his browser sends all the time; until all go on together."""
    anna, bram, room = pair
    phone = called("answers", tone=1_060)
    dial(anna, room, "consult")
    room = anna.room_until(telephone_in)
    bram.room_until(telephone_in)
    one, other = sound(anna, room, 440), sound(bram, room, 700)
    wait_until(lambda: phone.loudness(440) > 1_000 and one.loudness(1_060) > 1_000)
    assert phone.loudness(700) < 50
    assert other.loudness(1_060) < 50
    anna.send("POST", f"/api/rooms/{room['id']}/consult/join")
    wait_until(lambda: phone.loudness(700) > 1_000 and other.loudness(1_060) > 1_000)
