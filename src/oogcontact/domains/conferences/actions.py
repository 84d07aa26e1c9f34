"""Making, changing and removing conference accounts, and mailing their cards (CNF-1)."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.conferences.access import access_account
from oogcontact.domains.conferences.events import account_removed
from oogcontact.domains.conferences.models import ConferenceAccount, HeldConference
from oogcontact.domains.conferences.policy import MOST, NUMBER_DIGITS, PIN_DIGITS, is_digits
from oogcontact.domains.telephony.api import access_number, shown
from oogcontact.infra import mail
from oogcontact.infra.encryption import decrypt, encrypt
from oogcontact.kernel.errors import Category, Refusal

#: Digits of numbers and PINs that we make.
MADE_NUMBER, MADE_PIN = 6, 6


def save_account(
    organisation: Organisation, account_id: UUID | None, values: Mapping[str, Any], by: Actor
) -> ConferenceAccount:
    """Make a conference account (`account_id` None) or change the named values of one.

    PINs are given in clear; an empty PIN or conference number is made. `moderators` are ids of staff.
    Raises Refusal `not_found`, `name_missing`, `conference_number_invalid`, `conference_number_taken`, `pin_invalid`,
    `pins_equal`, `most_invalid`, `moderator_unknown`.
    """
    with transaction.atomic():
        account = (
            access_account(organisation, account_id) if account_id else ConferenceAccount(organisation=organisation)
        )
        for name in ("name", "conference_number", "most", "waiting"):
            if name in values:
                setattr(account, name, values[name])
        if "number_id" in values:
            account.phone_number = access_number(organisation, values["number_id"])
        pins = {name: values[name] for name in ("moderator_pin", "participant_pin") if name in values}
        _check(account, pins)
        account.save()
        if "moderators" in values:
            account.moderators.set(_staff(organisation, values["moderators"]))
        fields = sorted(values)
        record("conference.saved", by, organisation=organisation.pk, subject=account.pk, detail={"fields": fields})
    return access_account(organisation, account.pk)


def remove_account(organisation: Organisation, account_id: UUID, by: Actor) -> None:
    """Remove a conference account with its history; a conference that goes on ends. Raises Refusal `not_found`."""
    with transaction.atomic():
        account = access_account(organisation, account_id)
        detail = {"name": account.name, "held": HeldConference.objects.filter(account=account).count()}
        record("conference.removed", by, organisation=organisation.pk, subject=account.pk, detail=detail)
        account.delete()
        transaction.on_commit(lambda: account_removed.tell(account_id))


def mail_card(
    organisation: Organisation, account_id: UUID, to: str, *, moderator: bool, language: str, by: Actor
) -> None:
    """Mail somebody how to take part, as participant or as moderator; raises Refusal `not_found`, `email_invalid`."""
    try:
        validate_email(to)
    except ValidationError as error:
        raise Refusal("email_invalid", _("This is not an e-mail address."), Category.INVALID, "to") from error
    with transaction.atomic():
        account = access_account(organisation, account_id)
        pin = account.moderator_pin if moderator else account.participant_pin
        context = {
            "organisation": organisation.name,
            "name": account.name,
            "number": shown(account.phone_number.number, masked=False),
            "conference_number": account.conference_number,
            "pin": decrypt(pin),
            "moderator": moderator,
        }
        mail.send(to, _("Telephone conference: how to take part"), "conferences/mail/card", context, language)
        detail = {"moderator": moderator}
        record("conference.card_mailed", by, organisation=organisation.pk, subject=account.pk, detail=detail)


def _check(account: ConferenceAccount, pins: Mapping[str, str]) -> None:
    account.name = account.name.strip()
    if not account.name:
        raise _invalid("name_missing", _("Give it a name."), "name")
    if not MOST[0] <= account.most <= MOST[1]:
        raise _invalid("most_invalid", _("At least two and at most a hundred people can confer."), "most")
    others = ConferenceAccount.objects.filter(phone_number=account.phone_number).exclude(pk=account.pk)
    taken = set(others.values_list("conference_number", flat=True))
    if not account.conference_number:
        account.conference_number = _made(MADE_NUMBER, taken)
    if not is_digits(account.conference_number, NUMBER_DIGITS):
        raise _invalid(
            "conference_number_invalid", _("A conference number has three to ten digits."), "conference_number"
        )
    if account.conference_number in taken:
        raise Refusal(
            "conference_number_taken", _("This conference number is in use already."), param="conference_number"
        )
    _set_pins(account, pins)


def _set_pins(account: ConferenceAccount, pins: Mapping[str, str]) -> None:
    clear = {
        name: decrypt(kept) if (kept := getattr(account, name)) else "" for name in ("moderator_pin", "participant_pin")
    }
    before = dict(clear)
    clear.update(pins)
    for name, pin in clear.items():
        if not pin:
            clear[name] = pin = _made(MADE_PIN, set(clear.values()))
        if not is_digits(pin, PIN_DIGITS):
            raise _invalid("pin_invalid", _("A PIN has four to eight digits."), name)
    if clear["moderator_pin"] == clear["participant_pin"]:
        raise _invalid("pins_equal", _("Moderator and participants need different PINs."), "participant_pin")
    for name, pin in clear.items():
        if pin != before[name]:
            setattr(account, name, encrypt(pin))


def _made(digits: int, taken: set[str]) -> str:
    """Return a number that cannot be guessed, of so many digits, none of which is a leading zero."""
    while True:
        made = str(secrets.choice(range(10 ** (digits - 1), 10**digits)))
        if made not in taken:
            return made


def _staff(organisation: Organisation, ids: Iterable[UUID]) -> list[User]:
    wanted = set(ids)
    staff = Membership.objects.filter(organisation=organisation, user_id__in=wanted).exclude(role=Role.CLIENT)
    found = list({member.user_id: member.user for member in staff.select_related("user")}.values())
    if len(found) != len(wanted):
        raise _invalid("moderator_unknown", _("Only your own staff can be moderators."), "moderators")
    return found


def _invalid(code: str, message: object, param: str) -> Refusal:
    return Refusal(code, message, Category.INVALID, param)
