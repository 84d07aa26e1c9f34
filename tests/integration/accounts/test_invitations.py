"""The invitation of a client by an agent (ACC-4)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import InvitationAnswered, Membership, Organisation, Role, invitation_answered
from oogcontact.domains.accounts.api import invite_client as invite
from oogcontact.domains.accounts.models import Invitation, User
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal
from tests.integration.accounts.helpers import error_of, login, mails, make_person, send, signed_in, token_in

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
FORM = {"first_name": "Els", "last_name": "Klaassen", "username": "els", "password": "Woordje1!"}


@pytest.fixture
def answers() -> Iterator[list[InvitationAnswered]]:
    """What the domains above were told."""
    told: list[InvitationAnswered] = []
    invitation_answered.register(told.append)
    yield told
    invitation_answered.unregister(told.append)


def invited(anna: Membership, email: str = "els@voorbeeld.test", language: str = "nl") -> tuple[Invitation, str]:
    invitation = invite(anna.user, "Els", "Klaassen", email, language, "Tot gauw!\nAnna")
    return invitation, token_in(mails(email.lower())[-1], "uitnodiging")


def post(token: str, what: str, body: object = None, client: Client | None = None) -> Any:
    return send(client or Client(), "post", f"/api/invitations/{token}/{what}", body)


def test_the_page_greets(anna: Membership) -> None:
    """ACC-4: by first name, with who invites, the address fixed and the rules of the password."""
    _, token = invited(anna)
    assert Client().get(f"/api/invitations/{token}").json() == {
        "state": "valid",
        "first_name": "Els",
        "last_name": "Klaassen",
        "email": "els@voorbeeld.test",
        "inviter": "Anna de Vries",
        "organisation": "Zorggroep Voorbeeld",
        "strict": True,
    }
    text = mails("els@voorbeeld.test")[0].text
    assert "Tot gauw!\nAnna" in text
    assert "Uitnodiging accepteren" in text


def test_registering_accepts(anna: Membership, answers: list[InvitationAnswered]) -> None:
    """ACC-4: the account is a client of the organisation, and the inviter's domain is told."""
    invitation, token = invited(anna)
    assert post(token, "register", FORM).json() == {"email": "els@voorbeeld.test"}
    els = User.objects.get(email="els@voorbeeld.test")
    assert els.memberships.get().role == Role.CLIENT
    assert answers == [InvitationAnswered(invitation.pk, anna.user_id, "accepted", els.pk)]
    assert login(Client(), "els@voorbeeld.test", "Woordje1!").status_code == 200
    assert error_of(post(token, "register", FORM)) == (409, "link_used")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"password": "Woordje12"}, "password_no_special"),
        ({"first_name": "  "}, "required"),
        ({"first_name": "E\u202els"}, "text_invalid"),
        ({"last_name": "x" * 81}, "text_invalid"),
        ({"username": "anna.dv"}, "username_in_use"),
        ({"username": "els@hier"}, "username_invalid"),
        ({"password": None}, "invalid"),
    ],
)
def test_a_refused_registration_leaves_nothing(
    anna: Membership, answers: list[InvitationAnswered], change: dict[str, object], code: str
) -> None:
    """ACC-4, ACC-5: each fault has its code, and the link still works."""
    _, token = invited(anna)
    assert error_of(post(token, "register", {**FORM, **change}))[1] == code
    assert not User.objects.filter(email="els@voorbeeld.test").exists()
    assert answers == []
    assert post(token, "register", FORM).status_code == 200


def test_an_existing_account_is_linked(
    organisation: Organisation, anna: Membership, answers: list[InvitationAnswered]
) -> None:
    """ACC-4: sign in, then accept; also with another address and another organisation."""
    els = make_person(Organisation.objects.create(name="Elders"), "Elsje", Role.CLIENT)
    invitation, token = invited(anna)
    assert error_of(post(token, "accept")) == (401, "not_signed_in")
    assert post(token, "accept", client=signed_in(els)).status_code == 200
    assert els.user.memberships.filter(organisation=organisation, role=Role.CLIENT).exists()
    assert answers == [InvitationAnswered(invitation.pk, anna.user_id, "accepted", els.user_id)]
    assert error_of(post(token, "accept", client=signed_in(els))) == (409, "link_used")


def test_registering_with_a_known_address_points_to_sign_in(anna: Membership) -> None:
    """ACC-4: who has an account elsewhere is told so; the link still works to accept."""
    els = make_person(Organisation.objects.create(name="Elders"), "Els", Role.CLIENT)
    _, token = invited(anna)
    assert error_of(post(token, "register", FORM)) == (409, "email_in_use")
    assert post(token, "accept", client=signed_in(els)).status_code == 200


def test_declining_is_final(anna: Membership, answers: list[InvitationAnswered]) -> None:
    """ACC-4: the inviter is told "declined", and no further mail is sent for it."""
    invitation, token = invited(anna)
    assert post(token, "decline").status_code == 200
    assert answers == [InvitationAnswered(invitation.pk, anna.user_id, "declined", None)]
    assert Client().get(f"/api/invitations/{token}").json()["state"] == "declined"
    for what, body in (("decline", None), ("register", FORM)):
        assert error_of(post(token, what, body)) == (409, "link_declined")
    assert len(mails("els@voorbeeld.test")) == 1


def test_an_invitation_expires(anna: Membership) -> None:
    """ACC-4: after two weeks; inviting again mails a fresh link of the same invitation."""
    with clock.at(START) as time:
        invitation, token = invited(anna)
        time.advance(14 * 86400)
        assert error_of(post(token, "register", FORM)) == (409, "link_expired")
        again, fresh = invited(anna)
        assert (again.pk, Invitation.objects.count()) == (invitation.pk, 1)
        assert post(fresh, "register", FORM).status_code == 200


def test_one_can_not_accept_ones_own(anna: Membership) -> None:
    """ACC-4: the inviter is no client of himself."""
    _, token = invited(anna)
    assert error_of(post(token, "accept", client=signed_in(anna))) == (409, "own_invitation")


def test_an_activation_link_is_no_invitation(anna: Membership) -> None:
    """ACC-4: the two kinds do not mix."""
    _, token = invited(anna)
    assert Client().get(f"/api/activations/{token}").json()["state"] == "unknown"


def test_who_may_invite_whom(organisation: Organisation, anna: Membership) -> None:
    """ACC-4: clients do not invite; people of the organisation are not invited again; addresses are whole."""
    els = make_person(organisation, "Els", Role.CLIENT)
    for inviter, email, code in (
        (els, "dirk@voorbeeld.test", "not_found"),
        (anna, "ELS@voorbeeld.test", "already_member"),
        (anna, "geen adres", "email_invalid"),
    ):
        with pytest.raises(Refusal) as refused:
            invite(inviter.user, "X", "Y", email, "nl", "")
        assert refused.value.code == code
    assert not Invitation.objects.exists()


def test_the_mail_is_in_the_language_of_the_client(anna: Membership) -> None:
    """ACC-12: as the inviter chose."""
    invited(anna, language="en")
    assert "Accept invitation" in mails("els@voorbeeld.test")[0].text
