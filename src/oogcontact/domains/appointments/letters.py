"""What is mailed and texted about appointments, with the calendar's own form of it (APP-2, APP-3, APP-5)."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Literal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments import ics, words
from oogcontact.domains.appointments.access import time_of
from oogcontact.domains.appointments.ics import Entry, Mailbox
from oogcontact.domains.appointments.models import Appointment, Recipient
from oogcontact.domains.branding.api import Branding, branding_of, dress_of, filled
from oogcontact.infra import mail, sms
from oogcontact.infra.mail_message import Part
from oogcontact.kernel import clock

State = Literal["planned", "asked", "changed", "cancelled"]


def link_of(recipient: Recipient) -> str:
    """Return the personal link."""
    return accounts.link_of(recipient.guest)


def prefilled(agent_name: str, branding: Branding, language: str) -> str:
    """Return the organisation's text for a new invitation; to whom and when is filled in as it is sent."""
    name, date, time = ("{naam}", "{datum}", "{tijd}") if language == "nl" else ("{name}", "{date}", "{time}")
    return filled(
        branding.invitation_text(language),
        {"name": name, "organisation": branding.name, "agent": agent_name, "date": date, "time": time},
    )


def invite(recipient: Recipient, message: str, *, changed: bool = False) -> None:
    """Mail a recipient his invitation, with his link and a REQUEST for his calendar."""
    appointment = recipient.appointment
    template = "urgent" if appointment.urgent else "invitation"
    context = {
        **_context(recipient),
        "text": _filled(message, recipient.name, appointment),
        "changed": changed,
    }
    prefix = _in(appointment.language, "Changed") if changed else ""
    _mail(recipient, template, context, prefix, [_calendar_entry(recipient)])


def remind(recipient: Recipient) -> None:
    """Mail a recipient that his conversation is near, and text him if he gave a mobile number."""
    appointment = recipient.appointment
    if recipient.email:
        _mail(recipient, "reminder", _context(recipient), _in(appointment.language, "Reminder"), [])
    if recipient.mobile:
        text_link(recipient, urgent=False)


def take_back(recipient: Recipient, message: str = "") -> None:
    """Mail somebody that he is not expected any more, with a CANCEL for his calendar."""
    appointment = recipient.appointment
    if not recipient.email:
        return
    context = {**_context(recipient), "text": _filled(message, recipient.name, appointment)}
    prefix = _in(appointment.language, "Cancelled")
    _mail(recipient, "cancelled", context, prefix, [_calendar_entry(recipient, cancelled=True)])


def copy_to_agent(appointment: Appointment, recipients: Sequence[Recipient], state: State, message: str) -> None:
    """Mail the agent what was sent, without the links of the recipients, and with an entry for his calendar (APP-2)."""
    agent = appointment.agent
    names = ", ".join(recipient.name for recipient in recipients)
    context = {
        **_times(appointment, agent.language),
        "agent": agent.first_name,
        "subject": appointment.subject,
        "names": names,
        "state": state,
        "text": _filled(message, names, appointment),
        "note": appointment.note,
        "url": f"{settings.PUBLIC_URL}/wachtkamer",
    }
    prefix = {"planned": "", "asked": "", "changed": "Changed", "cancelled": "Cancelled"}[state]
    branding = branding_of(appointment.organisation_id)
    entry = agent_entry(appointment, recipients)
    receiver = Mailbox(agent.name, agent.email)
    entry = Entry(**{**vars(entry), "attendees": [receiver], "cancelled": state == "cancelled"})
    mail.send(
        agent.email,
        _titled(_in(agent.language, prefix), appointment.subject),
        "appointments/mail/copy",
        context,
        agent.language,
        _dress(branding, "", [entry]),
    )


def text_link(recipient: Recipient, *, urgent: bool) -> None:
    """Send a recipient his link by SMS: for now (APP-5), or as a reminder."""
    appointment = recipient.appointment
    values = {
        "organisation": branding_of(appointment.organisation_id).name,
        "agent": appointment.agent.name,
        "url": link_of(recipient),
        "day": words.day_in_words(appointment.starts_at, appointment.language),
        "time": words.time_in_words(appointment.starts_at, appointment.language),
    }
    with translation.override(appointment.language):
        if urgent:
            text = _("%(organisation)s: %(agent)s invites you to a video conversation now. Open %(url)s")
        else:
            text = _("%(organisation)s: your conversation with %(agent)s is on %(day)s at %(time)s. Open %(url)s")
    if recipient.sms_id is not None:
        sms.forget(recipient.sms_id)
    recipient.sms_id = sms.send(recipient.mobile, text % values)
    recipient.sms_state, recipient.sms_reason, recipient.sms_said = "queued", "", ""
    recipient.save(update_fields=["sms_id", "sms_state", "sms_reason", "sms_said"])


