"""The shapes in which conferences go to the browser, by HTTP and by event."""

import uuid
from datetime import datetime
from typing import Literal

from ninja import Schema

from oogcontact.domains.accounts.api import Person
from oogcontact.domains.conferences.live import InvitationState, Kind, LiveConference, LiveParticipant
from oogcontact.domains.telephony.api import shown

WaitingName = Literal["music", "each_other"]


class ParticipantOut(Schema):
    """Somebody in a conference; `number` is masked where the policy wants that, empty when hidden."""

    id: uuid.UUID
    kind: Kind
    name: str
    number: str
    person_id: uuid.UUID | None
    spoken: bool
    moderator: bool
    muted: bool
    loudness: int
    talking: bool
    invited: bool
    joined_at: datetime


class ConferenceInvitationOut(Schema):
    """A number that is called into the conference, or was a moment ago."""

    id: uuid.UUID
    number: str
    state: InvitationState


class LiveOut(Schema):
    """A conference that goes on."""

    id: uuid.UUID
    started_at: datetime
    begun: bool
    closed: bool
    participants: list[ParticipantOut]
    invitations: list[ConferenceInvitationOut]


class ConferenceOut(Schema):
    """A conference account as its moderators see it, and what goes on there now."""

    account_id: uuid.UUID
    name: str
    phone_number: str
    short: str | None
    conference_number: str
    moderator_pin: str
    participant_pin: str
    most: int
    waiting: WaitingName
    live: LiveOut | None


class ConferenceAccountOut(Schema):
    """A conference account in the administration."""

    id: uuid.UUID
    name: str
    number_id: uuid.UUID
    phone_number: str
    short: str | None
    conference_number: str
    moderator_pin: str
    participant_pin: str
    most: int
    waiting: WaitingName
    moderators: list[Person]


class AttendanceOut(Schema):
    """Somebody's time in a conference that was held."""

    name: str
    number: str
    kind: Kind
    moderator: bool
    invited: bool
    joined_at: datetime
    left_at: datetime | None


class HeldOut(Schema):
    """A conference that was held, or goes on (`ended_at` None)."""

    id: uuid.UUID
    started_at: datetime
    ended_at: datetime | None
    attendances: list[AttendanceOut]


class HistoryPage(Schema):
    """A page of the conferences of an account, the newest first."""

    items: list[HeldOut]
    total: int


class PromptOut(Schema):
    """A sentence that telephones say; `own` when the organisation has replaced it; `seconds` of its own recording."""

    name: str
    text: str
    own: bool
    seconds: float | None


def live_of(live: LiveConference, *, masked: bool) -> LiveOut:
    """Return the shape of a conference that goes on."""
    return LiveOut(
        id=live.id,
        started_at=live.started_at,
        begun=live.begun,
        closed=live.closed,
        participants=[_participant(one, masked=masked) for one in live.participants],
        invitations=[
            ConferenceInvitationOut(id=one.id, number=shown(one.number, masked=masked), state=one.state)
            for one in live.invitations
        ],
    )


def _participant(one: LiveParticipant, *, masked: bool) -> ParticipantOut:
    return ParticipantOut(
        id=one.id,
        kind=one.who.kind,
        name=one.who.name,
        number=shown(one.who.number, masked=masked),
        person_id=one.who.person,
        spoken=one.spoken,
        moderator=one.moderator,
        muted=one.muted,
        loudness=one.loudness,
        talking=one.talking,
        invited=one.who.invited,
        joined_at=one.who.joined_at,
    )
