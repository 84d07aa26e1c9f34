"""The rules of hunts, transfers and consultations (BTN-3, CAL-9, CAL-10, CAL-11)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from oogcontact.domains.rooms.happenings import (
    Accept,
    Call,
    Cancel,
    Consult,
    Decline,
    EndConsult,
    Expire,
    HandOver,
    Leave,
    Remove,
    Reunite,
    Seen,
)
from oogcontact.domains.rooms.states import RELIEF, apply, changes
from oogcontact.domains.rooms.values import Circle, Media, Purpose, Ring, RingState, Room, RoomState
from tests.unit.rooms.test_states import ANNA, BRAM, CARLA, DIRK, START, answered, at, code_of, ring, seat

VISITOR = DIRK


def visit(*agents: UUID, one_by_one: bool = False) -> Room:
    """Return a room in which a visitor asks for one of these agents."""
    hunt = uuid4()
    state = RingState.QUEUED if one_by_one else RingState.RINGING
    rings = tuple(replace(ring(agent, VISITOR), purpose=Purpose.VISIT, hunt=hunt, state=state) for agent in agents)
    waiting = replace(seat(VISITOR), guest=True)
    room = Room(uuid4(), uuid4(), Media.VIDEO, True, START, purpose=Purpose.VISIT, seats=(waiting,))
    return apply(room, Call(rings), START)


def states(room: Room) -> list[str]:
    """Return the states of the rings."""
    return [one.state.value for one in room.rings]


def circles(room: Room) -> list[str]:
    """Return the circles of the live seats."""
    return [one.circle.value for one in room.live_seats()]


def joining(callee: UUID, purpose: Purpose) -> Ring:
    """Return a ring of Anna's for a purpose."""
    return replace(ring(callee), purpose=purpose)


def consulting(moment: float = 2) -> Room:
    """Return a room in which Anna consults Carla while Bram is on hold."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.CONSULT)
    room = apply(room, Consult(room.seats[0].id, asked), at(moment))
    return apply(room, Accept(asked.id, seat(CARLA, moment)), at(moment))


def test_a_hunt_takes_the_first_and_needs_one_seat() -> None:
    """BTN-3: ten agents are rung, one answers, the others read that a colleague has."""
    agents = [uuid4() for _ in range(10)]
    room = visit(*agents)
    after = apply(room, Accept(room.rings[4].id, seat(agents[4], 2)), at(2))
    assert states(after).count("taken") == 9
    assert states(after)[4] == "accepted"
    assert len(after.live_seats()) == 2
    assert code_of(after, Accept(room.rings[5].id, seat(agents[5], 2)), 2) == "ring_ended"


def test_a_hunt_goes_on_one_by_one() -> None:
    """BTN-3: who declines or does not answer passes on; each gets his whole time."""
    room = visit(ANNA, BRAM, CARLA, one_by_one=True)
    assert states(room) == ["ringing", "queued", "queued"]
    step = apply(room, Decline(room.rings[0].id), at(10))
    assert states(step) == ["declined", "ringing", "queued"]
    assert step.rings[1].deadline == at(40)
    assert changes(room, step).rings_started == (step.rings[1],)
    assert [one.callee for one in changes(room, step).rings_ended] == [ANNA]
    late = apply(step, Expire(), at(45))
    assert states(late) == ["declined", "no_answer", "ringing"]
    assert late.rings[2].deadline == at(70)
    over = apply(late, Decline(late.rings[2].id), at(50))
    assert over.state is RoomState.ENDED


def test_nobody_answers_a_visitor() -> None:
    """BTN-4: the room ends, and everything that waited with it."""
    room = visit(ANNA)
    assert apply(room, Decline(room.rings[0].id), at(1)).state is RoomState.ENDED
    queue = visit(ANNA, BRAM, one_by_one=True)
    gone = apply(queue, Leave(queue.seats[0].id, queue.seats[0].client), at(1))
    assert states(gone) == ["cancelled", "cancelled"]
    lost = apply(queue, Remove(BRAM), at(1))
    assert states(lost) == ["ringing", "failed"]


def test_guests_do_not_stay_among_themselves() -> None:
    """WAI-3: when the agent leaves, the call of two recipients is over."""
    room = answered(BRAM, CARLA)
    guests = tuple(replace(one, guest=one.person != ANNA) for one in room.seats)
    room = replace(room, seats=guests)
    assert apply(room, Leave(room.seats[0].id, room.seats[0].client), at(5)).state is RoomState.ENDED


def test_a_transfer_keeps_the_first_agent_until_the_second_is_seen() -> None:
    """CAL-9: the picture of the visitor stays alive."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.TRANSFER)
    room = apply(room, Call((asked,)), at(2))
    room = apply(room, Accept(asked.id, seat(CARLA, 3)), at(3))
    anna, bram, carla = room.seats
    assert (anna.successor, anna.leaves_at) == (carla.id, at(3) + RELIEF)
    assert apply(room, Seen(anna.id, carla.id), at(4)) == room
    assert apply(room, Seen(bram.id, anna.id), at(4)) == room
    after = apply(room, Seen(bram.id, carla.id), at(4))
    assert [one.person for one in after.live_seats()] == [BRAM, CARLA]
    unseen = apply(room, Expire(), at(3) + RELIEF + timedelta(seconds=1))
    assert [one.person for one in unseen.live_seats()] == [BRAM, CARLA]


