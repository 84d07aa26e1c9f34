"""Guests: links that are theirs alone (WAI-4)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.accounts import guests
from oogcontact.domains.accounts.api import AccessEnded, Guest, Membership, access_ended
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from oogcontact.project.api import api

HOUR = timedelta(hours=1)


def guest_of(membership: Membership, *, begins: timedelta = -HOUR, ends: timedelta = HOUR) -> Guest:
    """Make a guest of this person's organisation."""
    now = clock.now()
    validity = guests.Validity(now + begins, now + ends)
    return guests.make_guest(membership.organisation_id, "Fatima Yilmaz", "nl", validity)


def refused(token: str) -> str:
    """Return the code with which a token is refused."""
    with pytest.raises(Refusal) as caught:
        guests.guest_of_token(token)
    return caught.value.code


def test_a_token_is_of_one_guest_and_safe_in_an_address(people: dict[str, Membership]) -> None:
    """WAI-4: 144 bits of signature, and each sign of it counts."""
    guest = guest_of(people["anna"])
    token = guests.token_of(guest)
    assert guests.guest_of_token(token) == guest
    assert len(token) == 46
    assert token.replace("-", "").replace("_", "").isalnum()
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        assert refused(token[:place] + other + token[place + 1 :]) == "link_unknown"


@pytest.mark.parametrize("token", ["", "x", "A" * 46, "é" * 46, "A" * 5000, "%00", "../../etc"])
def test_nonsense_is_an_unknown_link(token: str, people: dict[str, Membership]) -> None:
    """WAI-4."""
    assert refused(token) == "link_unknown"


def test_a_link_has_its_time(people: dict[str, Membership]) -> None:
    """APP-2: not before, not after."""
    assert refused(guests.token_of(guest_of(people["anna"], begins=HOUR, ends=2 * HOUR))) == "link_early"
    assert refused(guests.token_of(guest_of(people["anna"], begins=-2 * HOUR, ends=-HOUR))) == "link_expired"


def test_a_withdrawn_link_says_so(people: dict[str, Membership]) -> None:
    """WAI-4: revocable; what the guest takes part in ends."""
    told: list[AccessEnded] = []
    note = told.append
    access_ended.register(note)
    guest = guest_of(people["anna"])
    token = guests.token_of(guest)
    guests.withdraw_guest(guest.pk)
    guests.withdraw_guest(guest.pk)
    access_ended.unregister(note)
    assert refused(token) == "link_withdrawn"
    assert told == [AccessEnded(guest.pk)]


def test_a_guest_is_a_person_without_an_account(people: dict[str, Membership]) -> None:
    """WAI-4: he has a name, and neither sign-in nor mail address."""
    guest = guest_of(people["anna"])
    shown = accounts.people([guest.pk])[guest.pk]
    assert (shown.name, shown.role, shown.organisation_id) == ("Fatima Yilmaz", "guest", guest.organisation_id)
    assert not guest.user.is_active
    assert not Client().login(username=guest.user.email, password="!")


def test_a_guest_reaches_what_is_his_and_nothing_else(people: dict[str, Membership]) -> None:
    """WAI-4: the calls that he takes part in; every other command is closed to him."""
    browser = Client(enforce_csrf_checks=True)
    token = guests.token_of(guest_of(people["anna"]))
    assert browser.get("/api/live", headers={"X-Guest-Token": token}).json() == {"rooms": [], "rings": []}
    assert browser.get("/api/ice-servers", headers={"X-Guest-Token": token}).status_code == 200
    left = browser.post(
        f"/api/rooms/{uuid.uuid4()}/leave",
        {"client": str(uuid.uuid4())},
        "application/json",
        headers={"X-Guest-Token": token},
    )
    assert left.status_code == 404
    assert browser.get("/api/live", headers={"X-Guest-Token": "wrong"}).status_code == 404
    assert browser.get("/api/live").status_code == 401


def test_a_guest_chooses_his_language(people: dict[str, Membership]) -> None:
    """ACC-12: it is kept with him, also before his link works, and with nobody else; no cookie is set."""
    early = guest_of(people["anna"], begins=HOUR, ends=2 * HOUR)
    other = guest_of(people["anna"])
    browser = Client(enforce_csrf_checks=True)
    headers = {"X-Guest-Token": guests.token_of(early)}
    answer = browser.post("/api/guest/language", {"language": "en"}, "application/json", headers=headers)
    assert answer.status_code == 200
    assert not answer.cookies
    assert accounts.User.objects.get(pk=early.pk).language == "en"
    assert accounts.User.objects.get(pk=other.pk).language == "nl"
    assert accounts.User.objects.get(pk=people["anna"].user_id).language == "nl"


@pytest.mark.parametrize("body", [{}, {"language": "fr"}, {"language": None}, {"language": ["en"]}])
def test_a_language_that_is_not_spoken_is_refused(people: dict[str, Membership], body: dict[str, object]) -> None:
    """ACC-12: and a link that does not work changes nothing."""
    headers = {"X-Guest-Token": guests.token_of(guest_of(people["anna"]))}
    browser = Client()
    assert browser.post("/api/guest/language", body, "application/json", headers=headers).status_code == 400
    assert browser.post("/api/guest/language", {"language": "en"}, "application/json").status_code == 401


#: What a guest may do, beside what everybody may who has no account.
OF_GUESTS = {
    "GET /api/guest",
    "GET /api/guest/call-me",
    "POST /api/guest/call-me",
    "POST /api/guest/call-me/withdraw",
    "POST /api/guest/here",
    "POST /api/guest/language",
    "POST /api/guest/message",
    "POST /api/guest/report",
    "GET /api/live",
    "GET /api/ice-servers",
    "POST /api/rings/{ring_id}/accept",
    "POST /api/rooms/{room_id}/leave",
    "POST /api/rooms/{room_id}/media",
    "POST /api/rooms/{room_id}/return",
    "POST /api/rooms/{room_id}/seen",
}
OF_EVERYBODY = (
    "/api/session",
    "/api/language",
    "/api/username-reminder",
    "/api/activations/",
    "/api/invitations/",
    "/api/connection-test/",
    # Visitors of websites are nobody yet.
    "/api/button/",
)


def open_to(token: str) -> set[str]:
    """Return the commands that a guest's link opens, beside what everybody may."""
    browser = Client(raise_request_exception=False)
    headers = {"X-Guest-Token": token}
    paths: dict[str, dict[str, object]] = api.get_openapi_schema()["paths"]
    open_to_him = set()
    for path, methods in paths.items():
        for method in methods:
            address = re.sub(r"\{[^}]*\}", str(uuid.uuid4()), path)
            answer = browser.generic(method.upper(), address, b"{}", "application/json", headers=headers)
            if answer.status_code not in (401, 405) and not path.startswith(OF_EVERYBODY):
                open_to_him.add(f"{method.upper()} {path}")
    return open_to_him


def test_a_guest_reaches_no_other_command(people: dict[str, Membership]) -> None:
    """WAI-4: every command of the product is tried with a link that works."""
    assert open_to(guests.token_of(guest_of(people["anna"]))) == OF_GUESTS


def test_the_header_does_not_open_what_the_cookie_does(people: dict[str, Membership]) -> None:
    """Cross-site requests carry no such header; with it, a session's commands still ask for their own token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people["anna"].user)
    answer = browser.post("/api/language", {"language": "en"}, "application/json")
    assert answer.status_code == 403
