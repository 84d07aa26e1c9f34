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


@router.post("/rings/{ring_id}/accept", response=rooms.RoomShape)
@idempotent
def accept_ring(request: HttpRequest, ring_id: UUID, body: AcceptIn) -> rooms.RoomShape:
    """Answer; the first device wins."""
    return rooms.room_of(rooms.accept_ring(accounts.user_from(request).pk, ring_id, body.client))


@router.post("/rings/{ring_id}/decline", response=rooms.RingShape)
def decline_ring(request: HttpRequest, ring_id: UUID) -> rooms.RingShape:
    """Decline on all my devices."""
    room, ring = rooms.decline_ring(accounts.user_from(request).pk, ring_id)
    return rooms.ring_of(ring, room.id, rooms.people_of([room]))


@router.get("/ice-servers", response=IceServers, exclude_none=True)
def get_ice_servers(request: HttpRequest) -> dict[str, object]:
    """Return STUN and TURN servers with credentials for this person."""
    user = str(accounts.user_from(request).pk)
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
