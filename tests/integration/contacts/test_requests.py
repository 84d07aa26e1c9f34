"""Contact requests and invitations, seen from both sides."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.contacts import actions, api
from oogcontact.infra.models import QueuedMail, StoredEvent
from oogcontact.kernel import clock
from tests.integration.contacts.conftest import PageOf
from tests.integration.contacts.helpers import Page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_an_accepted_request_makes_both_contacts(page_of: PageOf, stranger: Page) -> None:
    """CON-3."""
    dirk = page_of("dirk")
    sent = dirk.ask("Zoe@Andere.test")
    assert (sent["name"], sent["request"], sent["person_id"]) == ("zoe@andere.test", "sent", None)
    assert not api.may_see(dirk.me.pk, stranger.me.pk)
    (request,) = stranger.requests()
    assert request["person"]["name"] == "Dirk de Vries"
    stranger.send("post", f"contact-requests/{request['id']}/accept")
    assert stranger.requests() == []
    (mine,) = dirk.items("personal")
    assert (mine["id"], mine["name"], mine["request"]) == (sent["id"], "Zoë Bakker", "none")
    assert mine["person_id"] == stranger.id
    assert stranger.names("personal") == ["Dirk de Vries"]
    assert api.may_see(dirk.me.pk, stranger.me.pk)
    assert api.linked(stranger.me.pk, dirk.me.pk)
    assert api.watchers_of(stranger.me.pk) == {dirk.me.pk}
    told = StoredEvent.objects.filter(user=dirk.me, type="contact.changed").values_list("data", flat=True)
    assert {"contact_id": sent["id"]} in told
    assert StoredEvent.objects.filter(user=stranger.me, type="contact.request").exists()


def test_a_declined_request_shows_the_asker(page_of: PageOf, stranger: Page) -> None:
    """CON-3: and leaves the other in peace for a week."""
    dirk = page_of("dirk")
    with clock.at(NOON) as now:
        dirk.ask("zoe@andere.test")
        stranger.send("post", f"contact-requests/{stranger.requests()[0]['id']}/decline")
        (mine,) = dirk.items("personal")
        assert (mine["request"], mine["person_id"]) == ("declined", None)
        ask = {"kind": "existing", "email": "zoe@andere.test"}
        assert dirk.refused("post", "contacts", ask) == (409, "declined_recently", "email")
        now.advance(8 * 86400)
        stranger.sign_in()
        assert dirk.ask("zoe@andere.test")["request"] == "sent"
        assert len(stranger.requests()) == 1
        assert len(dirk.items("personal")) == 1


def test_the_answer_tells_not_who_has_an_account(page_of: PageOf, stranger: Page) -> None:
    """CON-3: known and unknown addresses answer alike beyond one's own organisation."""
    bram = page_of("bram")
    known, unknown = bram.ask("zoe@andere.test"), bram.ask("niemand@andere.test")
    for answer in (known, unknown):
        answer.pop("id")
        assert answer.pop("name") == answer.pop("email")
    assert known == unknown


def test_requests_that_cross_tie_at_once(page_of: PageOf, stranger: Page) -> None:
    """CON-3."""
    dirk = page_of("dirk")
    dirk.ask("zoe@andere.test")
    assert stranger.ask("dirk@voorbeeld.test")["name"] == "Dirk de Vries"
    assert dirk.names("personal") == ["Zoë Bakker"]
    assert stranger.requests() == []


def test_bad_requests_are_refused(page_of: PageOf, stranger: Page) -> None:
    """CON-3: each with a code and the field."""
    anna = page_of("anna")

    def ask(email: str) -> tuple[int, str, str | None]:
        return anna.refused("post", "contacts", {"kind": "existing", "email": email})

    assert ask("") == (400, "email_missing", "email")
    assert ask("zoe") == (400, "email_invalid", "email")
    assert ask("anna@voorbeeld.test") == (400, "own_address", "email")
    assert ask("bram@voorbeeld.test") == (409, "colleague", "email")
    anna.ask("zoe@andere.test")
    assert ask("zoe@andere.test") == (409, "already_asked", "email")
    stranger.send("post", f"contact-requests/{stranger.requests()[0]['id']}/accept")
    assert ask("zoe@andere.test") == (409, "already_contact", "email")


def test_only_the_asked_person_answers_and_once(page_of: PageOf, stranger: Page) -> None:
    """CON-3: another's request does not exist."""
    dirk, els = page_of("dirk"), page_of("els")
    dirk.ask("zoe@andere.test")
    path = f"contact-requests/{stranger.requests()[0]['id']}"
    assert els.refused("post", f"{path}/accept") == (404, "not_found", None)
    assert dirk.refused("post", f"{path}/accept") == (404, "not_found", None)
    stranger.send("post", f"{path}/decline")
    assert stranger.refused("post", f"{path}/accept") == (409, "request_answered", None)
    assert stranger.refused("post", f"contact-requests/{uuid.uuid4()}/accept") == (404, "not_found", None)


