"""Inviting a telephone number into a conference: it is called, asked to confirm, and comes in (CNF-4)."""

import asyncio
from dataclasses import replace
from uuid import UUID

import numpy as np

from oogcontact.domains.conferences.hall import Entry, Hall
from oogcontact.domains.conferences.live import Invitation, InvitationState, Who
from oogcontact.domains.conferences.script import confirm
from oogcontact.domains.conferences.states import Participant
from oogcontact.domains.telephony.api import HungUp, Impossible, Leg
from oogcontact.kernel import clock, ids
from oogcontact.sip.outgoing import NotAnswered

#: So long the browser shows how an invitation ended (seconds).
SHOWN = 15.0

#: Invitations of one conference at the same time: more are no conference but a call centre.
AT_ONCE = 5

#: How a refusal is understood (RFC 3261, section 21); what is not named failed.
_BUSY = {486, 600}
_NO_ANSWER = {408, 480, 487}
_REFUSED = {403, 603}
_IMPOSSIBLE = {404, 410, 484, 604}

#: What the moderator hears.
_PROMPTS: dict[InvitationState, str] = {
    "busy": "invite-busy",
    "no_answer": "invite-no-answer",
    "refused": "invite-refused",
    "not_confirmed": "invite-not-confirmed",
    "impossible": "invite-impossible",
    "failed": "invite-impossible",
}


class Inviter:
    """Carries out invitations; on the event loop."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def invite(self, account: UUID, by: UUID | None, number: str) -> bool:
        """Begin to call a number; `by` hears how it goes. Returns False when there is no conference, or too many."""
        entry = self._hall.entry(account)
        under_way = [one for one in entry.invitations if one.state in ("ringing", "confirming")] if entry else []
        if entry is None or len(under_way) >= AT_ONCE:
            return False
        invitation = Invitation(ids.new_id(), number, "ringing")
        self._hall.set_invitation(account, invitation, of=invitation.id)
        # It ends with the conference; who has come in ends with his own line.
        self._hall.spawn(self._carry_out(entry, invitation, by), of=account)
        return True

    async def _carry_out(self, entry: Entry, invitation: Invitation, by: UUID | None) -> None:
        account = entry.account
        try:
            leg = await self._call(entry, invitation, by)
            self._show(account.id, invitation, "confirming")
            try:
                confirmed = await confirm(leg.line)
            except HungUp:
                confirmed = False
            except BaseException:
                leg.end()
                raise
        except _NotInvited as ended:
            await self._tell_end(entry, invitation, by, ended.state)
            return
        if not confirmed:
            leg.end()
            await self._tell_end(entry, invitation, by, "not_confirmed")
            return
        self._hall.set_invitation(account.id, None, of=invitation.id)
        who = Who("telephone", invitation.number, None, "", clock.now(), invited=True)
        self._hall.spawn(self._confer(leg, entry, who))

    async def _confer(self, leg: Leg, entry: Entry, who: Who) -> None:
        try:
            participant = Participant(ids.new_id(), moderator=False)
            await self._hall.confer(leg, entry.account, participant, np.zeros(0, np.int16), who)
        finally:
            leg.end()

    async def _call(self, entry: Entry, invitation: Invitation, by: UUID | None) -> Leg:
        """Let it ring, with who invites hearing it; raises _NotInvited."""
        account = entry.account
        voice = await self._hall.voice(account.organisation, account.language)
        plane = self._hall.switchboard.plane
        if by is not None:
            plane.do(lambda: entry.running.ring(by, ringing=True))
        try:
            return await self._hall.switchboard.call_out(account.organisation, invitation.number, voice)
        except Impossible as error:
            raise _NotInvited("impossible") from error
        except NotAnswered as error:
            raise _NotInvited(_state_of(error.status)) from error
        finally:
            if by is not None:
                plane.do(lambda: entry.running.ring(by, ringing=False))

    async def _tell_end(self, entry: Entry, invitation: Invitation, by: UUID | None, state: InvitationState) -> None:
        self._show(entry.account.id, invitation, state)
        if by is not None:
            self._hall.switchboard.plane.do(lambda: entry.running.tell(by, _PROMPTS[state]))
        await asyncio.sleep(SHOWN)
        self._hall.set_invitation(entry.account.id, None, of=invitation.id)

    def _show(self, account: UUID, invitation: Invitation, state: InvitationState) -> None:
        self._hall.set_invitation(account, replace(invitation, state=state), of=invitation.id)


class _NotInvited(Exception):
    """The invitation has ended without anybody coming."""

    def __init__(self, state: InvitationState) -> None:
        super().__init__(state)
        self.state = state


def _state_of(status: int) -> InvitationState:
    known: tuple[tuple[set[int], InvitationState], ...] = (
        (_BUSY, "busy"),
        (_NO_ANSWER, "no_answer"),
        (_REFUSED, "refused"),
        (_IMPOSSIBLE, "impossible"),
    )
    return next((state for statuses, state in known if status in statuses), "failed")