def test_a_transfer_that_fails_changes_nothing() -> None:
    """CAL-9: a colleague who does not answer returns the visitor, as does one who leaves at once."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.TRANSFER)
    rung = apply(room, Call((asked,)), at(2))
    late = apply(rung, Expire(), at(60))
    assert [one.person for one in late.live_seats()] == [ANNA, BRAM]
    assert states(apply(rung, Cancel(asked.id), at(3)))[-1] == "cancelled"
    joined = apply(rung, Accept(asked.id, seat(CARLA, 3)), at(3))
    left = apply(joined, Leave(joined.seats[2].id, joined.seats[2].client), at(4))
    assert left.seats[0].leaves_at is None
    assert apply(left, Expire(), at(100)).live_seats() == left.live_seats()


def test_a_full_room_can_be_transferred_but_not_added_to() -> None:
    """CAL-9, CAL-11: the successor sits down before the other goes; a fourth one does not fit."""
    room = answered(BRAM, CARLA)
    assert code_of(room, Call((joining(DIRK, Purpose.ADD),)), 2) == "room_full"
    asked = joining(DIRK, Purpose.TRANSFER)
    rung = apply(room, Call((asked,)), at(2))
    assert len(apply(rung, Accept(asked.id, seat(DIRK, 3)), at(3)).live_seats()) == 4


def test_consulting_puts_the_others_on_hold() -> None:
    """CAL-10."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.CONSULT)
    rung = apply(room, Consult(room.seats[0].id, asked), at(2))
    assert circles(rung) == ["aside", "on_hold"]
    apart = apply(rung, Accept(asked.id, seat(CARLA, 3)), at(3))
    assert circles(apart) == ["aside", "on_hold", "aside"]
    assert code_of(apart, Consult(room.seats[0].id, joining(DIRK, Purpose.CONSULT)), 4) == "consulting"


