"""Planning, changing and cancelling appointments, and inviting for right now (APP-1 to APP-3, APP-5)."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts.api import User, Validity
from oogcontact.domains.appointments import access, letters, policy, refusals
from oogcontact.domains.appointments.models import Appointment, Recipient
from oogcontact.domains.appointments.planning import Checked, Urgent, check_plan, check_urgent
from oogcontact.domains.appointments.policy import Asked, Interval, Invitee, Plan
from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import events, mail, ratelimit, sms
from oogcontact.kernel import clock

#: Invitations of one agent in an hour: more is no appointment book but a mailing.
HOURLY = 120
#: Invitations that one recipient gets again in an hour.
AGAIN_HOURLY = 5


def plan(agent: User, plan: Plan, asked: Asked | None = None) -> Appointment:
    """Make an appointment and mail its recipients and the agent (APP-1, APP-2); `asked`: a visitor planned it.

    Raises Refusals that name each missing or impossible field, and Refusal `too_many`.
    """
    checked = check_plan(plan)
    _check_pace(agent)
    with transaction.atomic():
        appointment = _create(agent, checked.time, checked.subject, checked.description, asked=asked)
        for invitee in checked.recipients:
            letters.invite(_add(appointment, invitee), checked.message)
        state: letters.State = "asked" if asked else "planned"
        letters.copy_to_agent(appointment, _recipients(appointment), state, checked.message)
        _tell(appointment, "appointment.planned", Actor() if asked else None)
    return access.access_appointment(agent, appointment.pk)


def change(agent: User, appointment_id: uuid.UUID, plan: Plan) -> Appointment:
    """Change an appointment and mail everybody anew (APP-3); the links of who stays are the same.

    Who is left out, or has another address now, loses his link and is told. Raises Refusals as `plan`, and Refusal
    `not_found`, `appointment_cancelled`, `appointment_over`.
    """
    with transaction.atomic():
        appointment = access.access_appointment(agent, appointment_id, lock=True)
        before = access.time_of(appointment)
        _check_holds(appointment, ended=clock.now() >= appointment.ends_at)
        checked = check_plan(plan, before)
        _check_pace(agent)
        _move(appointment, checked)
        stay = _reconcile(appointment, checked.recipients)
        for recipient, is_new in stay:
            letters.invite(recipient, checked.message, changed=not is_new)
        letters.copy_to_agent(appointment, [one for one, _new in stay], "changed", checked.message)
        _tell(appointment, "appointment.changed")
    return access.access_appointment(agent, appointment_id)


def cancel(agent: User, appointment_id: uuid.UUID, message: str = "") -> Appointment:
    """Cancel an appointment: its links stop, and everybody is told, with `message` if there is one. Twice is once.

    Raises Refusal `not_found`, `appointment_over`, `too_long`, `text_invalid`.
    """
    refusals.check(policy.text_faults("message", "message", message, lines=True, required=False))
    with transaction.atomic():
        appointment = access.access_appointment(agent, appointment_id, lock=True)
        if appointment.cancelled_at is not None:
            return appointment
        if clock.now() >= appointment.ends_at + policy.AFTER:
            raise refusals.over()
        appointment.cancelled_at = clock.now()
        appointment.sequence += 1
        appointment.save(update_fields=["cancelled_at", "sequence"])
        recipients = _recipients(appointment)
        for recipient in recipients:
            letters.take_back(recipient, message)
            _withdraw(recipient)
        letters.copy_to_agent(appointment, recipients, "cancelled", message)
        _tell(appointment, "appointment.cancelled")
    return access.access_appointment(agent, appointment_id)


def invite_now(agent: User, urgent: Urgent) -> Appointment:
    """Invite somebody for right now, by mail or SMS, until the agent's next appointment at the latest (APP-5).

    Raises Refusals that name each missing or impossible field, and Refusal `too_many`.
    """
    invitee = check_urgent(urgent)
    _check_pace(agent)
    now = clock.now()
    with transaction.atomic():
        ahead = Interval(now, now + policy.URGENT)
        taken = access.busy_of([agent.pk], ahead)[agent.pk]
        time = policy.urgent_time(now, taken)
        appointment = _create(agent, time, " ".join(urgent.subject.split()), "", urgent=True)
        recipient = _add(appointment, invitee)
        if urgent.by == "mail":
            letters.invite(recipient, urgent.message)
        else:
            letters.text_link(recipient, urgent=True)
        _tell(appointment, "appointment.planned")
    return access.access_appointment(agent, appointment.pk)


def send_again(
    agent: User, appointment_id: uuid.UUID, recipient_id: uuid.UUID, message: str, *, by: str
) -> Appointment:
    """Send one recipient his link again, by `mail` with `message` or by `sms`.

    Raises Refusal `not_found`, `appointment_cancelled`, `appointment_over`, `required`, `too_many`.
    """
    with transaction.atomic():
        appointment = access.access_appointment(agent, appointment_id, lock=True)
        _check_holds(appointment, ended=clock.now() >= appointment.ends_at + policy.AFTER)
        recipient = access.access_recipient(appointment, recipient_id)
        param, address = ("email", recipient.email) if by == "mail" else ("mobile", recipient.mobile)
        refusals.check([] if address else [policy.Fault(param, "required")])
        ratelimit.check("appointments.again", str(recipient.pk), AGAIN_HOURLY, 3600)
        if by == "mail":
            letters.invite(recipient, message)
        else:
            letters.text_link(recipient, urgent=appointment.urgent)
        _tell(appointment, "appointment.sent_again")
    return access.access_appointment(agent, appointment_id)


def mail_happened(state: mail.MailState) -> None:
    """Note what became of a recipient's newest mail, and tell the agent; other mails are none of ours."""
    kept = {"sent": "sent", "waiting": "queued", "refused": "refused"}[state.state]
    rows = Recipient.objects.filter(mail_id=state.mail).select_related("appointment")
    for recipient in rows:
        recipient.mail_state, recipient.mail_reason, recipient.mail_said = kept, state.reason, state.said
        recipient.save(update_fields=["mail_state", "mail_reason", "mail_said"])
        _emit(recipient.appointment)


