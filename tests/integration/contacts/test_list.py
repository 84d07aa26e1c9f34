"""The list: its sections, its search, its commands, and who sees what."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oogcontact.domains.accounts.api import Membership, change_person
from oogcontact.domains.audit.api import Actor
from oogcontact.domains.contacts import actions, api, cards
from oogcontact.domains.contacts.models import Contact
from oogcontact.domains.contacts.wire import ContactPageSchema, ContactSchema
from oogcontact.infra import deadlines
from oogcontact.kernel import clock
from tests.integration.contacts.conftest import PageOf
from tests.integration.contacts.helpers import Page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def online() -> Iterator[set[uuid.UUID]]:
    """The people whom the presence provider knows as available."""
    known: set[uuid.UUID] = set()

    def presences(people: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, object]]:
        state = {"state": "available", "in_call": False, "text": "", "until": None}
        return {person: state for person in people if person in known}

    api.set_presence_provider(presences)
    yield known
    api.set_presence_provider(None)


def test_the_company_section_is_the_staff_without_me(page_of: PageOf, stranger: Page) -> None:
    """CON-4: computed, not for clients, and nobody of another organisation."""
    assert page_of("anna").names("company") == ["Bram de Vries", "Carla de Vries"]
    assert page_of("dirk").names("company") == []
    assert page_of("dirk").names() == []
    assert stranger.names() == []


def test_each_section_and_all(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-4."""
    anna = page_of("anna")
    api.link(people["anna"].user_id, people["dirk"].user_id)
    anna.add("Aart Buurman", numbers=[{"label": "mobiel", "number": "06-1234 5678"}])
    assert anna.names("clients") == ["Dirk de Vries"]
    assert anna.names("personal") == ["Aart Buurman"]
    assert anna.names() == ["Aart Buurman", "Bram de Vries", "Carla de Vries", "Dirk de Vries"]
    assert page_of("dirk").names("personal") == ["Anna de Vries"]
    assert page_of("bram").names("personal") == []


def test_pages_and_total(page_of: PageOf) -> None:
    """CON-2: with arrows to page through."""
    anna = page_of("anna")
    for number in range(5):
        anna.add(f"Persoon {number}")
    body = anna.send("get", "contacts?section=all&offset=2&limit=3")
    assert [item["name"] for item in body["items"]] == ["Persoon 0", "Persoon 1", "Persoon 2"]
    assert body["total"] == 7
    assert anna.send("get", "contacts?offset=50")["total"] == 7
    assert anna.send("get", "contacts?section=favourites&offset=50") == {"items": [], "total": 0}
    for bad in ("section=x", "offset=-1", "limit=0", "limit=201", "offset=x"):
        assert anna.refused("get", f"contacts?{bad}")[:2] == (400, "invalid")


@pytest.mark.parametrize(
    "question", ["riet", "RIET jansen", "jansén riet", "0612345678", "+31 6 1234", "buurvrouw", "riet@"]
)
def test_search(page_of: PageOf, question: str) -> None:
    """CON-7."""
    anna = page_of("anna")
    numbers = [{"label": "", "number": "06-1234 5678"}]
    anna.add("Riët Jansen", email="Riet@buurt.test", function="Buurvrouw", numbers=numbers)
    anna.add("Piet", numbers=[{"label": "", "number": "020 123 45 67"}])
    assert anna.names("all", question) == ["Riët Jansen"]


def test_signs_of_the_query_language_are_plain_text(page_of: PageOf) -> None:
    """CON-7."""
    anna = page_of("anna")
    anna.add("100%_zeker!")
    assert anna.names("all", "%_z") == ["100%_zeker!"]
    assert anna.names("all", "zeker!") == ["100%_zeker!"]
    for question in ("%", "_", "!", "' OR 1=1 --", "\x00!"):
        assert "Bram de Vries" not in anna.names("all", question)


