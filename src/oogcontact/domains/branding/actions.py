"""Changing how an organisation shows itself (ADM-2)."""

from collections.abc import Callable, Mapping
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.branding import logos, texts
from oogcontact.domains.branding.images import make_logo
from oogcontact.domains.branding.models import OwnBranding
from oogcontact.domains.branding.policy import PRODUCT, parse_colour
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.kernel.plain_text import is_plain

LONGEST_SENDER = 60

Field = Literal["colour", "sender_name", "invitation_nl", "invitation_en"]


def change_branding(organisation: Organisation, changes: Mapping[Field, str], by: Actor) -> None:
    """Change what is named; empty, or the same as the product brings, is the product's.

    Raises Refusal `colour_invalid`, `text_invalid`, `text_too_long` or `place_unknown`. Nothing is written when nothing
    changes.
    """
    cleaned = {name: _CLEANERS[name](value) for name, value in changes.items()}
    with transaction.atomic():
        own = _locked(organisation)
        changed = sorted(name for name, value in cleaned.items() if getattr(own, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(own, name, cleaned[name])
        own.save(update_fields=changed)
        record("branding.changed", by, organisation=organisation.pk, detail={"fields": changed})


def set_logo(organisation: Organisation, data: bytes, by: Actor) -> None:
    """Make an SVG, PNG or JPEG file the logo; raises the refusals of `make_logo`.

    The files of the old one go after the commit.
    """
    logo = make_logo(data)
    token = logos.keep(logo)
    try:
        with transaction.atomic():
            own = _locked(organisation)
            old, own.logo, own.logo_kind = own.logo, token, logo.kind
            own.logo_width, own.logo_height = logo.width, logo.height
            own.save(update_fields=["logo", "logo_kind", "logo_width", "logo_height"])
            record("branding.logo_changed", by, organisation=organisation.pk, detail={"kind": logo.kind})
            _throw_away_later(old)
    except BaseException:
        logos.throw_away(token)
        raise


def remove_logo(organisation: Organisation, by: Actor) -> None:
    """Take the logo away; twice is once."""
    with transaction.atomic():
        own = _locked(organisation)
        if not own.logo:
            return
        _throw_away_later(own.logo)
        own.logo = own.logo_kind = ""
        own.logo_width = own.logo_height = 0
        own.save(update_fields=["logo", "logo_kind", "logo_width", "logo_height"])
        record("branding.logo_removed", by, organisation=organisation.pk)


def clean_invitation(text: str, param: str) -> str:
    """Return the text of an invitation, tidied; raises Refusal `text_invalid`, `text_too_long`, `place_unknown`."""
    tidy = texts.tidied(text)
    if len(tidy) > texts.LONGEST:
        raise Refusal("text_too_long", _("Write at most 3000 characters."), Category.INVALID, param)
    if not is_plain(tidy, lines=True):
        raise Refusal("text_invalid", _("This has signs that can not be used."), Category.INVALID, param)
    if unknown := texts.unknown_place(tidy):
        message = _(
            "%(place)s can not be filled in. Use {name}, {organisation}, {agent}, {date} or {time}, with both braces."
        ) % {"place": unknown[:40]}
        raise Refusal("place_unknown", message, Category.INVALID, param)
    return tidy


def colour_invalid() -> Refusal:
    """Return the refusal of what is no colour."""
    message = _("Write a colour as # and six digits, such as #0b5d66.")
    return Refusal("colour_invalid", message, Category.INVALID, "colour")


def _clean_colour(text: str) -> str:
    if not text.strip():
        return ""
    colour = parse_colour(text)
    if colour is None:
        raise colour_invalid()
    return "" if colour == PRODUCT else colour


def _clean_sender(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_SENDER:
        raise Refusal("text_too_long", _("Write at most 60 characters."), Category.INVALID, "sender_name")
    if not is_plain(name):
        raise Refusal("text_invalid", _("This has signs that can not be used."), Category.INVALID, "sender_name")
    return name


def _clean_own_invitation(text: str, language: str) -> str:
    tidy = clean_invitation(text, f"invitation_{language}")
    # So that a better text of the product reaches who has not written his own.
    return "" if tidy == texts.DEFAULTS[language] else tidy


_CLEANERS: dict[Field, Callable[[str], str]] = {
    "colour": _clean_colour,
    "sender_name": _clean_sender,
    "invitation_nl": lambda text: _clean_own_invitation(text, "nl"),
    "invitation_en": lambda text: _clean_own_invitation(text, "en"),
}


def _locked(organisation: Organisation) -> OwnBranding:
    OwnBranding.objects.get_or_create(organisation=organisation)
    return OwnBranding.objects.select_for_update().get(organisation=organisation)


def _throw_away_later(token: str) -> None:
    if token:
        transaction.on_commit(lambda: logos.throw_away(token))