def sms_happened(state: sms.SmsState) -> None:
    """Note what became of a recipient's newest text message, and tell the agent."""
    for recipient in Recipient.objects.filter(sms_id=state.sms).select_related("appointment"):
        recipient.sms_state, recipient.sms_reason, recipient.sms_said = state.state, state.reason, state.said
        recipient.save(update_fields=["sms_state", "sms_reason", "sms_said"])
        _emit(recipient.appointment)


def _create(
    agent: User, time: Interval, subject: str, description: str, *, urgent: bool = False, asked: Asked | None = None
) -> Appointment:
    return Appointment.objects.create(
        organisation=accounts.organisation_of(agent.pk),
        agent=agent,
        starts_at=time.starts,
        ends_at=time.ends,
        subject=subject,
        description=description,
        language=asked.language if asked else agent.language,
        urgent=urgent,
        self_planned=asked is not None,
        note=asked.note if asked else "",
        invited_at=clock.now(),
    )


def _move(appointment: Appointment, checked: Checked) -> None:
    """Write what changed of an appointment itself; another time is reminded of anew."""
    if checked.time != access.time_of(appointment):
        appointment.invited_at = clock.now()
        appointment.reminded_at = None
    appointment.starts_at, appointment.ends_at = checked.time.starts, checked.time.ends
    appointment.subject, appointment.description = checked.subject, checked.description
    appointment.sequence += 1
    appointment.save()


def _reconcile(appointment: Appointment, invitees: Iterable[Invitee]) -> list[tuple[Recipient, bool]]:
    """Make the recipients of an appointment those that were typed; returns each, and whether he is new.

    Another address is another recipient: who got a link by mistake must not keep it.
    """
    kept = {recipient.pk: recipient for recipient in _recipients(appointment)}
    stay: list[tuple[Recipient, bool]] = []
    for invitee in invitees:
        recipient = kept.get(invitee.id) if invitee.id is not None else None
        if recipient is None or recipient.email.casefold() != invitee.email.casefold():
            stay.append((_add(appointment, invitee), True))
            continue
        del kept[recipient.pk]
        recipient.name, recipient.mobile = invitee.name, invitee.mobile
        recipient.save(update_fields=["name", "mobile"])
        accounts.change_guest(recipient.guest_id, name=invitee.name, validity=_validity(appointment))
        stay.append((recipient, False))
    for recipient in kept.values():
        letters.take_back(recipient)
        _withdraw(recipient)
        recipient.delete()
    return stay


def _add(appointment: Appointment, invitee: Invitee) -> Recipient:
    guest = accounts.make_guest(appointment.organisation_id, invitee.name, appointment.language, _validity(appointment))
    return Recipient.objects.create(
        appointment=appointment, guest=guest, name=invitee.name, email=invitee.email, mobile=invitee.mobile
    )


def _validity(appointment: Appointment) -> Validity:
    works = policy.validity(access.time_of(appointment), urgent=appointment.urgent, now=appointment.created_at)
    return Validity(works.starts, works.ends)


def _withdraw(recipient: Recipient) -> None:
    if recipient.sms_id is not None:
        sms.forget(recipient.sms_id)
    accounts.withdraw_guest(recipient.guest_id)


def _recipients(appointment: Appointment) -> list[Recipient]:
    """The recipients as they are now, each with this very appointment."""
    rows = list(Recipient.objects.filter(appointment=appointment).select_related("guest__user"))
    for recipient in rows:
        recipient.appointment = appointment
    return rows


def _check_holds(appointment: Appointment, *, ended: bool) -> None:
    if appointment.cancelled_at is not None:
        raise refusals.cancelled()
    if ended:
        raise refusals.over()


def _check_pace(agent: User) -> None:
    ratelimit.check("appointments", str(agent.pk), HOURLY, 3600)


def _tell(appointment: Appointment, what: str, by: Actor | None = None) -> None:
    record(what, by or Actor(appointment.agent_id), organisation=appointment.organisation_id, subject=appointment.pk)
    _emit(appointment)


def _emit(appointment: Appointment) -> None:
    events.emit([appointment.agent_id], "appointment.changed", {"appointment_id": str(appointment.pk)})
