"""The rules of a telephone conference: pure, without telephone, database or clock (CNF-2 to CNF-6).

A `Conference` holds its `Participants`. `apply` takes it and one thing that happened, and gives the conference as it is
then with what has to be said and done. A star code and a button in the browser are the same event, so that both are
always in step (CNF-7).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

#: Steps of loudness of what one hears, both ways from zero.
STEPS = 6


class Waiting(StrEnum):
    """What participants hear before a moderator is there (CNF-6)."""

    MUSIC = "music"
    EACH_OTHER = "each_other"


class Refused(StrEnum):
    """Why somebody can not join."""

    FULL = "conference-full"
    CLOSED = "conference-closed"


@dataclass(frozen=True)
class Participant:
    """Somebody in the conference, by telephone or by browser."""

    id: UUID
    moderator: bool
    muted: bool = False
    announcements: bool = True
    loudness: int = 0


@dataclass(frozen=True)
class Conference:
    """A conference that is going on; participants in the order in which they came."""

    id: UUID
    most: int
    waiting: Waiting = Waiting.EACH_OTHER
    participants: tuple[Participant, ...] = ()
    closed: bool = False
    ended: bool = False

    @property
    def begun(self) -> bool:
        """Whether people hear each other: always, or from when a moderator is there (CNF-6)."""
        return self.waiting is Waiting.EACH_OTHER or any(one.moderator for one in self.participants)

    def find(self, participant: UUID) -> Participant | None:
        """Return a participant, None if he is not in."""
        return next((one for one in self.participants if one.id == participant), None)


# What happens.


@dataclass(frozen=True)
class Join:
    """Somebody has come through the questions, or has confirmed an invitation."""

    participant: Participant


@dataclass(frozen=True)
class Leave:
    """Somebody has hung up, or his line is dead."""

    participant: UUID


@dataclass(frozen=True)
class Mute:
    """Somebody is muted or not any more; by himself or, in the browser, by the moderator."""

    participant: UUID
    muted: bool


@dataclass(frozen=True)
class Announce:
    """Somebody hears who comes and goes, or not any more (`*2`)."""

    participant: UUID
    announcements: bool


@dataclass(frozen=True)
class Loudness:
    """Somebody hears the others a step louder (1) or softer (-1)."""

    participant: UUID
    by: int


@dataclass(frozen=True)
class MuteAll:
    """All participants who are no moderators are muted, or not any more (`*11`, `*10`)."""

    muted: bool


@dataclass(frozen=True)
class Close:
    """Newcomers are refused, or welcome again (`*21`, `*20`)."""

    closed: bool


@dataclass(frozen=True)
class Remove:
    """Somebody is put out; None: whoever came last (`*31`)."""

    participant: UUID | None
    by: UUID


@dataclass(frozen=True)
class End:
    """Everybody is put out (`*30`)."""


Event = Join | Leave | Mute | Announce | Loudness | MuteAll | Close | Remove | End


# What is to be done.


@dataclass(frozen=True)
class NameOf:
    """The name that somebody spoke, as a piece of what is said."""

    participant: UUID


Piece = str | int | NameOf


@dataclass(frozen=True)
class Say:
    """Something is said to these people: prompts, numbers and names, one after the other."""

    to: tuple[UUID, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class HangUp:
    """The line of somebody is ended after he has heard why."""

    participant: UUID
    prompt: str


@dataclass(frozen=True)
class NotJoined:
    """The newcomer can not join; he is told why."""

    participant: UUID
    why: Refused


Effect = Say | HangUp | NotJoined
Step = tuple[Conference, list[Effect]]


def apply(conference: Conference, event: Event) -> Step:
    """Return the conference after `event`, and what is to be said and done; nothing happens to one that has ended."""
    if conference.ended:
        return conference, [NotJoined(event.participant.id, Refused.CLOSED)] if isinstance(event, Join) else []
    return _RULES[type(event)](conference, event)


def _join(conference: Conference, event: Join) -> Step:
    newcomer = event.participant
    if conference.find(newcomer.id):
        return conference, []
    if conference.closed and not newcomer.moderator:
        return conference, [NotJoined(newcomer.id, Refused.CLOSED)]
    if len(conference.participants) >= conference.most:
        return conference, [NotJoined(newcomer.id, Refused.FULL)]
    after = replace(conference, participants=(*conference.participants, newcomer))
    said = [Say((newcomer.id,), _greeting(after))]
    return after, [*said, *_announcement(conference, newcomer.id, "has-joined")]


def _greeting(conference: Conference) -> tuple[Piece, ...]:
    """How many are already there, said to who has just come (CNF-2)."""
    others = len(conference.participants) - 1
    pieces: tuple[Piece, ...] = ("others-before", others, "others-after")
    if others < 2:
        pieces = ("one-other",) if others else ("you-are-first",)
    return pieces if conference.begun else (*pieces, "waiting-for-moderator")


def _announcement(conference: Conference, about: UUID, prompt: str) -> list[Effect]:
    listeners = tuple(one.id for one in conference.participants if one.announcements and one.id != about)
    return [Say(listeners, (NameOf(about), prompt))] if listeners and conference.begun else []


def _leave(conference: Conference, event: Leave) -> Step:
    if conference.find(event.participant) is None:
        return conference, []
    return _without(conference, event.participant, "has-left")


def _without(conference: Conference, gone: UUID, prompt: str) -> Step:
    rest = tuple(one for one in conference.participants if one.id != gone)
    # When the last one leaves it has ended (CNF-6).
    after = replace(conference, participants=rest, ended=not rest)
    effects = _announcement(after, gone, prompt)
    if conference.begun and not after.begun and rest:
        effects.append(Say(tuple(one.id for one in rest), ("waiting-for-moderator",)))
    return after, effects


def _mute(conference: Conference, event: Mute) -> Step:
    prompt = "muted" if event.muted else "unmuted"
    return _changed(conference, event.participant, lambda one: replace(one, muted=event.muted), prompt)


def _announce(conference: Conference, event: Announce) -> Step:
    prompt = "announcements-on" if event.announcements else "announcements-off"
    return _changed(conference, event.participant, lambda one: replace(one, announcements=event.announcements), prompt)


def _loudness(conference: Conference, event: Loudness) -> Step:
    someone = conference.find(event.participant)
    wanted = (someone.loudness if someone else 0) + event.by
    step = max(-STEPS, min(STEPS, wanted))
    prompt = ("louder" if event.by > 0 else "softer") if step == wanted else ("loudest" if event.by > 0 else "softest")
    return _changed(conference, event.participant, lambda one: replace(one, loudness=step), prompt)


def _changed(
    conference: Conference, participant: UUID, change: Callable[[Participant], Participant], prompt: str
) -> Step:
    if conference.find(participant) is None:
        return conference, []
    changed = tuple(change(one) if one.id == participant else one for one in conference.participants)
    return replace(conference, participants=changed), [Say((participant,), (prompt,))]


def _mute_all(conference: Conference, event: MuteAll) -> Step:
    changed = tuple(one if one.moderator else replace(one, muted=event.muted) for one in conference.participants)
    moderators = tuple(one.id for one in changed if one.moderator)
    others = tuple(one.id for one in changed if not one.moderator)
    said: list[Effect] = [Say(moderators, ("all-muted" if event.muted else "all-unmuted",))] if moderators else []
    if others:
        said.append(Say(others, ("muted-by-moderator" if event.muted else "unmuted",)))
    return replace(conference, participants=changed), said


def _close(conference: Conference, event: Close) -> Step:
    prompt = "closed" if event.closed else "opened"
    everybody = tuple(one.id for one in conference.participants)
    return replace(conference, closed=event.closed), [Say(everybody, (prompt,))] if everybody else []


def _remove(conference: Conference, event: Remove) -> Step:
    others = [one for one in conference.participants if one.id != event.by]
    wanted = [one for one in others if event.participant in (None, one.id)]
    if not wanted:
        return conference, [Say((event.by,), ("nobody-to-remove",))] if conference.find(event.by) else []
    gone = wanted[-1].id
    after, effects = _without(conference, gone, "last-removed")
    return after, [HangUp(gone, "removed"), *effects]


def _end(conference: Conference, _event: End) -> Step:
    effects: list[Effect] = [HangUp(one.id, "conference-ended") for one in conference.participants]
    return replace(conference, participants=(), ended=True), effects


_RULES: dict[type, Callable[[Conference, Any], Step]] = {
    Join: _join,
    Leave: _leave,
    Mute: _mute,
    Announce: _announce,
    Loudness: _loudness,
    MuteAll: _mute_all,
    Close: _close,
    Remove: _remove,
    End: _end,
}
