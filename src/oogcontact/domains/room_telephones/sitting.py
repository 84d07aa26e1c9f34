"""What becomes of a telephone that was called, in the tables: it sits down, leaves, or was not reached.

Each function blocks on the database, and is called by service.py in a thread.
"""

import contextlib
from uuid import UUID

from oogcontact.domains.room_telephones import wishes
from oogcontact.domains.room_telephones.dialling import Dialling
from oogcontact.domains.room_telephones.models import WishState
from oogcontact.domains.rooms import api as rooms
from oogcontact.kernel.errors import Refusal


def sit_down(what: Dialling, client: UUID) -> None:
    """Take the seat for a telephone that was answered; raises what `rooms.accept_ring` and `rooms.return_to` raise."""
    if what.ring is not None:
        rooms.accept_ring(what.person, what.ring, client, telephone=True)
    else:
        rooms.return_to(what.person, what.room, client, telephone=True)
    if what.wish:
        wishes.become(what.person, WishState.TALKING)


def get_up(what: Dialling, client: UUID) -> None:
    """Give up the seat; where it is held by a browser by now, or was never taken, nothing happens."""
    with contextlib.suppress(Refusal):
        rooms.leave(what.person, what.room, client)
    if what.wish:
        wishes.become(what.person, WishState.OVER)


def not_reached(what: Dialling, state: rooms.RingState) -> None:
    """End the ring of a telephone that was not answered, as what it came to (CAL-3)."""
    if what.wish:
        wishes.become(what.person, WishState(state.value))
    if what.ring is not None:
        with contextlib.suppress(Refusal):
            rooms.not_reached(what.person, what.ring, state)


def given_up(what: Dialling) -> None:
    """Note that it rings no more: who wants to be called is called the next time, unless he is there or has left."""
    if not what.wish:
        return
    room = rooms.find_room(what.room)
    if room is None or what.ring is None:
        wishes.become(what.person, WishState.OVER)
        return
    ends = {rooms.RingState.NO_ANSWER: WishState.NO_ANSWER, rooms.RingState.ACCEPTED: WishState.OVER}
    wishes.become(what.person, ends.get(room.ring(what.ring).state, WishState.WAITING))


def heard(person: UUID, room: UUID, seat: UUID) -> None:
    """Say that this person hears the telephone on the seat `seat`."""
    with contextlib.suppress(Refusal):
        rooms.say_seen(person, room, seat)


def end_lost() -> None:
    """End what a process has left that was killed: its telephones hear nobody any more."""
    for person, room, client in rooms.telephones():
        with contextlib.suppress(Refusal):
            rooms.leave(person, room, client)
    wishes.end_lost()
