"""The face of contacts towards the other domains."""

from oogcontact.domains.contacts.access import (
    are_colleagues,
    linked,
    may_see,
    name_for,
    viewer_from,
    visible_people,
    watchers_of,
)
from oogcontact.domains.contacts.cards import renew_all
from oogcontact.domains.contacts.listing import OFFLINE, Presences
from oogcontact.domains.contacts.listing import set_presences as set_presence_provider
from oogcontact.domains.contacts.requests import link

__all__ = [
    "OFFLINE",
    "Presences",
    "are_colleagues",
    "link",
    "linked",
    "may_see",
    "name_for",
    "renew_all",
    "set_presence_provider",
    "viewer_from",
    "visible_people",
    "watchers_of",
]
