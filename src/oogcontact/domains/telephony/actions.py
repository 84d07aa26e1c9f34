"""Making, changing and removing trunks and telephone numbers (ADM-4)."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.telephony import events
from oogcontact.domains.telephony.access import access_number, access_trunk
from oogcontact.domains.telephony.models import PhoneNumber, Trunk, Way
from oogcontact.domains.telephony.policy import LONGEST_EXTENSION, normalise
from oogcontact.infra.encryption import encrypt
from oogcontact.kernel.errors import Category, Refusal

#: A host name (RFC 1123) or an address of IPv4.
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")

#: The greatest network that may be a peer: more is not a provider but half the internet.
WIDEST = 1 << 12


def save_trunk(organisation: Organisation, trunk_id: UUID | None, values: Mapping[str, Any], by: Actor) -> Trunk:
    """Make a trunk (`trunk_id` None) or change the named values of one.

    `password` is given in clear; left out it stays. Raises Refusal `not_found`, `host_invalid`, `port_invalid`,
    `peer_invalid`, `number_invalid`, `username_missing`, `name_missing`.
    """
    with transaction.atomic():
        trunk = access_trunk(organisation, trunk_id) if trunk_id else Trunk(organisation=organisation)
        for name, value in values.items():
            setattr(trunk, name, encrypt(value) if name == "password" and value else value)
        _check_trunk(trunk)
        trunk.save()
        changed = sorted(values.keys() - {"password"}) + (["password"] if "password" in values else [])
        record("trunk.saved", by, organisation=organisation.pk, subject=trunk.pk, detail={"fields": changed})
        events.tell_changed(organisation.pk)
    return trunk


def remove_trunk(organisation: Organisation, trunk_id: UUID, by: Actor) -> None:
    """Remove a trunk; calls that go over it go on. Raises Refusal `not_found`."""
    with transaction.atomic():
        trunk = access_trunk(organisation, trunk_id)
        record("trunk.removed", by, organisation=organisation.pk, subject=trunk.pk, detail={"name": trunk.name})
        trunk.delete()
        events.tell_changed(organisation.pk)


def save_number(
    organisation: Organisation, number_id: UUID | None, values: Mapping[str, Any], by: Actor
) -> PhoneNumber:
    """Make a telephone number or change the named values of one.

    Raises Refusal `not_found`, `number_invalid`, `number_taken`, `short_invalid`, `short_taken`.
    """
    with transaction.atomic():
        number = access_number(organisation, number_id) if number_id else PhoneNumber(organisation=organisation)
        for name, value in values.items():
            setattr(number, name, value)
        _check_number(number)
        number.save()
        record("number.saved", by, organisation=organisation.pk, subject=number.pk, detail={"number": number.number})
        events.tell_changed(organisation.pk)
    return number


def remove_number(organisation: Organisation, number_id: UUID, by: Actor) -> None:
    """Remove a telephone number; raises Refusal `not_found`, `number_in_use`."""
    with transaction.atomic():
        number = access_number(organisation, number_id)
        record("number.removed", by, organisation=organisation.pk, subject=number.pk, detail={"number": number.number})
        try:
            number.delete()
        except ProtectedError as error:
            raise Refusal(
                "number_in_use", _("There are conferences on this number. Remove them, or give them another number.")
            ) from error
        events.tell_changed(organisation.pk)


def _check_trunk(trunk: Trunk) -> None:
    trunk.name, trunk.host = trunk.name.strip(), trunk.host.strip()
    if not trunk.name:
        raise _invalid("name_missing", _("Give it a name."), "name")
    if not _HOST.fullmatch(trunk.host):
        raise _invalid("host_invalid", _("Enter the provider's host name or IP address, without sip:."), "host")
    if not 0 < trunk.port < 65_536:
        raise _invalid("port_invalid", _("A port is a number from 1 to 65535."), "port")
    if trunk.way == Way.REGISTRATION and not (trunk.username and trunk.password):
        field = "password" if trunk.username else "username"
        raise _invalid("username_missing", _("Enter the user name and the password of the registration."), field)
    if trunk.caller_number:
        number = normalise(trunk.caller_number)
        if number is None:
            raise _invalid("number_invalid", _("This is not a telephone number."), "caller_number")
        trunk.caller_number = number
    trunk.peers = [_peer(text) for text in trunk.peers if text.strip()]


def _peer(text: str) -> str:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        network = None
    if network is None or network.num_addresses > WIDEST:
        raise _invalid(
            "peer_invalid", _("Enter IP addresses or small networks, such as 192.0.2.7 or 192.0.2.0/24."), "peers"
        )
    return str(network)


def _check_number(number: PhoneNumber) -> None:
    e164 = normalise(number.number)
    if e164 is None:
        raise _invalid("number_invalid", _("This is not a telephone number."), "number")
    number.number, number.short = e164, (number.short or "").strip() or None
    others = PhoneNumber.objects.exclude(pk=number.pk)
    if others.filter(number=e164).exists():
        raise Refusal("number_taken", _("This number is in use already."), param="number")
    if number.short is not None:
        if not (number.short.isdigit() and len(number.short) <= LONGEST_EXTENSION):
            raise _invalid("short_invalid", _("A short number has at most six digits."), "short")
        if others.filter(short=number.short).exists():
            raise Refusal("short_taken", _("This short number is in use already."), param="short")


def _invalid(code: str, message: object, param: str) -> Refusal:
    return Refusal(code, message, Category.INVALID, param)
