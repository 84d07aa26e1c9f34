"""A visitor who reaches nobody plans an appointment himself, in the free hours of the agents behind the button (BTN-4).

He chooses a time and never a person: the hours of all agents are one list, and who of them gets him is decided as it is
planned. Nobody has checked his address yet, so what he writes goes to the agent alone (`appointments.Asked`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import api as appointments
from oogcontact.domains.branding.api import branding_of
from oogcontact.domains.telephony.api import normalise
from oogcontact.domains.website_button import access, refusals
from oogcontact.domains.website_button.models import Button, VisitorAppointment
from oogcontact.domains.website_button.policy import (
    has_address,
    hours_of,
    page_of,
    planned_within,
)
from oogcontact.domains.website_button.refusals import invalid
from oogcontact.domains.website_button.visits import access_carried, check_consent, check_name
from oogcontact.infra import mail_address, ratelimit, sms
from oogcontact.kernel import clock
from oogcontact.kernel.plain_text import is_plain

#: How long an appointment is that a visitor plans, and how many days from today on he may choose.
LASTS, DAYS = timedelta(minutes=30), 28

#: Looks at the free hours: from one address in ten minutes, through one button in one.
LOOKS_PER_ADDRESS, LOOKS_PER_BUTTON = 60, 300

#: Tries to plan: from one address in an hour and in a day, through one button in an hour. Each mails two people.
PER_ADDRESS, PER_ADDRESS_DAILY, PER_BUTTON = 10, 20, 60

#: As many lie ahead for one e-mail address, and through one button for each of its agents, who keep the rest.
AHEAD_PER_EMAIL, AHEAD_PER_AGENT = 2, 20


@dataclass(frozen=True)
class Wish:
    """What a visitor fills in; `day` and `time` ("14:30") are one of the free hours. `key` is that of his click."""

    day: date
    time: str
    name: str
    email: str
    mobile: str
    text: str
    consent: bool
    page: str
    language: str
    address: str
    key: UUID | None


def free_hours(public_id: str, ticket: str, address: str) -> dict[date, list[str]]:
    """Return the times of the clock at which a visitor can have an appointment, by day; days without one are not there.

    Raises Refusal `too_many`, and as `access_carried`.
    """
    ratelimit.check("website_button.hours", address, LOOKS_PER_ADDRESS, 600)
    button, _origin = access_carried(public_id, ticket)
    ratelimit.check("website_button.hours_of", str(button.pk), LOOKS_PER_BUTTON, 60)
    found: dict[date, list[str]] = {}
    for hour in _free(button, _days()):
        found.setdefault(hour.starts.astimezone(appointments.ZONE).date(), []).append(_clock(hour))
    return found


def texts_remind(button: Button) -> bool:
    """Tell whether a mobile number is of use: an SMS reminds of the appointment."""
    return sms.reaches_telephones() and button.organisation.reminder_hours > 0


def plan(public_id: str, ticket: str, wish: Wish) -> appointments.Appointment:
    """Plan an appointment with the agent who has the fewest that day, and mail both; the same `key` is planned once.

    Raises Refusal `too_many`, `consent_missing`, `name_missing`, `name_invalid`, `email_invalid`, `number_invalid`,
    `text_not_plain`, `planned_enough`, `slot_taken`, and as `access_carried`.
    """
    ratelimit.check("website_button.plans", wish.address, PER_ADDRESS, 3600)
    ratelimit.check("website_button.plans_daily", wish.address, PER_ADDRESS_DAILY, 24 * 3600)
    button, origin = access_carried(public_id, ticket)
    check_consent(button, wish.consent)
    invitee = _invitee(wish)
    ratelimit.check("website_button.plans_of", str(button.pk), PER_BUTTON, 3600)
    with transaction.atomic():
        # Whoever plans in this organisation at the same moment waits here, and then sees what is taken.
        accounts.Organisation.objects.select_for_update(no_key=True).get(pk=button.organisation_id)
        if done := _done(button, wish):
            return done
        email = invitee.email.casefold()
        own = VisitorAppointment.objects.filter(email=email, button__organisation=button.organisation_id)
        if _ahead(own) >= AHEAD_PER_EMAIL:
            raise refusals.planned_enough()
        made = _plan(button, _access_hour(button, wish), invitee, wish)
        VisitorAppointment.objects.create(
            button=button,
            appointment=made,
            key=wish.key,
            email=email,
            page=page_of(wish.page, origin),
            consent_text=button.consent_text,
        )
    return made


def _free(button: Button, days: Iterable[date]) -> list[appointments.FreeHour]:
    people = access.planners_of(button)
    taken = _ahead(VisitorAppointment.objects.filter(button=button))
    if not button.self_planning or taken >= AHEAD_PER_AGENT * len(people):
        return []
    hours = hours_of(button.hours)
    return appointments.free_hours(people, LASTS, {day: planned_within(hours, day) for day in days})


def _access_hour(button: Button, wish: Wish) -> appointments.FreeHour:
    """Return the free hour that was chosen; raises Refusal `slot_taken`."""
    days = [day for day in _days() if day == wish.day]
    for hour in _free(button, days):
        if _clock(hour) == wish.time:
            return hour
    raise refusals.slot_taken()


def _done(button: Button, wish: Wish) -> appointments.Appointment | None:
    """Return what this click has made already."""
    if wish.key is None:
        return None
    rows = VisitorAppointment.objects.filter(button=button, key=wish.key).select_related("appointment")
    found = rows.first()
    return found.appointment if found else None


def _plan(
    button: Button, hour: appointments.FreeHour, invitee: appointments.Invitee, wish: Wish
) -> appointments.Appointment:
    agent = accounts.User.objects.get(pk=appointments.least_planned(hour.people, wish.day))
    branding = branding_of(button.organisation_id)
    with translation.override(wish.language):
        subject = gettext("Video conversation with %(organisation)s") % {"organisation": branding.name}
    typed = appointments.Plan(
        date=wish.day.isoformat(),
        starts=wish.time,
        ends=f"{hour.ends.astimezone(appointments.ZONE):%H:%M}",
        subject=subject,
        description="",
        recipients=[invitee],
        message=appointments.prefilled(agent.name, branding, wish.language),
    )
    return appointments.plan(agent, typed, appointments.Asked(wish.language, wish.text.strip()))


def _invitee(wish: Wish) -> appointments.Invitee:
    """Return who comes, as he is kept; raises Refusal for the first field that can not be used."""
    name = check_name(wish.name)
    if not name:
        raise invalid("name_missing", _("Give your name."), "name")
    if has_address(name):
        raise invalid("name_invalid", _("Write only your name here."), "name")
    try:
        email = mail_address.clean(wish.email)
    except mail_address.AddressInvalid:
        raise invalid("email_invalid", _("This is not an e-mail address."), "email") from None
    mobile = normalise(wish.mobile) if wish.mobile.strip() else ""
    if mobile is None:
        raise invalid("number_invalid", _("This is not a telephone number."), "mobile")
    if not is_plain(wish.text, lines=True):
        raise invalid("text_not_plain", _("This text has signs that can not be shown."), "text")
    return appointments.Invitee(name, email, mobile)


def _ahead(rows: QuerySet[VisitorAppointment]) -> int:
    return rows.filter(appointment__cancelled_at=None, appointment__ends_at__gt=clock.now()).count()


def _days() -> Sequence[date]:
    today = clock.now().astimezone(appointments.ZONE).date()
    return [today + timedelta(days=number) for number in range(DAYS)]


def _clock(hour: appointments.FreeHour) -> str:
    return f"{hour.starts.astimezone(appointments.ZONE):%H:%M}"
