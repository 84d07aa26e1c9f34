"""Real threads on the real database: whoever comes first wins, and there is exactly one outcome."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.rooms import actions
from oogcontact.domains.rooms.store import fetch, rooms_with
from oogcontact.domains.rooms.values import Media, RingState, Room, RoomState
from oogcontact.kernel.errors import Refusal
from tests.integration.rooms.world import StaleClient, check_client, check_tables, make_people

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


class Town:
    """Four people of one organisation."""

    def __init__(self) -> None:
        self.organisation: Organisation
        self.organisation, self.people = make_people(4)
        self.clients = [StaleClient(person) for person in self.people]

    def call(self, caller: int, *callees: int, client: UUID | None = None) -> Room:
        """Let one call others."""
        others = tuple(self.people[number] for number in callees)
        return actions.call(
            actions.Invitation(
                organisation=self.organisation.pk,
                caller=self.people[caller],
                client=client or uuid.uuid4(),
                callees=others,
                media=Media.VIDEO,
                ring_for=timedelta(seconds=30),
                countdown=True,
            )
        )

    def check(self) -> None:
        """Everything holds, and every client knows what a fresh one would."""
        check_tables()
        for client in self.clients:
            check_client(client, "")

    def end(self) -> None:
        """End every call, for the next round."""
        for person in self.people:
            for room in fetch(rooms_with(person)).values():
                seat = room.seat_of(person)
                if seat is not None:
                    actions.leave(person, room.id, seat.client)


@pytest.fixture
def town() -> Town:
    """The people of a test."""
    return Town()


def at_once(*commands: Callable[[], object]) -> list[object]:
    """Run each command in its own thread, all let go together; return their answers or Refusals, in order."""
    barrier = threading.Barrier(len(commands))
    answers: list[object] = [None] * len(commands)

    def run(number: int, command: Callable[[], object]) -> None:
        barrier.wait(10)
        try:
            answers[number] = command()
        except Refusal as refusal:
            answers[number] = refusal
        except BaseException as error:  # Shown by the assertion of the test: a thread's own would be lost.
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(commands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    strange = [answer for answer in answers if not isinstance(answer, Room | Refusal | tuple | int)]
    assert not strange, strange
    return answers


def test_two_devices_accept(town: Town) -> None:
    """CAL-2: one wins, the others are told that it was answered."""
    for _ in range(ROUNDS):
        room = town.call(0, 1)
        accepts = [partial(actions.accept_ring, town.people[1], room.rings[0].id, uuid.uuid4()) for _ in range(3)]
        answers = at_once(*accepts)
        won = [answer for answer in answers if isinstance(answer, Room)]
        assert len(won) == 1
        assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"ring_ended"}
        town.check()
        town.end()


def test_cancel_while_accepting(town: Town) -> None:
    """CAL-3: either they talk and then the caller left, or it was cancelled: never both."""
    for _ in range(ROUNDS):
        client = uuid.uuid4()
        room = town.call(0, 1, client=client)
        accept = partial(actions.accept_ring, town.people[1], room.rings[0].id, uuid.uuid4())
        answers = at_once(accept, partial(actions.leave, town.people[0], room.id, client))
        after = fetch([room.id])[room.id]
        assert after.state is RoomState.ENDED
        accepted = isinstance(answers[0], Room)
        assert (after.rings[0].state is RingState.ACCEPTED) == accepted
        assert (after.rings[0].state is RingState.CANCELLED) != accepted
        town.check()


def test_both_callees_accept(town: Town) -> None:
    """CAL-4: both are in."""
    for _ in range(ROUNDS):
        room = town.call(0, 1, 2)
        accepts = [partial(actions.accept_ring, ring.callee, ring.id, uuid.uuid4()) for ring in room.rings]
        assert all(isinstance(answer, Room) for answer in at_once(*accepts))
        assert len(fetch([room.id])[room.id].live_seats()) == 3
        town.check()
        town.end()


def test_both_call_each_other(town: Town) -> None:
    """CAL-2: whoever is first, they land in one call."""
    for _ in range(ROUNDS):
        one, other = at_once(partial(town.call, 0, 1), partial(town.call, 1, 0))
        assert isinstance(one, Room)
        assert isinstance(other, Room)
        assert one.id == other.id
        assert fetch([one.id])[one.id].state is RoomState.OPEN
        town.check()
        town.end()


def test_a_ring_of_calls(town: Town) -> None:
    """CAL-3: each calls the next one at once; nobody waits for a lock forever and nobody sits twice."""
    for _ in range(ROUNDS):
        at_once(*(partial(town.call, number, (number + 1) % 4, (number + 2) % 4) for number in range(4)))
        town.check()
        town.end()


def test_everything_at_once(town: Town) -> None:
    """CAL-2, CAL-3, CAL-8: accept, decline, leave, loss, return and renewal together leave one whole state."""
    for _ in range(ROUNDS):
        mine, his = uuid.uuid4(), uuid.uuid4()
        room = town.call(0, 1, 2, client=mine)
        anna, bram = town.people[:2]
        at_once(
            partial(actions.accept_ring, bram, room.rings[0].id, his),
            partial(actions.decline_ring, bram, room.rings[0].id),
            partial(actions.accept_ring, town.people[2], room.rings[1].id, uuid.uuid4()),
            partial(actions.return_to, anna, room.id, uuid.uuid4()),
            partial(actions.renew, [(anna, mine), (bram, his)]),
            partial(actions.leave, bram, room.id, his),
            partial(town.call, 3, 1),
        )
        town.check()
        town.end()
