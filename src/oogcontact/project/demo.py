"""The demo organisation: five people to try everything with, made once."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User, create_account, set_photo
from oogcontact.domains.contacts import api as contacts

ORGANISATION = "Zorggroep Voorbeeld"

#: Drawn by tools/draw_portraits.py.
PHOTOS = Path(__file__).parent / "demo_photos"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo organisation; his address ends in a domain that never exists (RFC 2606)."""

    first_name: str
    last_name: str
    role: Role
    function: str
    extension: str = ""
    mobile: str = ""

    @property
    def email(self) -> str:
        """His e-mail address."""
        return f"{self.first_name.lower()}@voorbeeld.test"


#: The numbers are of the range that is set apart for films and examples (06 0000 ...).
PEOPLE = (
    DemoPerson("Anna", "de Vries", Role.ADMINISTRATOR, "Teamleider", "101", "06 00001001"),
    DemoPerson("Bram", "Jansen", Role.AGENT, "Wijkverpleegkundige", "102", "06 00001002"),
    DemoPerson("Carla", "Mendes", Role.AGENT, "Praktijkondersteuner", "103", "06 00001003"),
    DemoPerson("Dirk", "Bakker", Role.CLIENT, "", "", "06 00001004"),
    DemoPerson("Els", "Visser", Role.CLIENT, "", "", "06 00001005"),
)


def make_once() -> None:
    """Make the demo organisation and its people, unless it exists."""
    if Organisation.objects.filter(name=ORGANISATION).exists():
        return
    with transaction.atomic():
        organisation = Organisation.objects.create(name=ORGANISATION)
        made = {someone.first_name: _make_person(organisation, someone) for someone in PEOPLE}
        _make_contacts(made)


def _make_person(organisation: Organisation, someone: DemoPerson) -> User:
    membership: Membership = create_account(
        organisation,
        someone.role,
        email=someone.email,
        first_name=someone.first_name,
        last_name=someone.last_name,
        password=settings.DEMO_PASSWORD,
        username=someone.first_name.lower(),
        function=someone.function,
        extension=someone.extension,
    )
    user = membership.user
    user.phone_numbers = [{"label": "Mobiel", "number": someone.mobile}]
    user.save(update_fields=["phone_numbers"])
    set_photo(user, (PHOTOS / f"{someone.first_name.lower()}.webp").read_bytes())
    return user


def _make_contacts(people: dict[str, User]) -> None:
    """Dirk and Els are contacts of Anna, and she of them."""
    # The numbers were written past the actions.
    contacts.renew_all()
    for client in ("Dirk", "Els"):
        contacts.link(people["Anna"].pk, people[client].pk)
