"""What calling asks of the domains below it, in the words of calling."""

from collections.abc import Iterable
from uuid import UUID

from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.presence import api as presence


def linked(person: UUID, others: Iterable[UUID]) -> set[UUID]:
    """Return those of `others` who are contacts of `person`, by request or invitation."""
    return {other for other in others if contacts.linked(person, other)}


def silent(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who do not want to be rung now (do not disturb, PRE-2)."""
    return presence.silent(people)
