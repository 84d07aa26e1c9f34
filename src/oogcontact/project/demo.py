"""The demo organisation: five people to try everything with, made once."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User, create_account, set_photo
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.conferences import api as conferences
from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.desk import api as desk
from oogcontact.domains.telephony import api as telephony
from oogcontact.domains.website_button import api as website_button

ORGANISATION = "Zorggroep Voorbeeld"
TRUNK = "Demo"

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


#: The button on the demonstration's website (demo_site.py), and the agents behind it.
BUTTON, GROUP, AGENTS = "Gemeentesite", "Balie", ("Anna", "Bram", "Carla")


def make_button() -> None:
    """Make the button of the demonstration and the group behind it, unless there is one."""
    organisation = Organisation.objects.filter(name=ORGANISATION).first()
    if organisation is None or website_button.Button.objects.filter(organisation=organisation).exists():
        return
    with transaction.atomic():
        group, _made = desk.Group.objects.get_or_create(organisation=organisation, name=GROUP)
        agents = User.objects.filter(memberships__organisation=organisation, first_name__in=AGENTS)
        group.members.add(*agents)
        # The same machine under its other name is another site to a browser.
        values = {"name": BUTTON, "groups": [group.pk], "origins": [f"http://127.0.0.1:{settings.PORT}"]}
        website_button.save_button(organisation, None, values, Actor())


#: The demonstration's telephone: its number is of no one (0850 000 ...), its trunk leads to this machine.
PHONE_NUMBER, SHORT_NUMBER = "+31850000100", "100"
CONFERENCE, MODERATOR_PIN, PARTICIPANT_PIN = "4321", "9876", "1234"


def make_telephones() -> None:
    """Make the number, the conference and the trunk of the demonstration; the trunk's port may change later on."""
    organisation = Organisation.objects.filter(name=ORGANISATION).first()
    if organisation is None:
        return
    trunk = telephony.Trunk.objects.filter(organisation=organisation, name=TRUNK).first()
    values = {"name": TRUNK, "way": "peering", "host": "127.0.0.1", "port": settings.DEMO_TRUNK_PORT}
    if trunk is None or trunk.port != settings.DEMO_TRUNK_PORT:
        telephony.save_trunk(organisation, trunk.pk if trunk else None, values, Actor())
    if not telephony.PhoneNumber.objects.filter(number=PHONE_NUMBER).exists():
        _make_conference(organisation)


def _make_conference(organisation: Organisation) -> None:
    with transaction.atomic():
        number = telephony.save_number(organisation, None, {"number": PHONE_NUMBER, "short": SHORT_NUMBER}, Actor())
        values = {
            "name": "Teamoverleg",
            "number_id": number.pk,
            "conference_number": CONFERENCE,
            "moderator_pin": MODERATOR_PIN,
            "participant_pin": PARTICIPANT_PIN,
        }
        conferences.save_account(organisation, None, values, Actor())


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
