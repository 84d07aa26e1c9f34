"""What the tests of accounts and administration share."""

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role, create_account
from oogcontact.infra.models import QueuedMail

PASSWORD = "Welkom-2026!"
BROWSER = "/_allauth/browser/v1"


def make_person(
    organisation: Organisation, first_name: str = "Anna", role: Role = Role.AGENT, **kwargs: Any
) -> Membership:
    """Return an active person whose address is made of the first name."""
    values = {
        "email": f"{first_name.lower()}@voorbeeld.test",
        "first_name": first_name,
        "last_name": "de Vries",
        "password": PASSWORD,
        **kwargs,
    }
    return create_account(organisation, role, **values)


def login(client: Client, email: str, password: str = PASSWORD) -> Any:
    """Try to sign in by e-mail address, as the sign-in page does."""
    return send(client, "post", f"{BROWSER}/auth/login", {"email": email, "password": password})


def send(client: Client, method: str, path: str, body: object = None) -> Any:
    """Send a JSON body and return the answer."""
    data = "" if body is None else json.dumps(body)
    return getattr(client, method)(path, data, content_type="application/json")


def signed_in(membership: Membership) -> Client:
    """Return the browser of this person, signed in through the real sign-in."""
    client = Client()
    assert login(client, membership.user.email).status_code == 200
    return client


def error_of(response: HttpResponse) -> tuple[int, str]:
    """Return the status and the first code of an error answer, whose shape is checked."""
    body = json.loads(response.content)
    assert body["status"] == response.status_code
    assert body["errors"][0]["message"]
    return response.status_code, body["errors"][0]["code"]


def mails(email: str) -> list[QueuedMail]:
    """Return the mails to this address, the oldest first."""
    return list(QueuedMail.objects.filter(to=email).order_by("created_at", "id"))


def token_in(mail: QueuedMail, page: str) -> str:
    """Return the token of the link to `page` in a mail."""
    found = re.search(rf"/{page}/([\w:%-]+)", mail.text)
    if found is None:
        pytest.fail(f"no link to {page} in the mail")
    return unquote(found.group(1))
