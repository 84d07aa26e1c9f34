"""What visitors leave, and what agents do with it."""

from typing import Any

import pytest

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.website_button import tickets
from oogcontact.domains.website_button.models import Button, VisitorMessage
from oogcontact.infra.models import QueuedMail, StoredEvent
from tests.integration.calls.helpers import Device, error_of, make_person
from tests.integration.website_button.helpers import SITE, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(button: Button) -> str:
    return tickets.issue(button.public_id, SITE)


def test_a_message_reaches_the_group(
    page: Page, ticket: str, anna: Device, bram: Device, administrator: Device, organisation: Organisation
) -> None:
    """BTN-4: kept, mailed and told to the agents of the button; a colleague of another group hears nothing."""
    other = Device(make_person(organisation, "Oscar"))
    client = Device(make_person(organisation, "Dirk", Role.CLIENT))
    assert page.leave(ticket=ticket, name="Fatima").status_code == 200
    [message] = anna.get("visitor-messages").json()["items"]
    assert (message["name"], message["text"], message["kind"]) == ("Fatima", "Belt u mij?", "message")
    mailed = set(QueuedMail.objects.values_list("to", flat=True))
    assert mailed == {device.member.user.email for device in (anna, bram, administrator)}
    told = set(StoredEvent.objects.filter(type="visitor_message.changed").values_list("user_id", flat=True))
    assert told == {anna.person, bram.person, administrator.person}
    for stranger in (other, client):
        assert stranger.get("visitor-messages").json()["items"] == []
        refused = stranger.put(f"visitor-messages/{message['id']}/handled", handled=True)
        assert error_of(refused) == (404, "not_found")


def test_another_organisation_sees_nothing(page: Page, ticket: str) -> None:
    """Nothing of one is visible in another, also for its administrator."""
    page.leave(ticket=ticket)
    stranger = Device(make_person(Organisation.objects.create(name="Ander"), "Zoe", Role.ADMINISTRATOR))
    assert stranger.get("visitor-messages").json() == {"items": [], "total": 0, "open": 0}


def test_a_call_back(page: Page, ticket: str, anna: Device) -> None:
    """BTN-4: the number in any notation; the text is not asked."""
    answer = page.leave(ticket=ticket, kind="callback", number="06-1234 5678", text="", email="")
    assert answer.status_code == 200
    [message] = anna.get("visitor-messages").json()["items"]
    assert (message["number"], message["shown_number"]) == ("+31612345678", "06 12345678")
    assert "06 12345678" in QueuedMail.objects.all()[0].text


def test_it_is_dealt_with_and_not_after_all(page: Page, ticket: str, anna: Device, bram: Device) -> None:
    """BTN-4: everybody sees who did it; twice is once."""
    page.leave(ticket=ticket)
    path = f"visitor-messages/{anna.get('visitor-messages').json()['items'][0]['id']}/handled"
    done = anna.put(path, handled=True).json()
    assert done["handled_by"] == "Anna Test"
    assert bram.put(path, handled=True).json()["handled_by"] == "Anna Test"
    assert bram.get("visitor-messages").json() == {"items": [], "total": 0, "open": 0}
    assert bram.get("visitor-messages", filter="all").json()["total"] == 1
    assert bram.put(path, handled=False).json()["handled_at"] is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "text_missing"),
        ({"text": "Bel \u202emij"}, "text_not_plain"),
        ({"email": ""}, "email_invalid"),
        ({"email": "geen adres"}, "email_invalid"),
        ({"email": "a@b.nl\r\nBcc: c@d.nl"}, "email_invalid"),
        ({"name": "Fa\u2066tima"}, "name_invalid"),
        ({"kind": "callback", "number": "geen nummer"}, "number_invalid"),
        ({"kind": "callback", "number": ""}, "number_invalid"),
        ({"kind": "fax"}, "invalid"),
        ({"text": "x" * 2001}, "invalid"),
        ({"text": None}, "invalid"),
    ],
)
def test_what_can_not_be_kept(page: Page, ticket: str, changes: dict[str, Any], code: str) -> None:
    """BTN-4."""
    assert error_of(page.leave(ticket=ticket, **changes)) == (400, code)
    assert not VisitorMessage.objects.exists()
    assert not QueuedMail.objects.exists()


def test_a_message_from_nowhere(page: Page, ticket: str) -> None:
    """BTN-6: not without a ticket, not on another button, not for ever."""
    assert error_of(page.leave(ticket="")) == (403, "ticket_expired")
    answers = [page.leave(ticket=ticket, address="198.51.100.9").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
