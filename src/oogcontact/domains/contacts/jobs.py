"""What happens by itself: deletion for good, and taking over what accounts tells."""

from oogcontact.domains.accounts.api import invitation_answered, person_changed
from oogcontact.domains.contacts import actions, cards, requests
from oogcontact.infra import deadlines


def register() -> None:
    """Begin to end what is due, and to listen to accounts."""
    deadlines.register("contacts.delete_due", actions.delete_due, actions.lost)
    person_changed.register(cards.person_changed)
    invitation_answered.register(requests.invitation_answered)