def test_a_consultation_that_nobody_answers_is_over() -> None:
    """CAL-10: the visitor is not left on hold."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.CONSULT)
    rung = apply(room, Consult(room.seats[0].id, asked), at(2))
    for after in (
        apply(rung, Decline(asked.id), at(3)),
        apply(rung, Cancel(asked.id), at(3)),
        apply(rung, Expire(), at(40)),
        apply(rung, EndConsult(rung.seats[0].id), at(3)),
        apply(rung, Reunite(rung.seats[0].id), at(3)),
    ):
        assert circles(after) == ["main", "main"]
        assert not after.ringing()
    busy = apply(room, Consult(room.seats[0].id, asked, frozenset({CARLA})), at(2))
    assert circles(busy) == ["main", "main"]


def test_the_ways_out_of_a_consultation() -> None:
    """CAL-10: return, join all three, hand over; or the lid is closed."""
    room = consulting()
    anna, bram, carla = room.seats
    assert [one.person for one in apply(room, EndConsult(anna.id), at(5)).live_seats()] == [ANNA, BRAM]
    assert circles(apply(room, Reunite(anna.id), at(5))) == ["main"] * 3
    handed = apply(room, HandOver(anna.id, at(5) + RELIEF), at(5))
    assert circles(handed) == ["main"] * 3
    assert [one.person for one in apply(handed, Seen(bram.id, carla.id), at(6)).live_seats()] == [BRAM, CARLA]
    for gone in (anna, carla):
        assert circles(apply(room, Leave(gone.id, gone.client), at(6))) == ["main", "main"]
    assert apply(room, Leave(bram.id, bram.client), at(6)).live_seats()[0].circle is Circle.MAIN


def test_who_is_not_apart_can_not_end_it() -> None:
    """CAL-10: the one on hold has no say, and nothing happens twice."""
    room = consulting()
    bram = room.seats[1]
    for event in (EndConsult(bram.id), Reunite(bram.id), HandOver(bram.id, at(9))):
        assert code_of(room, event, 5) == "not_consulting"
    together = apply(room, Reunite(room.seats[0].id), at(5))
    assert code_of(together, Reunite(room.seats[0].id), 6) == "not_consulting"
    alone = answered(BRAM)
    rung = apply(alone, Consult(alone.seats[0].id, joining(CARLA, Purpose.CONSULT)), at(2))
    assert code_of(rung, HandOver(alone.seats[0].id, at(9)), 3) == "not_consulting"


def test_only_who_asked_somebody_apart_ends_it() -> None:
    """CAL-10: whom he asked can not throw him out, and may only hang up."""
    room = consulting()
    carla = room.seats[2]
    for event in (EndConsult(carla.id), Reunite(carla.id), HandOver(carla.id, at(9))):
        assert code_of(room, event, 5) == "not_consulting"
    # Nor when he is asked back later on, by somebody else.
    back = apply(apply(room, Reunite(room.seats[0].id), at(5)), Leave(room.seats[0].id, room.seats[0].client), at(6))
    asked = replace(ring(ANNA, CARLA), purpose=Purpose.CONSULT, started_at=at(7), deadline=at(37))
    again = apply(back, Consult(carla.id, asked), at(7))
    again = apply(again, Accept(asked.id, seat(ANNA, 8)), at(8))
    assert code_of(again, EndConsult(again.seats[-1].id), 9) == "not_consulting"
    assert [one.person for one in apply(again, EndConsult(carla.id), at(9)).live_seats()] == [BRAM, CARLA]


def test_one_is_asked_at_a_time() -> None:
    """CAL-9: of two successors the first one would be left behind."""
    room = answered(BRAM)
    first = joining(CARLA, Purpose.TRANSFER)
    rung = apply(room, Call((first,)), at(2))
    assert code_of(rung, Call((joining(DIRK, Purpose.TRANSFER),)), 3) == "joining"
    assert code_of(rung, Consult(rung.seats[0].id, joining(DIRK, Purpose.CONSULT)), 3) == "joining"
    taken = apply(rung, Accept(first.id, seat(CARLA, 3)), at(3))
    assert code_of(taken, Call((joining(DIRK, Purpose.TRANSFER),)), 4) == "joining"
    done = apply(taken, Seen(taken.seats[1].id, taken.seats[2].id), at(4))
    later = replace(ring(DIRK, CARLA), purpose=Purpose.TRANSFER)
    assert len(apply(done, Call((later,)), at(5)).joining()) == 1


def test_nobody_is_rung_for_a_conversation_that_is_over() -> None:
    """CAL-9: neither before anybody has answered nor after the other has hung up; somebody to add may still come."""
    alone = apply(answered(BRAM), Call((joining(CARLA, Purpose.ADD),)), at(2))
    gone = Leave(alone.seats[1].id, alone.seats[1].client)
    assert states(apply(alone, gone, at(3)))[-1] == "ringing"
    assert code_of(apply(alone, gone, at(3)), Call((joining(DIRK, Purpose.TRANSFER),)), 4) == "joining"
    for purpose in (Purpose.TRANSFER, Purpose.CONSULT):
        room = answered(BRAM)
        asked = joining(CARLA, purpose)
        happened = Consult(room.seats[0].id, asked) if purpose is Purpose.CONSULT else Call((asked,))
        after = apply(apply(room, happened, at(2)), gone_of(room), at(3))
        assert (after.state, states(after)[-1]) == (RoomState.ENDED, "cancelled")


def test_who_has_left_sees_nobody() -> None:
    """CAL-9: only those who are in the room say that they see the successor, and he does not say it of himself."""
    room = answered(BRAM)
    asked = joining(CARLA, Purpose.TRANSFER)
    room = apply(apply(room, Call((asked,)), at(2)), Accept(asked.id, seat(CARLA, 3)), at(3))
    anna, _bram, carla = room.seats
    assert apply(room, Seen(carla.id, carla.id), at(4)) == room
    left = apply(room, Leave(anna.id, anna.client), at(4))
    assert code_of(left, Seen(anna.id, carla.id), 5) == "seat_left"


def gone_of(room: Room) -> Leave:
    """Return that the second one of a room hangs up."""
    return Leave(room.seats[1].id, room.seats[1].client)
