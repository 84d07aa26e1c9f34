"""Seats that this process holds itself, where others are held by a browser's tab: those of telephones.

What goes to such a seat is given to who holds it here; its lease is renewed as long as it is held, so that it ends with
the process.
"""

from uuid import UUID

from oogcontact.domains.rooms.live import Holder, Leases, Receive, Relay, Signal


class HeldSeats:
    """The seats that are held here; used on the event loop."""

    def __init__(self, relay: Relay, leases: Leases) -> None:
        self._relay = relay
        self._leases = leases

    def hold(self, person: UUID, client: UUID, receive: Receive) -> None:
        """Hold the seat that this person has, or gets, as `client`; signals for it go to `receive`."""
        self._relay.divert(Holder(person, client), receive)
        self._leases.opened(person, client)

    def release(self, person: UUID, client: UUID) -> None:
        """Hold it no longer; once for each `hold`. Leaving the seat is another matter."""
        self._relay.divert(Holder(person, client), None)
        self._leases.closed(person, client)

    async def send(self, person: UUID, client: UUID, signal: Signal) -> None:
        """Send a signal from the seat to another one of its room; raises as `Relay.signal`."""
        await self._relay.signal(person, client, signal)