def test_a_deleted_request_is_withdrawn(page_of: PageOf, stranger: Page) -> None:
    """CON-2, CON-3: once it can no longer be brought back."""
    dirk = page_of("dirk")
    with clock.at(NOON) as now:
        sent = dirk.ask("zoe@andere.test")
        dirk.send("delete", f"contacts/{sent['id']}")
        assert len(stranger.requests()) == 1
        now.advance(11)
        assert actions.delete_due(clock.now()) == 1
        assert stranger.requests() == []


def test_who_is_removed_sees_no_presence_any_more(page_of: PageOf, stranger: Page) -> None:
    """CON-2: the other keeps the name; asking again needs no answer, because he has kept the contact."""
    dirk = page_of("dirk")
    api.link(dirk.me.pk, stranger.me.pk)
    with clock.at(NOON) as now:
        (mine,) = dirk.items("personal")
        dirk.send("delete", f"contacts/{mine['id']}")
        assert api.linked(stranger.me.pk, dirk.me.pk)
        now.advance(10)
        actions.delete_due(clock.now())
    assert not api.linked(stranger.me.pk, dirk.me.pk)
    (theirs,) = stranger.items("personal")
    assert (theirs["name"], theirs["person_id"], theirs["presence"]) == ("Dirk de Vries", None, None)
    assert dirk.ask("zoe@andere.test")["person_id"] == stranger.id
    assert api.linked(stranger.me.pk, dirk.me.pk)


INVITE = {"kind": "invite", "first_name": "Nora", "last_name": "Smit", "email": "nora@ergens.test", "language": "nl"}


def _token() -> str:
    mail = QueuedMail.objects.filter(to="nora@ergens.test").latest("created_at")
    found = re.search(r"/uitnodiging/([\w-]+)", mail.text)
    assert found
    return found.group(1)


def test_an_accepted_invitation_makes_both_contacts(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-3, ACC-4."""
    anna = page_of("anna")
    sent = anna.send("post", "contacts", INVITE)
    assert (sent["name"], sent["section"], sent["request"]) == ("Nora Smit", "clients", "sent")
    body = {"first_name": "Nora", "last_name": "Smit-Bos", "password": "Woordje1!"}
    anna.send("post", f"invitations/{_token()}/register", body)
    (mine,) = anna.items("clients")
    assert (mine["id"], mine["name"], mine["request"]) == (sent["id"], "Nora Smit-Bos", "none")
    assert api.linked(uuid.UUID(mine["person_id"]), anna.me.pk)
    assert page_of("bram").items("clients") == []


def test_an_accepted_invitation_of_a_deleted_contact_makes_it_anew(page_of: PageOf) -> None:
    """ACC-4."""
    anna = page_of("anna")
    with clock.at(NOON) as now:
        sent = anna.send("post", "contacts", INVITE)
        anna.send("delete", f"contacts/{sent['id']}")
        now.advance(11)
        actions.delete_due(clock.now())
        body = {"first_name": "Nora", "last_name": "Smit", "password": "Woordje1!"}
        anna.send("post", f"invitations/{_token()}/register", body)
        assert anna.names("clients") == ["Nora Smit"]


def test_a_declined_invitation_shows_the_inviter(page_of: PageOf) -> None:
    """ACC-4: the inviter sees it."""
    anna = page_of("anna")
    anna.send("post", "contacts", INVITE)
    anna.send("post", f"invitations/{_token()}/decline")
    assert [item["request"] for item in anna.items("clients")] == ["declined"]


def test_clients_invite_nobody(page_of: PageOf) -> None:
    """ACC-4: an agent invites."""
    assert page_of("dirk").refused("post", "contacts", INVITE) == (403, "not_allowed", None)
    assert (
        page_of("anna").refused("post", "contacts", {**INVITE, "email": "dirk@voorbeeld.test"})[1] == "already_member"
    )
    assert page_of("anna").refused("post", "contacts", {**INVITE, "email": "x"})[1] == "email_invalid"


def test_a_repeated_command_adds_once(page_of: PageOf) -> None:
    """The same key gets the first answer."""
    anna, key = page_of("anna"), uuid.uuid4()
    body = {"kind": "plain", "name": "Tante Riet"}
    assert anna.send("post", "contacts", body, key) == anna.send("post", "contacts", body, key)
    assert anna.names("personal") == ["Tante Riet"]
