"""Moderators who take part with their computer's sound (CNF-7)."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from oogcontact.audio.browser import Browser
from oogcontact.audio.legs import Full
from oogcontact.audio.sockets import NoPort
from oogcontact.audio.webrtc import BrokenOffer
from oogcontact.domains.conferences.desk import Account
from oogcontact.domains.conferences.hall import Hall
from oogcontact.domains.conferences.live import Who
from oogcontact.domains.conferences.states import Participant
from oogcontact.domains.telephony.api import Leg, connect_browser
from oogcontact.kernel import clock, ids
from oogcontact.kernel.errors import Category, Refusal


@dataclass
class _Seat:
    """A browser that is in, or on its way."""

    browser: Browser
    leg: Leg
    client: UUID


class Browsers:
    """All browsers in conferences; on the event loop."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._seats: dict[tuple[UUID, UUID], _Seat] = {}

    async def join(self, account: Account, user: UUID, name: str, client: UUID, sdp: str) -> tuple[UUID, str]:
        """Let somebody's browser into a conference; return who he is there, and the answer to his offer.

        Another tab of the same person leaves once this one is in. Raises Refusal `offer_invalid`, `lines_in_use`.
        """
        voice = await self._hall.voice(account.organisation, account.language)
        try:
            connected = await connect_browser(self._hall.switchboard, voice, sdp)
        except (Full, NoPort) as error:
            raise Refusal(
                "lines_in_use", _("All lines are in use. Try again in a moment."), Category.UNAVAILABLE
            ) from error
        except BrokenOffer as error:
            raise Refusal(
                "offer_invalid", _("The browser's offer can not be read. Load the page again."), Category.INVALID, "sdp"
            ) from error
        participant = Participant(ids.new_id(), moderator=True)
        before = self._seats.get((account.id, user))
        seat = self._seats[account.id, user] = _Seat(connected.browser, connected.leg, client)
        who = Who("browser", "", user, name, clock.now())
        self._hall.spawn(self._stay(seat, account, participant, who, replaces=before))
        return participant.id, connected.answer

    async def leave(self, account: UUID, user: UUID, client: UUID | None = None) -> None:
        """Take somebody's browser out of a conference, whichever tab it is or only this one; twice is once."""
        seat = self._seats.get((account, user))
        if seat is not None and client in (None, seat.client):
            del self._seats[account, user]
            seat.leg.end()
            await seat.browser.close()

    async def leave_all(self, user: UUID) -> None:
        """Take somebody out of everything: he may not use the product any more."""
        for account, who in list(self._seats):
            if who == user:
                await self.leave(account, who)

    async def stop(self) -> None:
        """End all."""
        for account, user in list(self._seats):
            await self.leave(account, user)

    async def _stay(
        self, seat: _Seat, account: Account, participant: Participant, who: Who, *, replaces: _Seat | None
    ) -> None:
        """Come in once there is sound, and stay until the connection ends."""
        connected = asyncio.ensure_future(seat.browser.connected.wait())
        gone = asyncio.ensure_future(seat.leg.ended())
        try:
            await asyncio.wait((connected, gone), return_when=asyncio.FIRST_COMPLETED)
            if not gone.done():
                old = replaces.leg if replaces is not None else None
                await self._hall.confer(seat.leg, account, participant, np.zeros(0, np.int16), who, replaces=old)
        finally:
            connected.cancel()
            gone.cancel()
            seat.leg.end()
            if who.person is not None and self._seats.get((account.id, who.person)) is seat:
                del self._seats[account.id, who.person]
