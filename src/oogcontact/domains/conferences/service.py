"""The conferences of this process, from its start to its end: hall, switchboard, invitations, browsers."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.conferences import events
from oogcontact.domains.conferences.announcer import Announcer
from oogcontact.domains.conferences.browsers import Browsers
from oogcontact.domains.conferences.hall import Hall
from oogcontact.domains.conferences.invitations import Inviter
from oogcontact.domains.telephony.api import Settings, Switchboard, setup_changed
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.kernel.errors import Category, Refusal

T = TypeVar("T")

#: Threads for what calls ask of the database.
THREADS = 2

#: A command takes milliseconds; a loop that needs longer is too busy (seconds).
ANSWER = 10.0


class Service:
    """Everything together; made and used on the event loop, but for `run`."""

    def __init__(self, settings: Settings) -> None:
        self._loop = asyncio.get_running_loop()
        self._threads = DatabaseThreads("conferences", THREADS)
        self._announcer = Announcer(self._threads)
        self.hall = Hall(self._threads, self._announcer.told)
        self._announcer.hall = self.hall
        self.switchboard = Switchboard(settings, self._threads, self.hall.take)
        self.inviter = Inviter(self.hall)
        self.browsers = Browsers(self.hall)

    async def start(self) -> None:
        """Begin."""
        self.hall.on_invite = self._dialled
        await self.switchboard.start()
        await self.hall.start(self.switchboard)
        setup_changed.register(self._setup_changed)
        events.account_removed.register(self.hall.removed)
        events.prompts_changed.register(self.hall.forget_voices)
        accounts.access_ended.register(self._access_ended)
        use(self)

    async def stop(self) -> None:
        """End everything that was started."""
        use(None)
        setup_changed.unregister(self._setup_changed)
        events.account_removed.unregister(self.hall.removed)
        events.prompts_changed.unregister(self.hall.forget_voices)
        accounts.access_ended.unregister(self._access_ended)
        await self.browsers.stop()
        await self.switchboard.stop()
        await self.hall.stop()
        await self._threads.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the loop and wait for it, from another thread; raises Refusal `telephone_busy`."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(ANSWER)
        except TimeoutError as error:
            future.cancel()
            raise Refusal(
                "telephone_busy",
                _("The telephone service does not answer. Try again in a moment."),
                Category.UNAVAILABLE,
            ) from error

    def _dialled(self, account: UUID, by: UUID | None, number: str) -> None:
        """Somebody has dialled `*8` and a number: what can not begin is told to him at once."""
        entry = self.hall.entry(account)
        if not self.inviter.invite(account, by, number) and entry is not None and by is not None:
            self.switchboard.plane.do(lambda: entry.running.tell(by, "invite-impossible"))

    def _setup_changed(self, _organisation: UUID) -> None:
        self._loop.call_soon_threadsafe(lambda: self.hall.spawn(self.switchboard.load()))

    def _access_ended(self, ended: accounts.AccessEnded) -> None:
        self._loop.call_soon_threadsafe(lambda: self.hall.spawn(self.browsers.leave_all(ended.person)))


_service: Service | None = None


def use(service: Service | None) -> None:
    """Say which one runs in this process; None: none."""
    global _service
    _service = service


def running() -> Service | None:
    """Return the one that runs in this process, if any."""
    return _service


def service() -> Service:
    """Return the one that runs in this process; raises Refusal `telephone_off`."""
    if _service is None:
        raise Refusal("telephone_off", _("The telephone service does not run on this server."), Category.UNAVAILABLE)
    return _service