def test_the_directory_follows_accounts(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-4, CON-7: a changed function is found, a blocked colleague is gone."""
    anna, bram = page_of("anna"), people["bram"]
    change_person(bram.organisation, bram.user_id, {"function": "Wijkverpleegkundige", "extension": "204"}, Actor())
    assert anna.names("company", "wijkverp") == ["Bram de Vries"]
    assert anna.names("company", "204") == ["Bram de Vries"]
    anna.send("put", f"contacts/{bram.user_id}/favourite")
    change_person(bram.organisation, bram.user_id, {"blocked": True}, Actor())
    assert anna.names("company") == ["Carla de Vries"]
    assert anna.names("favourites") == []
    assert not api.may_see(people["anna"].user_id, bram.user_id)
    assert cards.renew_all() == 0


def test_online_shows_who_is_there(page_of: PageOf, people: dict[str, Membership], online: set[uuid.UUID]) -> None:
    """CON-1: among those whom I may see, never myself."""
    api.link(people["anna"].user_id, people["dirk"].user_id)
    online |= {people[name].user_id for name in ("anna", "bram", "dirk", "els")}
    anna, dirk = page_of("anna"), page_of("dirk")
    assert anna.names("online") == ["Bram de Vries", "Dirk de Vries"]
    assert dirk.names("online") == ["Anna de Vries"]
    assert [item["presence"]["state"] for item in anna.items("company")] == ["available", "offline"]
    assert anna.names("online", "bram") == ["Bram de Vries"]


def test_the_list_and_the_details_are_alike(page_of: PageOf) -> None:
    """CON-2: the list writes its bytes by itself, a change answers through the schema."""
    anna = page_of("anna")
    added = anna.add("Riët Jansen", numbers=[{"label": "bij één van ons", "number": "020 123 45 67"}])
    (listed,) = anna.items("personal")
    assert listed == anna.send("get", f"contacts/{listed['id']}") == added
    assert listed["id"] == str(Contact.objects.get().pk)
    assert listed["numbers"] == [{"label": "bij één van ons", "number": "020 123 45 67", "e164": "+31201234567"}]


def test_the_list_asks_the_database_little(
    page_of: PageOf, online: set[uuid.UUID], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """CON-7: the session, who that is, and the page; whoever provides the presences adds his own."""
    anna = page_of("anna")
    anna.names()
    with django_assert_max_num_queries(3):
        anna.names()


def test_details_by_either_id(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-2."""
    anna, bram = page_of("anna"), str(people["bram"].user_id)
    assert anna.send("get", f"contacts/{bram}")["id"] == bram
    row = anna.send("patch", f"contacts/{bram}", {"note": "Belt graag 's ochtends"})
    assert row["id"] != bram
    assert anna.send("get", f"contacts/{bram}") == anna.send("get", f"contacts/{row['id']}")
    assert [item["note"] for item in anna.items("company", "bram")] == ["Belt graag 's ochtends"]
    assert page_of("carla").send("get", f"contacts/{bram}")["note"] == ""


def test_bad_details_are_refused(page_of: PageOf) -> None:
    """CON-3: code and field; nothing is left."""
    anna = page_of("anna")

    def add(**details: object) -> tuple[int, str, str | None]:
        return anna.refused("post", "contacts", {"kind": "plain", "name": "X", **details})

    assert add(name=" ") == (400, "name_missing", "name")
    assert add(name="x" * 121) == (400, "text_too_long", "name")
    assert add(name="a\u202eb") == (400, "text_invalid", "name")
    assert add(name="a\nb") == (400, "text_invalid", "name")
    assert add(email="x@") == (400, "email_invalid", "email")
    assert add(note="x" * 2001) == (400, "text_too_long", "note")
    assert add(numbers=[{"number": "bel mij"}]) == (400, "number_invalid", "numbers")
    assert add(numbers=[{"number": "0612345678"}] * 11) == (400, "too_many_numbers", "numbers")
    assert anna.refused("post", "contacts", {"kind": "other"})[:2] == (400, "invalid")
    assert anna.refused("post", "contacts", {"kind": "plain"})[:2] == (400, "invalid")
    assert anna.names("personal") == []


def test_sentences_are_dutch(page_of: PageOf) -> None:
    """ACC-12."""
    answer = page_of("anna").raw("post", "contacts", {"kind": "plain", "name": ""})
    assert json.loads(answer.content)["errors"][0]["message"] == "Vul een naam in."


def test_changing_a_contact(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-2: plain details are mine, those of a person are his."""
    anna = page_of("anna")
    riet = anna.add("Riet")
    numbers = [{"label": "thuis", "number": "020 123 45 67"}]
    changed = anna.send("patch", f"contacts/{riet['id']}", {"name": "Riet Jansen", "numbers": numbers})
    assert changed["numbers"] == [{"label": "thuis", "number": "020 123 45 67", "e164": "+31201234567"}]
    assert anna.names("all", "jansen 020123") == ["Riet Jansen"]
    bram = f"contacts/{people['bram'].user_id}"
    assert anna.refused("patch", bram, {"name": "Brammetje"}) == (409, "not_editable", "name")
    assert Contact.objects.filter(owner=anna.me).count() == 1


def test_others_contacts_do_not_exist(page_of: PageOf, stranger: Page, people: dict[str, Membership]) -> None:
    """Every command on another's row or person answers as if it were not there."""
    anna = page_of("anna")
    theirs = [anna.add("Riet")["id"], str(people["bram"].user_id), str(uuid.uuid4()), stranger.id]
    for ident in theirs:
        for method, path, body in [
            ("get", "", None),
            ("patch", "", {"note": "x"}),
            ("delete", "", None),
            ("post", "/restore", None),
            ("put", "/favourite", None),
            ("delete", "/favourite", None),
        ]:
            assert stranger.refused(method, f"contacts/{ident}{path}", body) == (404, "not_found", None)
    assert stranger.refused("put", "contacts/favourites", {"ids": theirs[:1]}) == (404, "not_found", None)
    assert Client().get("/api/contacts").status_code == 401
    assert anna.names("personal") == ["Riet"]


def test_a_deleted_contact_comes_back_within_ten_seconds(page_of: PageOf) -> None:
    """CON-2."""
    anna = page_of("anna")
    with clock.at(NOON) as now:
        path = f"contacts/{anna.add('Riet')['id']}"
        anna.send("put", f"{path}/favourite")
        until = datetime.fromisoformat(anna.send("delete", path)["restorable_until"])
        assert until == NOON + timedelta(seconds=10)
        assert anna.names("personal") == anna.names("favourites") == []
        assert anna.refused("get", path)[0] == anna.refused("delete", path)[0] == 404
        now.advance(9.9)
        deadlines.run_all(clock.now())
        assert anna.send("post", f"{path}/restore")["favourite"] is True
        assert anna.refused("post", f"{path}/restore")[0] == 404
        anna.send("delete", path)
        now.advance(10)
        assert anna.refused("post", f"{path}/restore")[0] == 404
        assert actions.delete_due(clock.now()) == 1
        assert not Contact.objects.exists()


def test_colleagues_are_not_deleted(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-4: the directory is computed."""
    anna, path = page_of("anna"), f"contacts/{people['bram'].user_id}"
    assert anna.refused("delete", path) == (409, "colleague_stays", None)
    anna.send("put", f"{path}/favourite")
    assert anna.refused("delete", path) == (409, "colleague_stays", None)


def test_favourites_keep_their_order(page_of: PageOf, people: dict[str, Membership]) -> None:
    """CON-4: star, sort, unstar."""
    anna = page_of("anna")
    ids = [anna.add("Riet")["id"], str(people["bram"].user_id), str(people["carla"].user_id)]
    for ident in ids:
        assert anna.send("put", f"contacts/{ident}/favourite")["favourite"] is True
    assert anna.names("favourites") == ["Riet", "Bram de Vries", "Carla de Vries"]
    anna.send("put", "contacts/favourites", {"ids": [ids[2], ids[0]]})
    assert anna.names("favourites") == ["Carla de Vries", "Riet", "Bram de Vries"]
    assert anna.refused("put", "contacts/favourites", {"ids": [ids[0], ids[0]]}) == (400, "favourite_twice", "ids")
    assert anna.send("delete", f"contacts/{ids[0]}/favourite")["favourite"] is False
    assert anna.refused("put", "contacts/favourites", {"ids": [ids[0]]})[0] == 404
    assert anna.names("favourites", "bram") == ["Bram de Vries"]
    assert page_of("bram").names("favourites") == []


def test_the_lean_answer_agrees_with_the_schema(
    page_of: PageOf, people: dict[str, Membership], online: set[uuid.UUID]
) -> None:
    """The bytes that the hot read writes itself are what the API's schema declares, field by field."""
    anna = page_of("anna")
    online.add(people["bram"].user_id)
    anna.add("Riet", numbers=[{"label": "thuis", "number": "020 123 45 67"}])
    anna.ask("zoe@andere.test")
    body = anna.send("get", "contacts")
    assert ContactPageSchema.model_validate(body).model_dump(mode="json") == body
    one = anna.send("get", f"contacts/{people['bram'].user_id}")
    assert ContactSchema.model_validate(one).model_dump(mode="json") == one
