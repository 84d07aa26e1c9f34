"""What calling asks of the domains below it, in the words of calling."""

from collections.abc import Callable, Iterable
from uuid import UUID

from oogcontact.domains.contacts import api as contacts

#: Of these people, those who do not want to be rung now (do not disturb, PRE-1).
Silent = Callable[[Iterable[UUID]], set[UUID]]


def linked(person: UUID, others: Iterable[UUID]) -> set[UUID]:
    """Return those of `others` who are contacts of `person`, by request or invitation."""
    return {other for other in others if contacts.linked(person, other)}


def silent(people: Iterable[UUID]) -> set[UUID]:
    """Return those of `people` who are not to be rung now."""
    return _silent(people)


def use(presence: Silent) -> None:
    """Say who knows who wants to be rung."""
    global _silent
    _silent = presence


def _none(people: Iterable[UUID]) -> set[UUID]:
    return set()


_silent: Silent = _none
