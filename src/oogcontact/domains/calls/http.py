"""HTTP of calling: start, accept, decline, the history, and the servers for the way between browsers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls import actions, export, history
from oogcontact.domains.rooms import api as rooms
from oogcontact.infra.idempotency import idempotent
from oogcontact.kernel import clock
from oogcontact.sfu import turn

router = Router(tags=["calls"])


class CallIn(Schema):
    """Whom to call, with what, from which tab."""

    person_ids: list[UUID] = Field(max_length=100)
    media: Literal["video", "audio"]
    client: UUID


class AcceptIn(Schema):
    """The tab that answers."""

    client: UUID


class IceServer(Schema):
    """W3C RTCIceServer."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class IceServers(Schema):
    """The servers that help two browsers find a way to each other."""

    ice_servers: list[IceServer]


class HistoryEntryOut(Schema):
    """One line of the history (CAL-12)."""

    id: UUID
    room_id: UUID
    direction: Literal["outgoing", "incoming"]
    outcome: Literal["answered", "declined", "busy", "no_answer", "cancelled", "failed"]
    media: Literal["video", "audio"]
    people: list[accounts.Person]
    started_at: datetime
    seconds: int
    seen: bool


class HistoryOut(Schema):
    """A page of the history; `total` counts what the filters leave, `unseen` all missed calls not seen yet."""

    items: list[HistoryEntryOut]
    total: int
    unseen: int


class HistoryQuery(Schema):
    """The filters of the history."""

    filter: Literal["all", "missed"] = "all"
    q: str = Field("", max_length=120)
    person_id: UUID | None = None
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class Unseen(Schema):
    """How many missed calls have not been seen."""

    unseen: int


@router.post("/calls", response=rooms.RoomShape)
@idempotent
def start_call(request: HttpRequest, body: CallIn) -> rooms.RoomShape:
    """Call one or more people."""
    caller = accounts.membership_from(request)
    return rooms.room_of(actions.start_call(caller, body.person_ids, rooms.Media(body.media), body.client))


@router.post("/rings/{ring_id}/accept", response=rooms.RoomShape, auth=accounts.participant)
@idempotent
def accept_ring(request: HttpRequest, ring_id: UUID, body: AcceptIn) -> rooms.RoomShape:
    """Answer; the first device wins."""
    person = accounts.participant_from(request)
    return rooms.seen_by(person, rooms.accept_ring(person, ring_id, body.client))


@router.post("/rings/{ring_id}/decline", response=rooms.RingShape)
def decline_ring(request: HttpRequest, ring_id: UUID) -> rooms.RingShape:
    """Decline on all my devices."""
    room, ring = rooms.decline_ring(accounts.user_from(request).pk, ring_id)
    return rooms.ring_of(ring, room.id, rooms.people_of([room]))


class JoiningIn(Schema):
    """Whom to bring into the call."""

    person_id: UUID
    note: str = Field("", max_length=500)


@router.post("/rooms/{room_id}/add", response=rooms.RoomShape)
@idempotent
def add_person(request: HttpRequest, room_id: UUID, body: JoiningIn) -> rooms.RoomShape:
    """CAL-11: ring a third one into the call."""
    return _bring_in(request, room_id, body, rooms.Purpose.ADD)


@router.post("/rooms/{room_id}/transfer", response=rooms.RoomShape)
@idempotent
def transfer(request: HttpRequest, room_id: UUID, body: JoiningIn) -> rooms.RoomShape:
    """CAL-9: ring somebody who takes my place; I leave when he is seen, and stay when he does not answer."""
    return _bring_in(request, room_id, body, rooms.Purpose.TRANSFER)


@router.post("/rooms/{room_id}/consult", response=rooms.RoomShape)
@idempotent
def consult(request: HttpRequest, room_id: UUID, body: JoiningIn) -> rooms.RoomShape:
    """CAL-10: put the others on hold and ring a colleague apart."""
    return _bring_in(request, room_id, body, rooms.Purpose.CONSULT)


@router.post("/rooms/{room_id}/consult/end", response=rooms.RoomShape)
@idempotent
def end_consult(request: HttpRequest, room_id: UUID) -> rooms.RoomShape:
    """CAL-10: return to those on hold; whom I consulted leaves."""
    return rooms.room_of(rooms.end_consult(accounts.user_from(request).pk, room_id))


@router.post("/rooms/{room_id}/consult/join", response=rooms.RoomShape)
@idempotent
def join_consult(request: HttpRequest, room_id: UUID) -> rooms.RoomShape:
    """CAL-10: go on with everybody together."""
    return rooms.room_of(rooms.reunite(accounts.user_from(request).pk, room_id))


@router.post("/rooms/{room_id}/consult/hand-over", response=rooms.RoomShape)
@idempotent
def hand_over(request: HttpRequest, room_id: UUID) -> rooms.RoomShape:
    """CAL-9, warm: whom I consulted goes on with those on hold, I leave."""
    return rooms.room_of(rooms.hand_over(accounts.user_from(request).pk, room_id))


@router.post("/rings/{ring_id}/cancel", response=rooms.RoomShape)
@idempotent
def cancel_ring(request: HttpRequest, ring_id: UUID) -> rooms.RoomShape:
    """Ring no longer whom I wanted to bring into the call."""
    return rooms.room_of(rooms.cancel_ring(accounts.user_from(request).pk, ring_id))


@router.get("/ice-servers", response=IceServers, exclude_none=True, auth=accounts.participant)
def get_ice_servers(request: HttpRequest) -> dict[str, object]:
    """Return STUN and TURN servers with credentials for this person."""
    user = str(accounts.participant_from(request))
    return {"ice_servers": turn.ice_servers(turn.configured(), user, clock.now())}


@router.get("/history", response=HistoryOut)
def list_history(request: HttpRequest, query: Query[HistoryQuery]) -> HistoryOut:
    """Return a page of my calls, the newest first."""
    person = accounts.user_from(request).pk
    chosen = history.Filter(query.filter == "missed", query.q, query.person_id)
    lines, total = history.page(person, chosen, query.offset, query.limit)
    items = [HistoryEntryOut.model_validate(line) for line in lines]
    return HistoryOut(items=items, total=total, unseen=history.unseen(person))


@router.post("/history/seen", response=Unseen)
def mark_seen(request: HttpRequest) -> Unseen:
    """Say that I have seen my missed calls."""
    return Unseen(unseen=history.mark_seen(accounts.user_from(request).pk))


@router.get("/history.csv")
def export_history(request: HttpRequest, query: Query[HistoryQuery]) -> HttpResponse:
    """Return the calls that the filters leave as a file for a spreadsheet, in my language."""
    user = accounts.user_from(request)
    chosen = history.Filter(query.filter == "missed", query.q, query.person_id)
    answer = HttpResponse(export.as_csv(user, chosen), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{export.file_name(user.language)}"'
    return answer


def _bring_in(request: HttpRequest, room_id: UUID, body: JoiningIn, purpose: rooms.Purpose) -> rooms.RoomShape:
    caller = accounts.membership_from(request)
    return rooms.room_of(actions.bring_in(caller, room_id, body.person_id, purpose, body.note))
