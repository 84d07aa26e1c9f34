"""The trunks of a running switchboard: those that register do so, and again when that fails; each has a state."""

import asyncio
from functools import partial

from oogcontact.domains.telephony import states
from oogcontact.domains.telephony.routes import Outward
from oogcontact.sip.endpoint import Endpoint, NoTransport, Registration

#: After a registration that failed the next one waits so long (seconds).
AGAIN = 30.0


class Trunks:
    """Keeps the registrations of the active trunks."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._kept: dict[Outward, asyncio.Task[None]] = {}

    async def use(self, trunks: list[Outward]) -> None:
        """Keep these trunks and no others; one that has not changed is left alone."""
        for gone in self._kept.keys() - set(trunks):
            self._kept.pop(gone).cancel()
        states.keep_trunks({trunk.id for trunk in trunks})
        for trunk in trunks:
            if trunk not in self._kept:
                states.set_trunk(trunk.id, states.TrunkState("registering" if trunk.registers else "ready"))
                self._kept[trunk] = asyncio.create_task(self._keep(trunk))

    def stop(self) -> None:
        """End all registrations."""
        for task in self._kept.values():
            task.cancel()

    async def _keep(self, trunk: Outward) -> None:
        """Register, and try again whenever that ends, until this task is ended."""
        while trunk.registers:
            lost = asyncio.Event()
            registration: Registration | None = None
            try:
                registration = await self._endpoint.register(trunk.target, partial(self._told, trunk, lost))
                await lost.wait()
            except NoTransport as error:
                self._told(trunk, lost, False, str(error))
            except asyncio.CancelledError:
                if registration is not None:
                    registration.unregister()
                raise
            await asyncio.sleep(AGAIN)

    def _told(self, trunk: Outward, lost: asyncio.Event, holds: bool, fault: str) -> None:
        states.set_trunk(trunk.id, states.TrunkState("registered" if holds else "failed", fault))
        if not holds:
            lost.set()
