"""What happens to sliders by themselves: sign-ins and sign-outs, devices, calls, and the access that ends."""

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.desk import actions
from oogcontact.domains.presence import api as presence
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra import deadlines


def register() -> None:
    """Have sliders follow what the lower domains tell."""
    deadlines.register("desk", actions.run_due, actions.left_desks)
    accounts.session_began.register(_begin)
    accounts.signed_out.register(_sign_out)
    accounts.access_ended.register(_end_access)
    accounts.person_changed.register(_follow_role)
    presence.devices_changed.register(_follow_devices)
    presence.silence_changed.register(_follow_silence)
    rooms.watch(_follow_calls)


def _begin(event: accounts.SessionBegan) -> None:
    """After sign-in it is off (PRE-4), but a second device does not stop the work of the first."""
    if event.person not in presence.connected([event.person]):
        actions.turn_off(event.person)


def _sign_out(event: accounts.SignedOut) -> None:
    actions.turn_off(event.person)


def _end_access(event: accounts.AccessEnded) -> None:
    actions.turn_off(event.person)


def _follow_role(event: accounts.PersonChanged) -> None:
    """Who has become a client takes no visitors."""
    member = accounts.Membership.objects.filter(user_id=event.person, blocked_at=None)
    if not member.exclude(role=accounts.Role.CLIENT).exists():
        actions.turn_off(event.person)


def _follow_devices(event: presence.DevicesChanged) -> None:
    actions.note_device(event.person, here=event.here, at=event.at)


def _follow_silence(event: presence.SilenceChanged) -> None:
    actions.tell_if_on([event.person])


def _follow_calls(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    then = {seat.person for seat in before.live_seats() if not seat.guest} if before is not None else set()
    now = {seat.person for seat in after.live_seats() if not seat.guest}
    if then != now:
        actions.note_calls(begun=now - then, ended=then - now)
