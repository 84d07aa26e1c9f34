"""A conference that goes on: the rules of states.py, carried out on the audio plane, and keys become what they ask for.

Everything happens in the thread of the plane's tick; from elsewhere it is asked for by `Plane.do`. So no two things
ever happen at once, and what is said is in step with what is heard.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from oogcontact.audio import TICK
from oogcontact.audio.g711 import Samples
from oogcontact.audio.mixer import gain_of
from oogcontact.audio.music import ringback, waiting_music
from oogcontact.audio.plane import Plane
from oogcontact.audio.speech import Voice, beep
from oogcontact.domains.conferences.policy import Asked, Code, Keys, may_use
from oogcontact.domains.conferences.states import (
    Announce,
    Close,
    Conference,
    Effect,
    End,
    Event,
    HangUp,
    Join,
    Leave,
    Loudness,
    Mute,
    MuteAll,
    NameOf,
    NotJoined,
    Participant,
    Piece,
    Remove,
    Say,
    apply,
)

#: A code that means nothing (CNF-5).
UNKNOWN = beep(300, 0.12)

#: What a code asks for, where it is the same for everybody who may use it.
_EVENTS: dict[Code, Event] = {
    Code.CLOSE: Close(closed=True),
    Code.OPEN: Close(closed=False),
    Code.MUTE_ALL: MuteAll(muted=True),
    Code.UNMUTE_ALL: MuteAll(muted=False),
    Code.END: End(),
}


@dataclass
class Member:
    """Somebody in a running conference: his leg, his spoken name, and how his line is ended."""

    slot: int
    name: Samples
    end_line: Callable[[], None]
    keys: Keys = field(default_factory=Keys)


class Running:
    """One conference. `number` tells the plane's conferences apart; `on_change` hears the state before and after."""

    def __init__(
        self,
        plane: Plane,
        conference: Conference,
        number: int,
        voice: Voice,
        *,
        on_change: Callable[[Conference, Conference], None],
        on_invite: Callable[[UUID, str], None],
    ) -> None:
        self.state = conference
        self._plane = plane
        self._number = number
        self._voice = voice
        self._members: dict[UUID, Member] = {}
        # Also of those who have left: they are named once more. They live as long as the conference (CNF-2).
        self._names: dict[UUID, Samples] = {}
        self._on_change = on_change
        self._on_invite = on_invite

    def join(self, participant: Participant, member: Member) -> None:
        """Let somebody in, or tell him why not and end his line."""
        self._members[participant.id] = member
        self._names[participant.id] = member.name
        self.happen(Join(participant))

    def leave(self, participant: UUID) -> None:
        """Somebody's line has ended by itself."""
        self._members.pop(participant, None)
        self.happen(Leave(participant))

    def happen(self, event: Event) -> None:
        """Let something happen, and do and say what follows from it."""
        before, (self.state, effects) = self.state, apply(self.state, event)
        self._place(before)
        for effect in effects:
            self._carry_out(effect)
        if self.state != before:
            self._on_change(before, self.state)

    def tell(self, participant: UUID, prompt: str) -> None:
        """Say something to somebody who is in."""
        self._say([participant], prompt)

    def ring(self, participant: UUID, *, ringing: bool) -> None:
        """Let somebody hear that the telephone rings whom he invites (CNF-4), or end that."""
        member = self._members.get(participant)
        if member is not None and self.state.begun:
            self._plane.play_music(member.slot, ringback() if ringing else None)

    def spoken(self, participant: UUID) -> Samples | None:
        """Return the name that somebody spoke, None when he said nothing; from any thread."""
        name = self._names.get(participant)
        return name if name is not None and len(name) else None

    def talking(self) -> frozenset[UUID]:
        """Return who is heard now."""
        loud = {one.id: self._members[one.id].slot for one in self.state.participants if not one.muted}
        if not loud or not self.state.begun:
            return frozenset()
        talking = self._plane.legs.levels.talking(np.fromiter(loud.values(), np.int64))
        return frozenset(who for who, speaks in zip(loud, talking, strict=True) if speaks)

    def press(self, participant: UUID, key: str) -> None:
        """Take a key of somebody who is in."""
        member = self._members.get(participant)
        if member is not None:
            member.keys, asked = member.keys.press(key, self._now)
            self._wait_for(participant, member)
            self._do(participant, asked)

    @property
    def _now(self) -> float:
        return self._plane.ticks * TICK

    def _wait_for(self, participant: UUID, member: Member) -> None:
        """Look again when the keys are complete by themselves."""
        if member.keys.deadline is None:
            return

        def look() -> None:
            member.keys, asked = member.keys.wait(self._now)
            self._do(participant, asked)

        # A tick more, so that the moment has really passed.
        self._plane.after(member.keys.deadline - self._now + TICK, look)

    def _do(self, participant: UUID, asked: Iterable[Asked]) -> None:
        for one in asked:
            someone, member = self.state.find(participant), self._members.get(participant)
            if someone is not None and member is not None:
                # Whoever presses a code has heard enough of what was said before.
                self._plane.stop_playing(member.slot)
                self._obey(someone, one)

    def _obey(self, who: Participant, asked: Asked) -> None:
        """Do what a code asks for, or say why not (CNF-5)."""
        if asked.code is None:
            self._sound([who.id], UNKNOWN)
        elif not may_use(asked.code, moderator=who.moderator):
            self._say([who.id], "not-allowed")
        elif asked.code is Code.HELP:
            self._say([who.id], "controls", *(["controls-moderator"] if who.moderator else []))
        elif asked.code is Code.PRESENT:
            self._say([who.id], *self._present(who.id))
        elif asked.code is Code.INVITE:
            self._on_invite(who.id, asked.number)
        else:
            self.happen(_event(who, asked.code))

    def _present(self, but: UUID) -> list[Piece]:
        others = [one.id for one in self.state.participants if one.id != but]
        return ["present", *map(NameOf, others)] if others else ["only-you"]

    def _place(self, before: Conference) -> None:
        """Put everybody where he is heard and hears: in the conference, or before music (CNF-6)."""
        known = {one.id: one for one in before.participants}
        for one in self.state.participants:
            slot = self._members[one.id].slot
            self._plane.legs.muted[slot] = one.muted
            self._plane.legs.loudness[slot] = gain_of(one.loudness)
            if one.id in known and before.begun == self.state.begun:
                continue
            if self.state.begun:
                self._plane.play_music(slot, None)
                self._plane.join(slot, self._number)
            else:
                self._plane.part(slot)
                self._plane.play_music(slot, waiting_music())
        for gone in known.keys() - {one.id for one in self.state.participants}:
            if gone in self._members:
                self._plane.part(self._members[gone].slot)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Say(to, pieces):
                self._say(to, *pieces)
            case HangUp(participant, prompt) | NotJoined(participant, prompt):
                self._dismiss(participant, str(prompt))

    def _dismiss(self, participant: UUID, prompt: str) -> None:
        """Say something as the last thing, and end the line."""
        member = self._members.pop(participant, None)
        if member is not None:
            self._plane.play_music(member.slot, None)
            self._plane.stop_playing(member.slot)
            self._plane.play(member.slot, self._voice.say(prompt), member.end_line)

    def _say(self, to: Iterable[UUID], *pieces: Piece) -> None:
        said = [self._name(piece.participant) if isinstance(piece, NameOf) else piece for piece in pieces]
        self._sound(to, self._voice.say(*said))

    def _name(self, participant: UUID) -> Samples | str:
        name = self._names.get(participant)
        return name if name is not None and len(name) else "somebody"

    def _sound(self, to: Iterable[UUID], sound: Samples) -> None:
        for participant in to:
            member = self._members.get(participant)
            if member is not None:
                self._plane.play(member.slot, sound, _nothing)


def _nothing() -> None:
    """Nobody waits for the end of what is said."""


def _event(who: Participant, code: Code) -> Event:
    """Return what a code asks for of somebody who may use it."""
    match code:
        case Code.MUTE:
            return Mute(who.id, muted=not who.muted)
        case Code.ANNOUNCEMENTS:
            return Announce(who.id, announcements=not who.announcements)
        case Code.LOUDER | Code.SOFTER:
            return Loudness(who.id, 1 if code is Code.LOUDER else -1)
        case Code.REMOVE_LAST:
            return Remove(None, who.id)
    return _EVENTS[code]
