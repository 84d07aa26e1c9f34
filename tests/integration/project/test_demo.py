"""The demo organisation and the page of its mail."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from oogcontact.domains.accounts.api import Membership, Organisation
from oogcontact.infra import mail
from oogcontact.kernel import clock
from oogcontact.project import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Settings, tmp_path: Path) -> Settings:
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "oogcontact.infra.mail_files.EmailBackend"
    return settings


def test_the_demo_organisation_is_made_once(demonstration: Settings) -> None:
    demo.make_once()
    demo.make_once()
    organisation = Organisation.objects.get(name="Zorggroep Voorbeeld")
    roles = Membership.objects.filter(organisation=organisation).values_list("user__email", "role")
    assert dict(roles) == {
        "anna@voorbeeld.test": "administrator",
        "bram@voorbeeld.test": "agent",
        "carla@voorbeeld.test": "agent",
        "dirk@voorbeeld.test": "client",
        "els@voorbeeld.test": "client",
    }
    accounts = Client().get("/api/session").json()["demo"]
    assert [account["password"] for account in accounts] == ["Welkom-2026!"] * 5
    assert all(Client().get(account["photo"]).status_code == 200 for account in accounts)


def test_the_mail_page_shows_messages_with_working_links(demonstration: Settings) -> None:
    context = {"name": "<b>Anna</b>", "organisation": "Zorggroep", "url": "http://localhost:8000/activeren/abc"}
    mail.send("anna@voorbeeld.test", "Welkom", "accounts/mail/activation", context, "nl")
    mail.send_due(clock.now())
    (file,) = demonstration.MAIL_DIR.glob("*.eml")
    assert f'href="/demo/mail/{file.stem}"' in Client().get("/demo/mail").content.decode()
    page = Client().get(f"/demo/mail/{file.stem}").content.decode()
    assert '<a class="button" href="http://localhost:8000/activeren/abc">Wachtwoord instellen</a>' in page
    assert "<b>Anna</b>" not in page
    assert Client().get("/demo/mail.css").status_code == 200


@pytest.mark.parametrize("path", ["/demo/mail", "/demo/mail/x", "/demo/mail.css"])
def test_outside_a_demonstration_there_is_no_mail_page(path: str, settings: Settings) -> None:
    settings.DEMO = False
    assert Client().get(path).status_code == 404
