"""What happens to presence by itself: devices that are gone and choices that end; and who asks for it."""

from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.presence import access, actions
from oogcontact.infra import deadlines


def register() -> None:
    """Have leases and choices end at their time, and the list of contacts know who is there."""
    deadlines.register("presence", actions.run_due, actions.gone_devices, actions.ended_choices)
    contacts.set_presence_provider(access.provide)
