"""What an operator does first: an organisation with an administrator who can activate himself."""

import pytest
from django.core import mail as outbox_of

from oogcontact.domains.accounts.api import Membership, Organisation
from oogcontact.kernel.errors import Refusal
from oogcontact.project import organisations

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_mailed() -> None:
    """ACC-2: the account sleeps until he has set his password."""
    organisations.add("Gemeente Proef", "noor@proef.test", "Noor", "Smit", "nl")
    membership = Membership.objects.get(organisation__name="Gemeente Proef")
    assert (membership.role, membership.user.is_active) == ("administrator", False)
    (message,) = outbox_of.outbox
    assert message.to == ["noor@proef.test"]
    assert "/activeren/" in message.body


def test_a_refused_administrator_leaves_no_organisation() -> None:
    with pytest.raises(Refusal):
        organisations.add("Gemeente Proef", "no address", "Noor", "Smit", "nl")
    assert not Organisation.objects.exists()


def test_a_name_is_used_once() -> None:
    organisations.add("Gemeente Proef", "noor@proef.test", "Noor", "Smit", "nl")
    with pytest.raises(Refusal) as refused:
        organisations.add("gemeente proef", "bas@proef.test", "Bas", "Smit", "nl")
    assert refused.value.code == "organisation_exists"
