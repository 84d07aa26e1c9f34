"""Tells the browsers of moderators what goes on: a new state a moment after it changed, and who talks (CNF-7)."""

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

from oogcontact.domains.conferences import access
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.shapes import live_of
from oogcontact.infra import events
from oogcontact.infra.threads import DatabaseThreads

if TYPE_CHECKING:
    from oogcontact.domains.conferences.hall import Hall

#: Changes within so short a time are told together (seconds).
GATHER = 0.05


class Announcer:
    """Hears of changes in any thread; tells them from a thread of the database."""

    def __init__(self, threads: DatabaseThreads) -> None:
        self.hall: Hall
        self._threads = threads
        self._loop = asyncio.get_running_loop()
        self._waiting: set[UUID] = set()
        self._watchers: dict[UUID, list[UUID]] = {}

    def told(self, account: UUID, what: str) -> None:
        """Hear that a conference has "changed", or only who is "talking" in it; from any thread."""
        self._loop.call_soon_threadsafe(self._talking if what == "talking" else self._changed, account)

    def _changed(self, account: UUID) -> None:
        if account not in self._waiting:
            self._waiting.add(account)
            self._loop.call_later(GATHER, self._tell_soon, account)

    def _tell_soon(self, account: UUID) -> None:
        self._waiting.discard(account)
        self.hall.spawn(self._tell(account))

    async def _tell(self, account: UUID) -> None:
        watchers, masked = await self._threads.run(_audience, account)
        self._watchers[account] = watchers
        # As it is now, not as it was when the question was asked: the last one told is always the newest.
        live = self.hall.snapshot(account)
        if live is None:
            self._watchers.pop(account)
        data = live_of(live, masked=masked).model_dump(mode="json") if live is not None else None
        events.tell(watchers, "conference.changed", {"account_id": str(account), "live": data})

    def _talking(self, account: UUID) -> None:
        entry, watchers = self.hall.entry(account), self._watchers.get(account, [])
        if entry is not None:
            talking = sorted(map(str, entry.talking))
            events.tell(watchers, "conference.talking", {"account_id": str(account), "talking": talking})


def _audience(account: UUID) -> tuple[list[UUID], bool]:
    """Return who steers an account in the browser, and whether they see numbers masked."""
    row = ConferenceAccount.objects.select_related("organisation").filter(pk=account).first()
    return access.watchers_of(account), row.organisation.mask_numbers if row is not None else True