def agent_entry(appointment: Appointment, recipients: Sequence[Recipient]) -> Entry:
    """Return an appointment for the agent's own calendar: with names, without anybody's link."""
    agent = appointment.agent
    with translation.override(agent.language):
        link_words, location, who = _("Waiting room"), _("Video conversation"), _("With")
    names = ", ".join(recipient.name for recipient in recipients)
    return Entry(
        uid=uid_of(appointment),
        sequence=appointment.sequence,
        time=time_of(appointment),
        subject=appointment.subject,
        description="\n\n".join(filter(None, (f"{who}: {names}", appointment.description, appointment.note))),
        organiser=_organiser(appointment),
        attendees=[],
        link=f"{settings.PUBLIC_URL}/wachtkamer",
        link_words=link_words,
        location=location,
    )


def uid_of(appointment: Appointment) -> str:
    """Return the name by which all calendars know an appointment."""
    return f"{appointment.pk}@{settings.MAIL_DOMAIN}"


def _calendar_entry(recipient: Recipient, *, cancelled: bool = False) -> Entry:
    appointment = recipient.appointment
    with translation.override(appointment.language):
        link_words, location = _("Click here to open the conversation"), _("Video conversation")
    return Entry(
        uid=uid_of(appointment),
        sequence=appointment.sequence,
        time=time_of(appointment),
        subject=appointment.subject,
        description=appointment.description,
        organiser=_organiser(appointment),
        attendees=[Mailbox(recipient.name, recipient.email)],
        link=link_of(recipient),
        link_words=link_words,
        location=location,
        cancelled=cancelled,
    )


def _organiser(appointment: Appointment) -> Mailbox:
    """The agent's name with the address that sends: calendars take an invitation only from its organiser."""
    return Mailbox(appointment.agent.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _mail(
    recipient: Recipient, template: str, context: dict[str, object], prefix: str, entries: Sequence[Entry]
) -> None:
    """Queue a mail to a recipient in place of one that has not gone out, and have his state follow it."""
    appointment = recipient.appointment
    if recipient.mail_id is not None:
        mail.forget(recipient.mail_id)
    branding = branding_of(appointment.organisation_id)
    recipient.mail_id = mail.send(
        recipient.email,
        _titled(prefix, appointment.subject),
        f"appointments/mail/{template}",
        context,
        appointment.language,
        _dress(branding, appointment.agent.email, entries),
    )
    recipient.mail_state, recipient.mail_reason, recipient.mail_said = "queued", "", ""
    recipient.save(update_fields=["mail_id", "mail_state", "mail_reason", "mail_said"])


def _dress(branding: Branding, reply_to: str, entries: Sequence[Entry]) -> mail.Dress:
    parts = [part for entry in entries for part in _parts(entry)]
    return dress_of(branding, reply_to, parts)


def _parts(entry: Entry) -> list[Part]:
    """The calendar's form twice: Outlook and Google read it as a form of the mail, Apple and others as a file."""
    content = ics.invitation(entry, clock.now())
    method = "CANCEL" if entry.cancelled else "REQUEST"
    return [
        Part("alternative", "text/calendar", content, params={"method": method}),
        Part("attachment", "application/ics", content, "invite.ics"),
    ]


def _context(recipient: Recipient) -> dict[str, object]:
    appointment = recipient.appointment
    return {
        **_times(appointment, appointment.language),
        "name": recipient.name,
        "agent": appointment.agent.name,
        "organisation": branding_of(appointment.organisation_id).name,
        "url": link_of(recipient),
        "test_url": f"{settings.PUBLIC_URL}/verbindingstest",
    }


def _times(appointment: Appointment, language: str) -> dict[str, object]:
    return {
        "day": words.day_in_words(appointment.starts_at, language).capitalize(),
        "times": words.times_in_words(time_of(appointment), language),
    }


def _filled(message: str, name: str, appointment: Appointment) -> str:
    return filled(
        message.strip(),
        {
            "name": name,
            "organisation": branding_of(appointment.organisation_id).name,
            "agent": appointment.agent.name,
            "date": words.day_in_words(appointment.starts_at, appointment.language),
            "time": words.time_in_words(appointment.starts_at, appointment.language),
        },
    )


def _in(language: str, word: str) -> str:
    """Return the word before a subject in this language."""
    with translation.override(language):
        return {"": "", "Changed": _("Changed"), "Reminder": _("Reminder"), "Cancelled": _("Cancelled")}[word]


def _titled(prefix: str, subject: str) -> str:
    return f"{prefix}: {subject}" if prefix else subject
