"""Activation of an account that an administrator made (ACC-2)."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from oogcontact.domains.accounts import invitations
from oogcontact.domains.accounts.api import Membership, Organisation, Role, add_person, change_person
from oogcontact.domains.accounts.models import Invitation, InvitationLink
from oogcontact.domains.accounts.people import withdraw_activation
from oogcontact.domains.audit.api import Actor
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import error_of, login, mails, send, token_in

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
NEW = "Woordje1!"


def add(organisation: Organisation, **kwargs: Any) -> tuple[Membership, str]:
    """Return a new person and the token of his mail."""
    values = {"first_name": "Bram", "last_name": "Bos", "email": "Bram@voorbeeld.test", "role": Role.AGENT, **kwargs}
    membership = add_person(organisation, Actor(), **values)
    return membership, token_in(mails("bram@voorbeeld.test")[-1], "activeren")


def activate(token: str, password: str = NEW) -> Any:
    return send(Client(), "post", f"/api/activations/{token}", {"password": password})


def test_the_link_sets_a_password_once(organisation: Organisation) -> None:
    """ACC-2: then one can sign in, and a confirmation mail has gone out."""
    _, token = add(organisation)
    assert error_of(login(Client(), "bram@voorbeeld.test", NEW))[0] == 400
    assert Client().get(f"/api/activations/{token}").json() == {
        "state": "valid",
        "name": "Bram Bos",
        "email": "bram@voorbeeld.test",
        "organisation": "Zorggroep Voorbeeld",
        "strict": False,
    }
    assert activate(token).json() == {"email": "bram@voorbeeld.test"}
    assert login(Client(), "bram@voorbeeld.test", NEW).status_code == 200
    assert len(mails("bram@voorbeeld.test")) == 2
    assert Client().get(f"/api/activations/{token}").json()["state"] == "used"
    assert error_of(activate(token, "Anders-123!")) == (409, "link_used")
    assert login(Client(), "bram@voorbeeld.test", NEW).status_code == 200


def test_a_refused_password_leaves_the_link_whole(organisation: Organisation) -> None:
    """ACC-2, ACC-6: nothing half-done."""
    _, token = add(organisation)
    assert error_of(activate(token, "zwak")) == (400, "password_too_short")
    assert error_of(send(Client(), "post", f"/api/activations/{token}", {})) == (400, "invalid")
    assert activate(token).status_code == 200


def test_a_link_lasts_seventy_two_hours(organisation: Organisation) -> None:
    """ACC-2: an expired one says so and is renewed by mail; only the newest works."""
    with clock.at(START) as time:
        _, old = add(organisation)
        assert error_of(send(Client(), "post", f"/api/activations/{old}/renew")) == (409, "link_valid")
        time.advance(72 * 3600)
        shown = Client().get(f"/api/activations/{old}").json()
        assert (shown["state"], shown["email"]) == ("expired", "")
        assert error_of(activate(old)) == (409, "link_expired")
        assert send(Client(), "post", f"/api/activations/{old}/renew").status_code == 200
        new = token_in(mails("bram@voorbeeld.test")[-1], "activeren")
        assert new != old
        assert Client().get(f"/api/activations/{old}").json()["state"] == "expired"
        assert error_of(activate(old)) == (409, "link_expired")
        assert activate(new).status_code == 200
        assert Client().get(f"/api/activations/{old}").json()["state"] == "used"


def test_a_withdrawn_link_does_not_work(organisation: Organisation) -> None:
    """ACC-2: nor can it be renewed."""
    membership, token = add(organisation)
    withdraw_activation(organisation, membership.user_id, Actor())
    assert Client().get(f"/api/activations/{token}").json()["state"] == "withdrawn"
    assert error_of(activate(token)) == (409, "link_withdrawn")
    assert error_of(send(Client(), "post", f"/api/activations/{token}/renew")) == (409, "link_withdrawn")


def test_a_blocked_person_can_not_activate(organisation: Organisation) -> None:
    """ADM-1: the block holds before the first sign-in too."""
    membership, token = add(organisation)
    change_person(organisation, membership.user_id, {"blocked": True}, Actor())
    assert error_of(activate(token)) == (409, "link_withdrawn")
    change_person(organisation, membership.user_id, {"blocked": False}, Actor())
    assert activate(token).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 43, "..", "%00", "é"])
def test_an_unknown_token_is_unknown(db: None, token: str) -> None:
    """ACC-2: whatever somebody types."""
    answer = Client().get(f"/api/activations/{token}")
    assert answer.status_code == 404 or answer.json()["state"] == "unknown"
    assert activate(token).status_code == 404


def test_tokens_are_not_kept(organisation: Organisation) -> None:
    """ACC-2: the database holds digests alone."""
    _, token = add(organisation)
    assert not InvitationLink.objects.filter(digest=token).exists()
    assert InvitationLink.objects.get().digest == Invitation.objects.get().digest == invitations.digest_of(token)


def test_tokens_can_not_be_guessed(organisation: Organisation) -> None:
    """ACC-2: an address that tries many is held up."""
    # The window of the limit must not end in the middle of a slow machine's tries.
    with clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        statuses = [Client().get(f"/api/activations/{number}").status_code for number in range(61)]
    assert (statuses[59], statuses[60]) == (200, 429)


def test_a_client_gets_the_strict_rules(organisation: Organisation) -> None:
    """ACC-6: the policy of the role counts."""
    _, token = add(organisation, role=Role.CLIENT)
    assert Client().get(f"/api/activations/{token}").json()["strict"] is True
    assert error_of(activate(token, "Woordje12")) == (400, "password_no_special")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_redeem_once(organisation: Organisation) -> None:
    """ACC-2: of two clicks at the same moment one wins."""
    _, token = add(organisation)
    answers: list[str] = []
    ready = threading.Barrier(4)

    def redeem(number: int) -> None:
        try:
            ready.wait()
            invitations.activate(token, f"Woordje{number}!", "192.0.2.1")
            answers.append("activated")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=redeem, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["activated", "link_used", "link_used", "link_used"]
