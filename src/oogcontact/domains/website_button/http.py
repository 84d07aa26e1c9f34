"""HTTP of the button for visitors: the state by polling, a visit, a message. Public; guests carry no cookie."""

from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Schema
from pydantic import Field

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.website_button import (
    http_administration,
    http_appointments,
    http_messages,
    live,
    messages,
    visits,
)
from oogcontact.domains.website_button.board import board
from oogcontact.domains.website_button.http_appointments import LanguageName
from oogcontact.domains.website_button.refusals import button_unknown
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal

router = Router(tags=["website button"])
router.add_router("", http_administration.router)
router.add_router("", http_messages.router)
router.add_router("", http_appointments.router)

#: A page that polls, and caches in front of us, may keep the state so long (seconds).
STATE_SECONDS = 2


class ButtonState(Schema):
    """What a page that carries the button draws. `ticket` lets a visitor of this site call."""

    type: Literal["state"]
    shown: bool
    colour: str
    on_colour: str
    position: Literal["right", "left"]
    text_nl: str
    text_en: str
    language: Literal["nl", "en", "auto"]
    ticket: str


class VisitDesk(Schema):
    """What a visitor reads before he calls."""

    organisation: str
    consent_text: str
    colour: str
    on_colour: str
    available: bool
    #: Who reaches nobody may plan an appointment himself.
    self_planning: bool


class VisitIn(Schema):
    """Who asks for a conversation, from which page, with which tab; `ticket` comes from the page."""

    ticket: str = Field(max_length=600)
    name: str = Field("", max_length=80)
    consent: bool = False
    page: str = Field("", max_length=4000)
    title: str = Field("", max_length=1000)
    language: LanguageName = "nl"
    client: UUID


class VisitOut(Schema):
    """A visit that waits for an answer: the guest's token, who he is, and the room in which he sits."""

    token: str
    guest: UUID
    name: str
    room: rooms.RoomShape


class MessageIn(Schema):
    """What a visitor leaves when nobody answers."""

    ticket: str = Field(max_length=600)
    kind: Literal["message", "callback"]
    name: str = Field("", max_length=80)
    text: str = Field("", max_length=2000)
    number: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    page: str = Field("", max_length=4000)


class MessageKept(Schema):
    """It has been kept."""

    kind: Literal["message", "callback"]


@router.get("/button/{public_id}/state", response=ButtonState, auth=None)
def get_state(request: HttpRequest, public_id: str) -> HttpResponse:
    """BTN-1: whether the button is to be seen, for pages that can not use the push channel."""
    origin = _origin_of(request)
    try:
        answer: HttpResponse = JsonResponse(live.state(live.Place(public_id, origin)))
        answer.headers["Cache-Control"] = f"public, max-age={STATE_SECONDS}"
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    except Refusal as refusal:
        answer = JsonResponse(refusal.answer(), status=refusal.category.value)
        answer.headers["Cache-Control"] = "public, max-age=60"
        # The refusal alone may be read by everybody, so that a page on a wrong site stops asking.
        answer.headers["Access-Control-Allow-Origin"] = "*"
    # What one site may know is not another's answer.
    answer.headers["Vary"] = "Origin"
    return answer


@router.get("/button/{public_id}", response=VisitDesk, auth=None)
def get_desk(request: HttpRequest, public_id: str) -> VisitDesk:
    """BTN-2: what a visitor reads before he calls."""
    button = visits.access_active(public_id)
    posted = board.find(public_id)
    if posted is None:
        raise button_unknown()
    return VisitDesk(
        organisation=button.organisation.name,
        consent_text=button.consent_text,
        colour=posted.look["colour"],
        on_colour=posted.look["on_colour"],
        available=posted.shown(clock.now()),
        self_planning=button.self_planning,
    )


@router.post("/button/{public_id}/visits", response=VisitOut, auth=None)
def post_visit(request: HttpRequest, public_id: str, body: VisitIn) -> VisitOut:
    """BTN-2: ask for a conversation."""
    data = body.dict(exclude={"ticket"})
    begun = visits.begin(public_id, body.ticket, visits.Caller(**data, address=accounts.address_of(request)))
    person = begun.guest.pk
    return VisitOut(token=begun.token, guest=person, name=begun.guest.user.name, room=rooms.seen_by(person, begun.room))


@router.post("/button/{public_id}/messages", response=MessageKept, auth=None)
def post_message(request: HttpRequest, public_id: str, body: MessageIn) -> MessageKept:
    """BTN-4: leave a message, or a number to be called back on."""
    left = messages.Left(**body.dict(exclude={"ticket"}), address=accounts.address_of(request))
    messages.leave_message(public_id, body.ticket, left)
    return MessageKept(kind=body.kind)


def _origin_of(request: HttpRequest) -> str:
    """Return the site whose page asks; a browser leaves it out for a page of our own."""
    origin = request.headers.get("Origin", "")
    own = urlsplit(settings.PUBLIC_URL).netloc == request.get_host()
    if not origin and own and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return str(settings.PUBLIC_URL)
    return origin
