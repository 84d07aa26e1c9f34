"""The face of appointments towards the other domains."""

from oogcontact.domains.appointments.access import free_hours, least_planned, recipient_of, today
from oogcontact.domains.appointments.actions import cancel, change, invite_now, plan
from oogcontact.domains.appointments.agendas import refresh_due, wake
from oogcontact.domains.appointments.letters import prefilled
from oogcontact.domains.appointments.models import Appointment, Recipient
from oogcontact.domains.appointments.planning import Urgent
from oogcontact.domains.appointments.policy import ZONE, Asked, FreeHour, Invitee, Plan
from oogcontact.domains.appointments.words import day_in_words, time_in_words

__all__ = [
    "ZONE",
    "Appointment",
    "Asked",
    "FreeHour",
    "Invitee",
    "Plan",
    "Recipient",
    "Urgent",
    "cancel",
    "change",
    "day_in_words",
    "free_hours",
    "invite_now",
    "least_planned",
    "plan",
    "prefilled",
    "recipient_of",
    "refresh_due",
    "time_in_words",
    "today",
    "wake",
]
