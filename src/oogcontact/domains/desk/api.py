"""The face of the desk towards the other domains."""

from oogcontact.domains.desk.access import access_group, access_staff, available, groups_of, members
from oogcontact.domains.desk.actions import turn_off
from oogcontact.domains.desk.events import AvailabilityChanged, availability_changed
from oogcontact.domains.desk.models import Group

__all__ = [
    "AvailabilityChanged",
    "Group",
    "access_group",
    "access_staff",
    "availability_changed",
    "available",
    "groups_of",
    "members",
    "turn_off",
]
