"""What happens to links into calls by themselves: their time ends, their rooms end, guests come, mails go out."""

from oogcontact.domains.room_links import access, actions, keeping
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.waiting_room import api as waiting_room
from oogcontact.infra import deadlines, mail


def register() -> None:
    """Answer for guests with a link, and follow what concerns them."""
    waiting_room.answer_for(access.awaited)
    waiting_room.attendance_changed.register(actions.attendance_changed)
    rooms.watch(actions.follow)
    mail.state_changed.register(actions.mail_happened)
    deadlines.register("room links", actions.run_due, actions.old_links)
    keeping.register()
