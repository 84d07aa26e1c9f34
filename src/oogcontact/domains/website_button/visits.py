"""A visitor of a website asks for a conversation (BTN-2, BTN-3)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.desk import api as desk
from oogcontact.domains.rooms import api as rooms
from oogcontact.domains.website_button import refusals, tickets
from oogcontact.domains.website_button.board import board, people_of
from oogcontact.domains.website_button.models import Button, Visit
from oogcontact.domains.website_button.policy import note_of, page_of
from oogcontact.infra import ratelimit
from oogcontact.kernel import clock
from oogcontact.kernel.plain_text import is_plain

#: A visitor's link works as long as a working day: he may reload, and a conversation may take its time.
VALID_FOR = timedelta(hours=12)

#: After the conversation he may still return to it or read how it ended.
VALID_AFTER = timedelta(minutes=10)

#: Visits from one address in ten minutes: a whole office may share one.
VISITS_PER_ADDRESS = 20

#: Visits through one button in a minute; more is no real rush.
VISITS_PER_BUTTON = 120

#: More agents are not rung at once: the first of them who have been idle longest.
RUNG_AT_MOST = 20

#: The name under which agents see who gave none.
_NAMELESS = {"nl": "Bezoeker", "en": "Visitor"}


@dataclass(frozen=True)
class Caller:
    """What a visitor tells when he asks for a conversation; `client` is his tab."""

    name: str
    consent: bool
    page: str
    title: str
    language: str
    client: UUID
    address: str


@dataclass(frozen=True)
class Begun:
    """A visit that waits for an answer: the visitor's token and the room in which he sits."""

    token: str
    guest: accounts.Guest
    room: rooms.Room


def access_active(public_id: str) -> Button:
    """Return the active button with this public id, with its organisation; raises Refusal `button_unknown`."""
    button = Button.objects.select_related("organisation").filter(public_id=public_id, active=True).first()
    if button is None:
        raise refusals.button_unknown()
    return button


def access_carried(public_id: str, ticket: str) -> tuple[Button, str]:
    """Return the active button that the page with this ticket carries, and the site of that page.

    Raises Refusal `button_unknown`, `ticket_expired`, `site_not_allowed`.
    """
    button = access_active(public_id)
    origin = tickets.read(ticket, public_id).origin
    # The list may have changed since.
    if not tickets.may_carry(origin, button.origins):
        raise refusals.site_not_allowed()
    return button, origin


def begin(public_id: str, ticket: str, caller: Caller) -> Begun:
    """Ring the agents who are available; return the visitor's token and room.

    Raises Refusal `too_many`, `consent_missing`, `name_invalid`, `nobody_available`, and as `access_carried`.
    """
    ratelimit.check("website_button.visits", caller.address, VISITS_PER_ADDRESS, 600)
    button, origin = access_carried(public_id, ticket)
    ratelimit.check("website_button.visits_of", str(button.pk), VISITS_PER_BUTTON, 60)
    check_consent(button, caller.consent)
    name = check_name(caller.name) or _NAMELESS[caller.language]
    page = page_of(caller.page, origin)
    agents = _agents(button)
    now = clock.now()
    with transaction.atomic():
        validity = accounts.Validity(now, now + VALID_FOR)
        guest = accounts.make_guest(button.organisation_id, name, caller.language, validity)
        visit = Visit.objects.create(button=button, guest=guest, page=page, consent_text=button.consent_text)
        room = rooms.call(
            rooms.Invitation(
                organisation=button.organisation_id,
                caller=guest.pk,
                client=caller.client,
                callees=tuple(agents),
                media=rooms.Media.VIDEO,
                ring_for=timedelta(seconds=button.organisation.ring_seconds),
                countdown=button.organisation.countdown,
                purpose=rooms.Purpose.VISIT,
                about=visit.pk,
                note=note_of(caller.title, page),
                hunt="all" if button.strategy == Button.Strategy.RING_ALL else "one_by_one",
            )
        )
    return Begun(accounts.token_of(guest), guest, room)


def follow(before: rooms.Room | None, after: rooms.Room, changes: rooms.Changes) -> None:
    """Keep how a visit went, and turn the slider of who declined it off; called in the transaction of the change."""
    if after.purpose is not rooms.Purpose.VISIT:
        return
    for ring in changes.rings_ended:
        if ring.purpose is rooms.Purpose.VISIT and ring.state is rooms.RingState.DECLINED:
            desk.turn_off(ring.callee)
    if after.about is None:
        return
    outcome = _outcome(after)
    if outcome is not Visit.Outcome.WAITING:
        Visit.objects.filter(pk=after.about).exclude(outcome=outcome).update(outcome=outcome)
    if after.state is rooms.RoomState.ENDED and (before is None or before.state is not rooms.RoomState.ENDED):
        _end_soon(after.about)


def _end_soon(visit_id: UUID) -> None:
    """A visitor's link outlives his conversation by minutes only: with it come the relays of a call."""
    now = clock.now()
    for visit in Visit.objects.select_related("guest").filter(pk=visit_id):
        ends = min(visit.guest.valid_until, now + VALID_AFTER)
        accounts.change_guest(visit.guest_id, validity=accounts.Validity(visit.guest.valid_from, ends))


def check_consent(button: Button, consent: bool) -> None:
    """Raise Refusal `consent_missing` when a visitor has not agreed to what this button asks."""
    if button.consent_text and not consent:
        raise refusals.consent_missing()


def check_name(name: str) -> str:
    """Return the name that a visitor gives himself; raises Refusal `name_invalid` for one that fakes another."""
    stripped = " ".join(name.split())
    if not is_plain(stripped):
        raise refusals.invalid("name_invalid", _("This name has signs that can not be shown."), "name")
    return stripped


def _agents(button: Button) -> list[UUID]:
    """Return those who are rung, in their order; raises Refusal `nobody_available`."""
    posted = board.find(button.public_id)
    open_now = posted is not None and posted.is_open(clock.now())
    agents = desk.available(button.organisation_id, people_of(button)) if open_now else []
    if not agents:
        raise refusals.nobody_available()
    return agents[:RUNG_AT_MOST]


def _outcome(room: rooms.Room) -> Visit.Outcome:
    if room.connected_at is not None:
        return Visit.Outcome.ANSWERED
    if room.state is not rooms.RoomState.ENDED:
        return Visit.Outcome.WAITING
    states = {ring.state for ring in room.rings}
    known = {
        rooms.RingState.CANCELLED: Visit.Outcome.CANCELLED,
        rooms.RingState.FAILED: Visit.Outcome.FAILED,
        rooms.RingState.NO_ANSWER: Visit.Outcome.NO_ANSWER,
        rooms.RingState.DECLINED: Visit.Outcome.DECLINED,
    }
    return next((outcome for state, outcome in known.items() if state in states), Visit.Outcome.NO_ANSWER)
