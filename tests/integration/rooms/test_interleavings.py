"""Random interleavings of everything that people, connections, deadlines and crashes do, on the real database."""

import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from oogcontact.domains.rooms import actions, joining, store
from oogcontact.domains.rooms.models import RingRow, RoomRow, SeatRow
from oogcontact.domains.rooms.schemas import _iso
from oogcontact.domains.rooms.values import Media, Purpose
from oogcontact.kernel import clock, ids
from oogcontact.kernel.errors import Refusal
from tests.integration.rooms.world import StaleClient, check_client, check_tables, make_people

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = 4
REFUSED = {
    "in_call",
    "room_full",
    "ring_ended",
    "room_ended",
    "seat_left",
    "seat_elsewhere",
    "not_found",
    "already_here",
    "consulting",
    "joining",
    "nobody_here",
    "not_consulting",
}

person = st.integers(0, PEOPLE - 1)
tab = st.integers(0, 1)


class Writes:
    """Counts the statements that may change the database."""

    #: What changes nothing: reading, and the savepoints around a command.
    HARMLESS = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ")

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., object], sql: str, *rest: Any) -> object:
        self.count += not sql.startswith(self.HARMLESS)
        return execute(sql, *rest)


class Calls(RuleBasedStateMachine):
    """Four people with two tabs each; every refusal must be a known one and leave nothing behind."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = transaction.atomic()
        self._frame.__enter__()
        self._held = clock.at(START)
        self.clock = self._held.__enter__()
        # Ids that are the same in each run and in no order, as those of one millisecond are.
        count = itertools.count()

        def new_id() -> uuid.UUID:
            return uuid.uuid5(uuid.NAMESPACE_OID, str(next(count)))

        self._ids = mock.patch.object(ids, "new_id", new_id)
        self._ids.__enter__()
        self.organisation, self.people = make_people(PEOPLE)
        self.tabs = [[uuid.uuid4(), uuid.uuid4()] for _ in self.people]
        self.clients = [StaleClient(id_) for id_ in self.people]
        self.writes = Writes()
        self._watch = connection.execute_wrapper(self.writes)
        self._watch.__enter__()
        self._checked: tuple[int, datetime] | None = None

    def teardown(self) -> None:
        self._watch.__exit__(None, None, None)
        self._ids.__exit__(None, None, None)
        self._held.__exit__(None, None, None)
        transaction.set_rollback(True)
        self._frame.__exit__(None, None, None)

    @rule(caller=person, tab=tab, callees=st.sets(person, min_size=1, max_size=2), seconds=st.integers(15, 60))
    def start(self, caller: int, tab: int, callees: set[int], seconds: int) -> None:
        others = tuple(self.people[number] for number in sorted(callees) if number != caller)
        if others:
            self._try(
                lambda: actions.call(
                    actions.Invitation(
                        organisation=self.organisation.pk,
                        caller=self.people[caller],
                        client=self.tabs[caller][tab],
                        callees=others,
                        media=Media.VIDEO,
                        ring_for=timedelta(seconds=seconds),
                        countdown=True,
                    )
                )
            )

    @rule(ring=st.integers(0, 5), tab=tab)
    def accept(self, ring: int, tab: int) -> None:
        for row in RingRow.objects.order_by("-started_at", "pk")[ring : ring + 1]:
            client = self.tabs[self.people.index(row.callee_id)][tab]
            self._try(partial(actions.accept_ring, row.callee_id, row.pk, client))

    @rule(ring=st.integers(0, 5))
    def decline(self, ring: int) -> None:
        for row in RingRow.objects.order_by("-started_at", "pk")[ring : ring + 1]:
            self._try(partial(actions.decline_ring, row.callee_id, row.pk))

    @rule(who=person, tab=tab, room=st.integers(0, 2))
    def leave(self, who: int, tab: int, room: int) -> None:
        for row in RoomRow.objects.order_by("-created_at", "pk")[room : room + 1]:
            self._try(partial(actions.leave, self.people[who], row.pk, self.tabs[who][tab]))

    @rule(who=person, tab=tab, room=st.integers(0, 2))
    def come_back(self, who: int, tab: int, room: int) -> None:
        for row in RoomRow.objects.order_by("-created_at", "pk")[room : room + 1]:
            self._try(partial(actions.return_to, self.people[who], row.pk, self.tabs[who][tab]))

    @rule(
        who=person,
        callee=person,
        purpose=st.sampled_from([Purpose.ADD, Purpose.TRANSFER, Purpose.CONSULT]),
        silent=st.booleans(),
        seconds=st.integers(15, 60),
    )
    def bring_in(self, who: int, callee: int, purpose: Purpose, silent: bool, seconds: int) -> None:
        asked = joining.Joining(self.people[callee], purpose, timedelta(seconds=seconds), silent, "Over de brief")
        if who != callee:
            self._in_his_room(who, lambda room: joining.bring_in(self.people[who], room, asked))

    @rule(ring=st.integers(0, 5))
    def cancel_ring(self, ring: int) -> None:
        for row in RingRow.objects.order_by("-started_at", "pk")[ring : ring + 1]:
            self._try(partial(joining.cancel_ring, row.caller_id, row.pk))

    @rule(who=person, way=st.sampled_from([joining.reunite, joining.end_consult, joining.hand_over]))
    def end_consultation(self, who: int, way: Callable[[UUID, UUID], object]) -> None:
        self._in_his_room(who, lambda room: way(self.people[who], room))

    @rule(who=person, seat=st.integers(0, 5))
    def see(self, who: int, seat: int) -> None:
        for row in SeatRow.objects.order_by("-joined_at", "pk")[seat : seat + 1]:
            self._try(partial(actions.say_seen, self.people[who], row.room_id, row.pk))

    @rule(who=person, tab=tab)
    def lose(self, who: int, tab: int) -> None:
        self._try(lambda: actions.lose(self.people[who], self.tabs[who][tab]))

    @rule(who=person)
    def remove(self, who: int) -> None:
        actions.remove(self.people[who])

    @rule(connected=st.sets(person))
    def renew(self, connected: set[int]) -> None:
        actions.renew([(self.people[number], tab) for number in connected for tab in self.tabs[number]])

    @rule(seconds=st.integers(1, 40))
    def time_passes_unseen(self, seconds: int) -> None:
        """No loop looks: as while the server is down."""
        self.clock.advance(seconds)

    @rule(seconds=st.integers(0, 70))
    def deadlines(self, seconds: int) -> None:
        self.clock.advance(seconds)
        actions.run_due(clock.now())
        assert not RingRow.objects.filter(state="ringing", deadline__lte=clock.now()).exists()
        assert actions.run_due(clock.now()) == 0

    @invariant()
    def all_holds(self) -> None:
        # Most steps find no ring or room to act on: nothing was written since the last look, at the same moment,
        # and a second look would see the same.
        now = (self.writes.count, clock.now())
        if now == self._checked:
            return
        check_tables()
        for client in self.clients:
            check_client(client, _iso(clock.now()))
        self._checked = now

    def _in_his_room(self, who: int, action: Callable[[UUID], object]) -> None:
        """Try it in the room in which this person sits, else in the newest one."""
        rooms = store.rooms_with(self.people[who])
        newest = RoomRow.objects.order_by("-created_at", "pk").values_list("pk", flat=True)[:1]
        for room in rooms or newest:
            self._try(partial(action, room))

    def _try(self, action: Callable[[], object]) -> None:
        code = "in_call"
        try:
            with transaction.atomic():
                action()
        except Refusal as refusal:
            code = refusal.code
        assert code in REFUSED


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_random_interleavings() -> None:
    """CAL-2, CAL-3, CAL-8 to CAL-12: nothing rings forever, nobody sits twice or stays on hold, events suffice."""
    run_state_machine_as_test(
        Calls,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
