"""The rules of seats that telephones have (CAL-9, CAL-11, WAI-5)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from oogcontact.domains.rooms.happenings import Accept, Call, Consult, HandOver, Leave, NotReached, Return
from oogcontact.domains.rooms.states import apply
from oogcontact.domains.rooms.values import Purpose, Ring, RingState, Room, RoomState
from tests.unit.rooms.test_states import ANNA, BRAM, CARLA, answered, at, code_of, ring, seat

VISITOR, TELEPHONE = BRAM, CARLA


def with_visitor() -> Room:
    """Return a room of Anna and a visitor of the website."""
    room = answered(VISITOR)
    return room.with_seat(replace(room.seats[1], guest=True))


def called(room: Room, purpose: Purpose) -> tuple[Room, Ring]:
    """Return the room in which Anna calls a telephone, and its ring."""
    asked = replace(ring(TELEPHONE), purpose=purpose)
    event = Consult(room.seats[0].id, asked) if purpose is Purpose.CONSULT else Call((asked,))
    return apply(room, event, at(2)), asked


def picked_up(room: Room, purpose: Purpose) -> Room:
    """Return the room in which the telephone was answered."""
    room, asked = called(room, purpose)
    return apply(room, Accept(asked.id, replace(seat(TELEPHONE, 3), guest=True, telephone=True)), at(3))


def test_who_was_added_by_telephone_does_not_stay_with_a_guest() -> None:
    """CAL-11: nobody pays for a call of which none of us is part."""
    room = picked_up(with_visitor(), Purpose.ADD)
    anna = room.seats[0]
    assert apply(room, Leave(anna.id, anna.client), at(9)).state is RoomState.ENDED


@pytest.mark.parametrize("purpose", [Purpose.TRANSFER, Purpose.CONSULT])
def test_who_was_handed_the_call_goes_on_with_the_guest(purpose: Purpose) -> None:
    """CAL-9: blind and warm, to a number."""
    room = picked_up(with_visitor(), purpose)
    anna = room.seats[0]
    if purpose is Purpose.CONSULT:
        room = apply(room, HandOver(anna.id, at(20)), at(12))
    after = apply(room, Leave(anna.id, anna.client), at(13))
    assert after.state is RoomState.OPEN
    assert [one.person for one in after.live_seats()] == [VISITOR, TELEPHONE]
    visitor = after.seats[1]
    assert apply(after, Leave(visitor.id, visitor.client), at(14)).state is RoomState.ENDED


@pytest.mark.parametrize("state", [RingState.BUSY, RingState.DECLINED, RingState.NO_ANSWER, RingState.FAILED])
def test_a_telephone_that_is_not_reached_says_why(state: RingState) -> None:
    """CAL-3."""
    room, asked = called(answered(VISITOR), Purpose.ADD)
    after = apply(room, NotReached(asked.id, state), at(4))
    assert (after.ring(asked.id).state, after.ring(asked.id).ended_at, after.state) == (state, at(4), RoomState.OPEN)
    assert apply(after, NotReached(asked.id, state), at(5)) == after
    assert code_of(after, Accept(asked.id, seat(TELEPHONE, 5)), 5) == "ring_ended"


def test_who_answers_by_telephone_goes_back_to_his_browser() -> None:
    """WAI-5: the seat is his, whatever holds it."""
    room = with_visitor()
    by_telephone = apply(room, Return(room.seats[1].id, uuid4(), at(600), telephone=True), at(5))
    assert (by_telephone.seats[1].telephone, by_telephone.seats[1].id) == (True, room.seats[1].id)
    back = apply(by_telephone, Return(room.seats[1].id, uuid4(), at(600)), at(6))
    assert not back.seats[1].telephone
    assert back.seats[0].person == ANNA
