"""What is typed about an appointment, made into what is kept; every fault is named at its field (APP-1)."""

from dataclasses import dataclass, replace

from oogcontact.domains.appointments import policy, refusals
from oogcontact.domains.appointments.policy import Fault, Interval, Invitee, Plan
from oogcontact.domains.branding.api import clean_invitation
from oogcontact.domains.telephony.api import normalise
from oogcontact.infra import mail_address
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal


@dataclass(frozen=True)
class Checked:
    """A plan without faults."""

    time: Interval
    subject: str
    description: str
    recipients: tuple[Invitee, ...]
    message: str


@dataclass(frozen=True)
class Urgent:
    """An invitation for right now, as typed; `by` says how the link goes out (APP-5)."""

    name: str
    email: str
    mobile: str
    by: str
    subject: str
    message: str


def check_plan(plan: Plan, kept: Interval | None = None) -> Checked:
    """Return what to keep of a plan; raises Refusals. A time that is `kept` as it was may have begun already."""
    time, faults = policy.time_of(plan, clock.now())
    if time is None and kept is not None:
        time, faults = _unchanged(plan, kept) or (time, faults)
    faults += policy.text_faults("subject", "subject", plan.subject)
    faults += policy.text_faults("description", "description", plan.description, lines=True, required=False)
    faults += policy.recipient_faults(plan.recipients, is_address=mail_address.is_address, is_mobile=is_mobile)
    refusals.check(faults, message_refusals(plan.message))
    # Without faults there is a time.
    assert time is not None  # noqa: S101
    recipients = tuple(cleaned(one) for one in plan.recipients)
    return Checked(time, _line(plan.subject), plan.description.strip(), recipients, plan.message.strip())


def check_urgent(urgent: Urgent) -> Invitee:
    """Return whom to invite right now; raises Refusals. Only the way by which the link goes must be filled in."""
    faults = policy.text_faults("name", "name", urgent.name)
    faults += policy.text_faults("subject", "subject", urgent.subject)
    if urgent.email.strip():
        faults += [] if mail_address.is_address(urgent.email) else [Fault("email", "email_invalid")]
    elif urgent.by == "mail":
        faults.append(Fault("email", "required"))
    if urgent.mobile.strip():
        faults += [] if is_mobile(urgent.mobile) else [Fault("mobile", "mobile_invalid")]
    elif urgent.by == "sms":
        faults.append(Fault("mobile", "required"))
    refusals.check(faults, message_refusals(urgent.message) if urgent.by == "mail" else [])
    return cleaned(Invitee(urgent.name, urgent.email, urgent.mobile))


def message_refusals(message: str) -> list[Refusal]:
    """Return why a mail's text can not be sent: it is empty, too long, or has a place that we can not fill in."""
    if not message.strip():
        return [refusals.of(Fault("message", "required"))]
    try:
        clean_invitation(message, "message")
    except Refusal as refusal:
        return [refusal]
    return []


def is_mobile(text: str) -> bool:
    """Tell whether a text is a telephone number, in any notation."""
    return normalise(text) is not None


def cleaned(invitee: Invitee) -> Invitee:
    """Return somebody whose fields have no faults as he is kept."""
    email = mail_address.clean(invitee.email) if invitee.email.strip() else ""
    mobile = (normalise(invitee.mobile) or "") if invitee.mobile.strip() else ""
    return replace(invitee, name=_line(invitee.name), email=email, mobile=mobile)


def _unchanged(plan: Plan, kept: Interval) -> tuple[Interval, list[Fault]] | None:
    """Return the time of a plan as it was, when nothing of it was changed."""
    starts, ends = kept.starts.astimezone(policy.ZONE), kept.ends.astimezone(policy.ZONE)
    typed = (plan.date.strip(), plan.starts.strip(), plan.ends.strip())
    same = typed == (f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}")
    return (kept, []) if same else None


def _line(text: str) -> str:
    return " ".join(text.split())
