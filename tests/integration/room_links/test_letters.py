"""The mail with a link into a call: in the organisation's look, queued, and its true state shown (CAL-11, ADM-2)."""

import pytest
from django.core import mail as outbox

from oogcontact.domains.room_links import actions
from oogcontact.infra import mail
from oogcontact.infra.models import QueuedMail
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device
from tests.integration.room_links.helpers import ask_link, links
from tests.integration.waiting_room.conftest import Told

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_link_is_mailed(anna: Device, talking: str, told: Told) -> None:
    """CAL-11: with the link, until when it works, and answers to the agent."""
    ask_link(anna, talking, "Omar Yilmaz", " omar@Voorbeeld.test ")
    shown = links(anna, talking)["Omar Yilmaz"]
    assert (shown["email"], shown["mail_state"]) == ("omar@voorbeeld.test", "queued")
    assert mail.send_due(clock.now()) == 1
    (sent,) = outbox.outbox
    message = sent.message()
    assert sent.to == ["omar@voorbeeld.test"]
    assert message["Subject"] == "Anna Test vraagt u bij een gesprek"
    assert message["Reply-To"] == anna.member.user.email
    assert shown["url"] in sent.body
    assert "tot 15:00 uur" in sent.body
    assert "Zorggroep Voorbeeld via Oogcontact" in message["From"]
    assert links(anna, talking)["Omar Yilmaz"]["mail_state"] == "sent"
    assert told.to(anna.person, "room_link.changed")[-1] == {"room_id": talking}


def test_a_refused_mail_says_why(anna: Device, talking: str) -> None:
    """CAL-11: the agent reads what the mail server said."""
    ask_link(anna, talking, email="omar@voorbeeld.test")
    queued = QueuedMail.objects.get()
    actions.mail_happened(mail.MailState(queued.pk, "waiting", "away"))
    assert links(anna, talking)["Omar Yilmaz"]["mail_state"] == "queued"
    assert links(anna, talking)["Omar Yilmaz"]["mail_reason"] == "away"
    actions.mail_happened(mail.MailState(queued.pk, "refused", "server", "550 No such user"))
    shown = links(anna, talking)["Omar Yilmaz"]
    assert (shown["mail_state"], shown["mail_reason"], shown["mail_said"]) == ("refused", "server", "550 No such user")


def test_a_mail_that_has_not_gone_goes_no_more(anna: Device, bram: Device, talking: str) -> None:
    """A withdrawn link, or a call that is over, is not mailed; the address is not kept."""
    ask_link(anna, talking, "Omar", "omar@voorbeeld.test")
    ask_link(anna, talking, "Fatima", "fatima@voorbeeld.test")
    anna.post(f"room-links/{links(anna, talking)['Omar']['id']}/withdraw")
    assert [queued.to for queued in QueuedMail.objects.all()] == ["fatima@voorbeeld.test"]
    bram.leave(talking)
    assert not QueuedMail.objects.exists()


def test_an_english_agent_sends_an_english_mail(anna: Device, talking: str) -> None:
    """Both languages."""
    anna.member.user.language = "en"
    anna.member.user.save()
    ask_link(anna, talking, email="omar@voorbeeld.test")
    queued = QueuedMail.objects.get()
    assert queued.subject == "Anna Test asks you to join a conversation"
    assert "Click here to open the conversation" in queued.text
