"""The board: what the pages that carry a button must know, kept in memory (BTN-1).

Thousands of open pages ask only here. A change in the database marks what it makes old; `run_due`, beside the
deadlines, reads that anew four times a second at most and tells what is different. Who is asked for and never changed
is believed for `BELIEVED`, because another process may have changed it.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from oogcontact.domains.branding.api import text_on
from oogcontact.domains.desk import api as desk
from oogcontact.domains.website_button.models import Button
from oogcontact.domains.website_button.policy import Hours, hours_of
from oogcontact.infra.ports import Port
from oogcontact.kernel import clock

#: How long what is on the board is believed without looking.
BELIEVED = timedelta(seconds=10)


@dataclass(frozen=True)
class Posted:
    """A button as pages see it. `people` are the agents behind it, of whom pages never hear."""

    id: UUID
    public_id: str
    organisation: UUID
    people: frozenset[UUID]
    origins: frozenset[str]
    hours: Hours | None
    look: dict[str, str]
    somebody: bool
    read_at: datetime

    def is_open(self, at: datetime) -> bool:
        """Tell whether visitors may come at this moment."""
        return self.hours is None or self.hours.open_at(timezone.localtime(at))

    def shown(self, at: datetime) -> bool:
        """Tell whether it is to be seen at this moment: somebody is available and it is open."""
        return self.somebody and self.is_open(at)


class Board:
    """All buttons that were asked for in this process; from any thread."""

    def __init__(self) -> None:
        self._posted: dict[str, Posted] = {}
        self._old: set[str] = set()
        self._last: dict[str, tuple[bool, dict[str, str], frozenset[str]]] = {}
        self._lock = threading.Lock()
        #: Told the public id of a button when its pages must hear something new.
        self.changed: Port[str] = Port()

    def knows(self, public_id: str) -> bool:
        """Tell whether `find` answers without the database."""
        posted = self._posted.get(public_id)
        return posted is not None and public_id not in self._old and clock.now() - posted.read_at <= BELIEVED

    def find(self, public_id: str) -> Posted | None:
        """Return an active button; None when there is none. Blocks on the database only for what is not known."""
        return self._posted.get(public_id) if self.knows(public_id) else self._read(public_id)

    def mark(self, public_id: str) -> None:
        """This button has changed."""
        with self._lock:
            self._old.add(public_id)

    def mark_people(self, people: frozenset[UUID]) -> None:
        """Something has changed of whether these people take visitors."""
        with self._lock:
            self._old |= {posted.public_id for posted in list(self._posted.values()) if posted.people & people}

    def forget(self) -> None:
        """Forget everything; for tests."""
        with self._lock:
            self._posted.clear()
            self._old.clear()
            self._last.clear()

    def run_due(self, now: datetime) -> int:
        """Read anew what is old and tell what is different, also by the clock; return how many changed."""
        told = 0
        for public_id in list(self._posted):
            posted = self.find(public_id)
            seen = (posted.shown(now), posted.look, posted.origins) if posted else (False, {}, frozenset[str]())
            before = self._last.get(public_id)
            if posted is None:
                self._last.pop(public_id, None)
            else:
                self._last[public_id] = seen
            if seen != before:
                told += 1
                self.changed.tell(public_id)
        return told

    def _read(self, public_id: str) -> Posted | None:
        with self._lock:
            self._old.discard(public_id)
        button = Button.objects.filter(public_id=public_id, active=True).first()
        if button is None:
            self._posted.pop(public_id, None)
            return None
        people = frozenset(people_of(button))
        posted = Posted(
            button.pk,
            public_id,
            button.organisation_id,
            people,
            frozenset(button.origins),
            hours_of(button.hours),
            look_of(button),
            bool(desk.available(button.organisation_id, people)),
            clock.now(),
        )
        self._posted[public_id] = posted
        return posted


def people_of(button: Button) -> list[UUID]:
    """Return the user ids of the agents behind a button."""
    members = desk.Group.objects.filter(pk__in=button.groups.values("pk"), members__isnull=False)
    return list(members.values_list("members", flat=True).distinct())


def look_of(button: Button) -> dict[str, str]:
    """Return what pages draw."""
    return {
        "colour": button.colour,
        "on_colour": text_on(button.colour),
        "position": button.position,
        "text_nl": button.text_nl,
        "text_en": button.text_en,
        "language": button.language,
    }


#: The one of this process.
board = Board()
