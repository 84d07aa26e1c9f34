"""HTTP of conferences for their moderators: what goes on, the commands of the star codes, and joining (CNF-7)."""

import uuid
from typing import cast

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts.api import membership_from, signed_in
from oogcontact.domains.conferences import access, commands, http_administration
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.shapes import ConferenceOut, WaitingName, live_of
from oogcontact.domains.telephony.api import shown
from oogcontact.infra.encryption import decrypt
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["conferences"], auth=signed_in)
router.add_router("", http_administration.router)


class MuteIn(Schema):
    """Whether somebody is to be muted."""

    muted: bool


class LoudnessIn(Schema):
    """A step louder (1) or softer (-1): what this participant hears."""

    by: int = Field(ge=-1, le=1)


class LockIn(Schema):
    """Whether newcomers are refused."""

    closed: bool


class InviteIn(Schema):
    """The number to call, as one dials it."""

    number: str = Field(max_length=40)


class JoinIn(Schema):
    """The tab that joins, and its WebRTC offer with one audio track."""

    client: uuid.UUID
    sdp: str = Field(max_length=100_000)


class LeaveIn(Schema):
    """The tab that leaves."""

    client: uuid.UUID


class JoinedOut(Schema):
    """The WebRTC answer, and who I am in the conference."""

    participant_id: uuid.UUID
    sdp: str


@router.get("/conferences", response=list[ConferenceOut])
def get_conferences(request: HttpRequest) -> list[ConferenceOut]:
    """The conferences that I steer, and what goes on there."""
    return [_out(account) for account in access.moderated_by(membership_from(request))]


@router.get("/conferences/{account_id}", response=ConferenceOut)
def get_conference(request: HttpRequest, account_id: uuid.UUID) -> ConferenceOut:
    """One conference that I steer."""
    return _out(_account(request, account_id))


@router.post("/conferences/{account_id}/participants/{participant_id}/mute", response=ConferenceOut)
def post_mute(request: HttpRequest, account_id: uuid.UUID, participant_id: uuid.UUID, body: MuteIn) -> ConferenceOut:
    """Mute a participant, or let him be heard again."""
    account = _account(request, account_id)
    commands.mute(account.pk, participant_id, muted=body.muted)
    return _out(account)


@router.post("/conferences/{account_id}/participants/{participant_id}/loudness", response=ConferenceOut)
def post_loudness(
    request: HttpRequest, account_id: uuid.UUID, participant_id: uuid.UUID, body: LoudnessIn
) -> ConferenceOut:
    """Let a participant hear the others a step louder or softer."""
    account = _account(request, account_id)
    commands.change_loudness(account.pk, participant_id, body.by)
    return _out(account)


@router.post("/conferences/{account_id}/participants/{participant_id}/remove", response=ConferenceOut)
def post_remove(request: HttpRequest, account_id: uuid.UUID, participant_id: uuid.UUID) -> ConferenceOut:
    """Put a participant out."""
    account = _account(request, account_id)
    commands.remove(account.pk, participant_id)
    return _out(account)


@router.get("/conferences/{account_id}/participants/{participant_id}/name.wav")
def get_spoken_name(request: HttpRequest, account_id: uuid.UUID, participant_id: uuid.UUID) -> HttpResponse:
    """The name that a participant spoke, while the conference lives."""
    account = _account(request, account_id)
    answer = HttpResponse(commands.spoken_name(account.pk, participant_id), content_type="audio/wav")
    answer["Cache-Control"] = "no-store"
    return answer


@router.post("/conferences/{account_id}/mute-all", response=ConferenceOut)
def post_mute_all(request: HttpRequest, account_id: uuid.UUID, body: MuteIn) -> ConferenceOut:
    """Mute all participants who are no moderators, or let them be heard again."""
    account = _account(request, account_id)
    commands.mute_all(account.pk, muted=body.muted)
    return _out(account)


@router.post("/conferences/{account_id}/lock", response=ConferenceOut)
def post_lock(request: HttpRequest, account_id: uuid.UUID, body: LockIn) -> ConferenceOut:
    """Close the conference for newcomers, or open it again."""
    account = _account(request, account_id)
    commands.lock(account.pk, closed=body.closed)
    return _out(account)


@router.post("/conferences/{account_id}/end", response=ConferenceOut)
def post_end(request: HttpRequest, account_id: uuid.UUID) -> ConferenceOut:
    """End the conference for all."""
    account = _account(request, account_id)
    commands.end(account.pk)
    return _out(account)


@router.post("/conferences/{account_id}/invite", response=ConferenceOut)
@idempotent
def post_invite(request: HttpRequest, account_id: uuid.UUID, body: InviteIn) -> ConferenceOut:
    """Call a telephone number into the conference."""
    account = _account(request, account_id)
    commands.invite(account.pk, body.number)
    return _out(account)


@router.post("/conferences/{account_id}/join", response=JoinedOut)
def post_join(request: HttpRequest, account_id: uuid.UUID, body: JoinIn) -> JoinedOut:
    """Take part with this computer's sound."""
    account = _account(request, account_id)
    joined = commands.join(account, membership_from(request), body.client, body.sdp)
    return JoinedOut(participant_id=joined.participant, sdp=joined.sdp)


@router.post("/conferences/{account_id}/leave", response=ConferenceOut)
def post_leave(request: HttpRequest, account_id: uuid.UUID, body: LeaveIn) -> ConferenceOut:
    """Leave with this computer; twice is once."""
    account = _account(request, account_id)
    commands.leave(account.pk, membership_from(request).user_id, body.client)
    return _out(account)


def _account(request: HttpRequest, account_id: uuid.UUID) -> ConferenceAccount:
    return access.access_moderated(membership_from(request), account_id)


def _out(account: ConferenceAccount) -> ConferenceOut:
    live = commands.snapshot(account.pk)
    return ConferenceOut(
        account_id=account.pk,
        name=account.name,
        phone_number=shown(account.phone_number.number, masked=False),
        short=account.phone_number.short,
        conference_number=account.conference_number,
        moderator_pin=decrypt(account.moderator_pin),
        participant_pin=decrypt(account.participant_pin),
        most=account.most,
        waiting=cast(WaitingName, account.waiting),
        live=live_of(live, masked=account.organisation.mask_numbers) if live else None,
    )
