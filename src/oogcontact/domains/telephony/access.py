"""Fetching trunks and numbers, for the administrators of their organisation."""

from uuid import UUID

from oogcontact.domains.accounts.api import Organisation, not_found
from oogcontact.domains.telephony.models import PhoneNumber, Trunk


def access_trunk(organisation: Organisation, trunk_id: UUID) -> Trunk:
    """Return a trunk of this organisation; raises Refusal `not_found`."""
    trunk = Trunk.objects.filter(organisation=organisation, pk=trunk_id).first()
    if trunk is None:
        raise not_found()
    return trunk


def access_number(organisation: Organisation, number_id: UUID) -> PhoneNumber:
    """Return a telephone number of this organisation; raises Refusal `not_found`."""
    number = PhoneNumber.objects.filter(organisation=organisation, pk=number_id).first()
    if number is None:
        raise not_found()
    return number


def trunks_of(organisation: Organisation) -> list[Trunk]:
    """Return the trunks of an organisation, the one that carries outgoing calls first."""
    return list(Trunk.objects.filter(organisation=organisation))


def numbers_of(organisation: Organisation) -> list[PhoneNumber]:
    """Return the telephone numbers of an organisation."""
    return list(PhoneNumber.objects.filter(organisation=organisation))
