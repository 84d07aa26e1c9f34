"""The hall: all conferences that go on in this process, and how people come into them.

It lives on the event loop; what happens to a conference happens in the thread of the plane's tick (running.py). Others
read `snapshot` from any thread: what it is made of is replaced, and never changed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from oogcontact.audio.g711 import Samples
from oogcontact.audio.speech import Voice
from oogcontact.domains.conferences import history
from oogcontact.domains.conferences.desk import Account, AccountDesk
from oogcontact.domains.conferences.live import Invitation, LiveConference, LiveParticipant, Who
from oogcontact.domains.conferences.prompts import own_prompts
from oogcontact.domains.conferences.running import Member, Running
from oogcontact.domains.conferences.script import admit
from oogcontact.domains.conferences.states import Conference, End, Event, Participant
from oogcontact.domains.telephony.api import CalledNumber, Leg, Switchboard, in_tick
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.kernel import clock, ids
from oogcontact.sip.call import Incoming

_log = logging.getLogger(__name__)

#: Seconds between two looks at who is talking, and between two notes that a conference still goes on.
LOOK, NOTE = 0.2, 30.0


@dataclass
class Entry:
    """A conference that goes on, and what its rules need not know."""

    account: Account
    running: Running
    started_at: datetime
    people: dict[UUID, Who] = field(default_factory=dict)
    invitations: tuple[Invitation, ...] = ()
    talking: frozenset[UUID] = frozenset()


class Hall:
    """All conferences; `told` hears of every change of one, by its account, in any thread."""

    def __init__(self, threads: DatabaseThreads, told: Callable[[UUID, str], None]) -> None:
        self.switchboard: Switchboard
        self._threads = threads
        # What is noted is noted in the order in which it happened.
        self._notes = DatabaseThreads("conference-notes", 1)
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._entries: dict[UUID, Entry] = {}
        self._voices: dict[tuple[UUID, str], Voice] = {}
        self._tasks: dict[asyncio.Task[None], UUID | None] = {}

    async def start(self, switchboard: Switchboard) -> None:
        """Begin, after what a process that was killed has left is brought to its end."""
        self.switchboard = switchboard
        await self._notes.run(history.end_lost)
        switchboard.plane.do(self._look)
        self.spawn(self._note())

    async def stop(self) -> None:
        """End; the switchboard has ended all legs before."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # Nobody has seen them leave, if the plane has stopped first.
        for entry in list(self._entries.values()):
            await self._notes.run(history.ended, entry.running.state.id, clock.now())
        await self._notes.close()

    # Coming in.

    async def take(self, leg: Leg, call: Incoming, called: CalledNumber) -> None:
        """Lead a caller through the questions and into his conference, and be there until he is gone (CNF-2)."""
        leg.line.voice = await self.voice(called.organisation, called.language)
        desk = AccountDesk(self._threads, called, call.caller, call.source)
        admission = await admit(leg.line, desk)
        if admission is not None and desk.account is not None:
            who = Who("telephone", call.caller, None, "", clock.now())
            participant = Participant(ids.new_id(), admission.moderator)
            await self.confer(leg, desk.account, participant, admission.name, who)

    async def confer(
        self,
        leg: Leg,
        account: Account,
        participant: Participant,
        name: Samples,
        who: Who,
        *,
        replaces: Leg | None = None,
    ) -> None:
        """Be in a conference until the leg ends; who can not come in is told why, and his leg is ended.

        The leg that this one replaces ends when this one is in, so that the conference goes on between the two.
        """

        def end_line() -> None:
            self._loop.call_soon_threadsafe(leg.end)

        member = Member(leg.slot, name, end_line)
        voice = await self.voice(account.organisation, account.language)
        leg.give_keys_to(lambda key: self._press(account.id, participant.id, key))
        try:
            await in_tick(self.switchboard.plane, lambda: self._join(account, voice, participant, member, who))
            if replaces is not None:
                replaces.end()
            await leg.ended()
        finally:
            self.switchboard.plane.do(lambda: self._leave(account.id, participant.id))

    async def voice(self, organisation: UUID, language: str) -> Voice:
        """Return the voice of an organisation, with its own prompts."""
        key = (organisation, language)
        if key not in self._voices:
            own = await self._threads.run(own_prompts, organisation, language)
            self._voices[key] = Voice(language, own)
        return self._voices[key]

    def forget_voices(self, organisation: UUID) -> None:
        """Note that an organisation has changed its prompts: the next caller hears it. From any thread."""

        def forget() -> None:
            for key in [key for key in self._voices if key[0] == organisation]:
                del self._voices[key]

        self._loop.call_soon_threadsafe(forget)

    # What others see and do.

    def entry(self, account: UUID) -> Entry | None:
        """Return the conference that goes on; from any thread."""
        return self._entries.get(account)

    def snapshot(self, account: UUID) -> LiveConference | None:
        """Return what goes on; from any thread."""
        entry = self._entries.get(account)
        if entry is None:
            return None
        state = entry.running.state
        people = entry.people
        return LiveConference(
            id=state.id,
            started_at=entry.started_at,
            begun=state.begun,
            closed=state.closed,
            participants=tuple(_seen(entry, one, people[one.id]) for one in state.participants if one.id in people),
            invitations=entry.invitations,
        )

    async def happen(self, account: UUID, event: Event) -> bool:
        """Let something happen in a conference; returns whether it goes on."""
        entry = self._entries.get(account)
        if entry is None:
            return False
        await in_tick(self.switchboard.plane, lambda: entry.running.happen(event))
        return True

    def set_invitation(self, account: UUID, invitation: Invitation | None, *, of: UUID) -> None:
        """Note how an invitation stands; None: it need not be shown any more. On the loop."""
        entry = self._entries.get(account)
        if entry is not None:
            others = tuple(one for one in entry.invitations if one.id != of)
            entry.invitations = (*others, invitation) if invitation is not None else others
            self._told(account, "changed")

    def removed(self, account: UUID) -> None:
        """Note that an account is gone: its conference ends. From any thread."""
        self._loop.call_soon_threadsafe(lambda: self.spawn(self._end(account)))

    def spawn(self, work: Awaitable[None], of: UUID | None = None) -> None:
        """Do something beside; it ends with the conference on this account, or with the hall."""
        task = asyncio.ensure_future(work)
        self._tasks[task] = of
        task.add_done_callback(self._tasks.pop)

    async def _end(self, account: UUID) -> None:
        await self.happen(account, End())

    # In the thread of the tick.

    def _join(self, account: Account, voice: Voice, participant: Participant, member: Member, who: Who) -> None:
        entry = self._entries.get(account.id)
        if entry is None:
            entry = self._entries[account.id] = self._begin(account, voice)
        entry.people = {**entry.people, participant.id: who}
        entry.running.join(participant, member)

    def _leave(self, account: UUID, participant: UUID) -> None:
        entry = self._entries.get(account)
        if entry is not None:
            entry.running.leave(participant)

    def _press(self, account: UUID, participant: UUID, key: str) -> None:
        entry = self._entries.get(account)
        if entry is not None:
            entry.running.press(participant, key)

    def _begin(self, account: Account, voice: Voice) -> Entry:
        at = clock.now()
        state = Conference(ids.new_id(), account.most, account.waiting)
        running = Running(
            self.switchboard.plane,
            state,
            self.switchboard.plane.new_conference(),
            voice,
            on_change=lambda before, after: self._changed(account.id, before, after),
            on_invite=lambda by, number: self._invite(account.id, by, number),
        )
        self._write(history.begun, state.id, account.id, at)
        return Entry(account, running, at)

    #: Called on the loop when a moderator has dialled `*8`: account, who, number.
    on_invite: Callable[[UUID, UUID | None, str], None]

    def _invite(self, account: UUID, by: UUID, number: str) -> None:
        self._loop.call_soon_threadsafe(self.on_invite, account, by, number)

    def _changed(self, account: UUID, before: Conference, after: Conference) -> None:
        entry = self._entries[account]
        there = {one.id for one in before.participants}
        for one in after.participants:
            if one.id not in there:
                self._write(_note_join, after.id, one, entry.people[one.id])
        for gone in there - {one.id for one in after.participants}:
            self._write(history.left, gone, clock.now())
        if after.ended:
            del self._entries[account]
            self._write(history.ended, after.id, clock.now())
            self._loop.call_soon_threadsafe(self._cancel, account)
        self._told(account, "changed")

    def _look(self) -> None:
        """Note who talks, and look again."""
        self.switchboard.plane.after(LOOK, self._look)
        for account, entry in self._entries.items():
            talking = entry.running.talking()
            if talking != entry.talking:
                entry.talking = talking
                self._told(account, "talking")

    def _write(self, note: Callable[..., None], *what: object) -> None:
        self._loop.call_soon_threadsafe(lambda: self.spawn(self._noted(note, *what)))

    async def _noted(self, note: Callable[..., None], *what: object) -> None:
        try:
            await asyncio.shield(self._notes.run(note, *what))
        except asyncio.CancelledError:
            raise
        except Exception:
            # The full disk: the conference goes on, and its history has a gap.
            _log.exception("history of a conference not written")

    async def _note(self) -> None:
        while True:
            await asyncio.sleep(NOTE)
            going = [entry.running.state.id for entry in list(self._entries.values())]
            if going:
                await self._noted(history.seen, going, clock.now())

    def _cancel(self, account: UUID) -> None:
        for task, of in list(self._tasks.items()):
            if of == account:
                task.cancel()


def _note_join(conference: UUID, one: Participant, who: Who) -> None:
    history.joined(conference, one.id, who, moderator=one.moderator)


def _seen(entry: Entry, one: Participant, who: Who) -> LiveParticipant:
    return LiveParticipant(
        id=one.id,
        who=who,
        spoken=entry.running.spoken(one.id) is not None,
        moderator=one.moderator,
        muted=one.muted,
        loudness=one.loudness,
        talking=one.id in entry.talking,
    )
