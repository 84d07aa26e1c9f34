"""Making, changing and removing buttons (ADM-3)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.branding.api import parse_colour
from oogcontact.domains.website_button.access import access_button, access_groups
from oogcontact.domains.website_button.events import ButtonChanged, button_changed
from oogcontact.domains.website_button.models import Button
from oogcontact.domains.website_button.policy import (
    SITES_AT_MOST,
    hours_of,
    origins_of,
)
from oogcontact.domains.website_button.refusals import invalid
from oogcontact.kernel.plain_text import is_plain

#: What is set as it comes, once it has been checked.
_PLAIN = (
    "name",
    "strategy",
    "self_planning",
    "colour",
    "position",
    "text_nl",
    "text_en",
    "language",
    "consent_text",
    "active",
)


def save_button(organisation: Organisation, button_id: UUID | None, values: Mapping[str, Any], by: Actor) -> Button:
    """Make a button (`button_id` None) or change the named values of one; its pages hear of it within a second.

    `groups` are ids, `origins` addresses of sites, `hours` seven days or None. Raises Refusal `not_found`,
    `name_missing`, `text_missing`, `text_not_plain`, `colour_invalid`, `hours_invalid`, `site_invalid`,
    `sites_too_many`.
    """
    with transaction.atomic():
        button = access_button(organisation, button_id) if button_id else Button(organisation=organisation)
        for name in _PLAIN:
            if name in values:
                setattr(button, name, values[name])
        if "hours" in values:
            button.hours = _hours(values["hours"])
        if "origins" in values:
            button.origins = _origins(values["origins"])
        _check(button)
        button.save()
        if "groups" in values:
            button.groups.set(access_groups(organisation, values["groups"]))
        detail = {"fields": sorted(values)}
        record("website_button.saved", by, organisation=organisation.pk, subject=button.pk, detail=detail)
        _tell(button)
    return button


def remove_button(organisation: Organisation, button_id: UUID, by: Actor) -> None:
    """Remove a button with its visits and messages; it vanishes from the sites. Raises Refusal `not_found`."""
    with transaction.atomic():
        button = access_button(organisation, button_id)
        detail = {"name": button.name}
        record("website_button.removed", by, organisation=organisation.pk, subject=button.pk, detail=detail)
        button.delete()
        _tell(button)


def _tell(button: Button) -> None:
    changed = ButtonChanged(button.public_id)
    transaction.on_commit(lambda: button_changed.tell(changed))


def _check(button: Button) -> None:
    for name in ("name", "text_nl", "text_en", "consent_text"):
        setattr(button, name, getattr(button, name).strip())
    if not button.name:
        raise invalid("name_missing", _("Give it a name."), "name")
    for name in ("text_nl", "text_en"):
        if not getattr(button, name):
            raise invalid("text_missing", _("Give the text of the button."), name)
    for name in ("name", "text_nl", "text_en"):
        if not is_plain(getattr(button, name)):
            raise _not_plain(name)
    if not is_plain(button.consent_text, lines=True):
        raise _not_plain("consent_text")
    colour = parse_colour(button.colour)
    if colour is None:
        raise invalid("colour_invalid", _("Write a colour as #0b5d66."), "colour")
    button.colour = colour


def _not_plain(name: str) -> Exception:
    return invalid("text_not_plain", _("This text has signs that can not be shown."), name)


def _hours(given: Any) -> list[list[str] | None] | None:
    try:
        hours = hours_of(given)
    except (ValueError, TypeError):
        raise invalid("hours_invalid", _("Each opening time must be before its closing time."), "hours") from None
    return [list(day) if day else None for day in hours.days] if hours else None


def _origins(given: list[str]) -> list[str]:
    try:
        origins = origins_of(given)
    except ValueError as error:
        # The line that was typed, so that the right one is mended.
        message = _("%(site)s is not the address of a website.") % {"site": str(error)[:80]}
        raise invalid("site_invalid", message, "origins") from None
    if len(origins) > SITES_AT_MOST:
        raise invalid("sites_too_many", _("At most 50 websites can carry one button."), "origins")
    return origins
