"""Making an organisation: what an operator does before anybody can sign in."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.api import Organisation, Role, add_person
from oogcontact.domains.audit.api import Actor
from oogcontact.infra import mail
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal


def add(name: str, email: str, first_name: str, last_name: str, language: str) -> None:
    """Make an organisation and mail its first administrator an activation link, or leave nothing behind.

    Raises Refusal `organisation_exists` and those of names and addresses. The mail goes out now if the mail server
    takes it, else when the server runs.
    """
    with transaction.atomic():
        if Organisation.objects.filter(name__iexact=name).exists():
            raise Refusal("organisation_exists", _("There is an organisation with this name already."))
        organisation = Organisation.objects.create(name=name)
        add_person(
            organisation,
            Actor(),
            first_name=first_name,
            last_name=last_name,
            email=email,
            role=Role.ADMINISTRATOR,
            language=language,
        )
    mail.send_due(clock.now())
