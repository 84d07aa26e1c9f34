"""What telephones do by themselves: they follow the rooms."""

from django.db import transaction

from oogcontact.domains.room_telephones import call_me, keeping, service
from oogcontact.domains.rooms import api as rooms


def register() -> None:
    """Have every change of a room followed, and old numbers deleted."""
    rooms.watch(_changed)
    keeping.register()


def _changed(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    running = service.running()
    if running is None:
        return
    for ring in changes.rings_started:
        if ring.purpose is rooms.Purpose.APPOINTMENT:
            call_me.rung(ring, after)
    over = frozenset({ring.id for ring in changes.rings_ended} | {seat.person for seat in changes.seats_left})
    if over or any(seat.telephone for seat in after.seats):
        transaction.on_commit(lambda: running.room_changed(after.id, over))
