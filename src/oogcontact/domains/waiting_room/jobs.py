"""What happens in the waiting room by itself: guests who are gone, and calls that begin and end."""

from oogcontact.domains.room_telephones import api as room_telephones
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import access, actions, keeping
from oogcontact.infra import deadlines


def register() -> None:
    """Have leases end at their time, and the waiting room follow the calls."""
    deadlines.register("waiting room", actions.run_due, actions.gone_guests)
    rooms.watch(actions.follow)
    room_telephones.answer_for(access.callable_by_telephone)
    room_telephones.wish_changed.register(actions.follow_wish)
    keeping.register()
