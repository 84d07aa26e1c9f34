"""Making, changing and removing buttons (ADM-3)."""

import json
from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Organisation, Role
from oogcontact.domains.desk import api as desk
from oogcontact.domains.website_button.models import Button
from tests.integration.calls.helpers import Device, error_of, make_person

pytestmark = pytest.mark.django_db

PATH = "/api/administration/buttons"


def send(device: Device, method: str, path: str = PATH, **body: Any) -> Any:
    client = Client()
    client.force_login(device.member.user)
    return getattr(client, method)(path, json.dumps(body, default=str), content_type="application/json")


def test_a_button_is_made_changed_and_removed(administrator: Device, group: desk.Group) -> None:
    """ADM-3: with the script to copy."""
    made = send(administrator, "post", name=" Site ", groups=[group.pk], origins=["www.zonnewaard.nl"]).json()
    assert (made["name"], made["origins"], made["hours"]) == ("Site", ["https://www.zonnewaard.nl"], None)
    script = f'<script src="http://localhost:8000/button.js?id={made["public_id"]}" async></script>'
    assert made["script"] == script
    path = f"{PATH}/{made['id']}"
    week = [["09:00", "17:00"], *[None] * 6]
    changed = send(administrator, "patch", path, hours=week, position="left", colour="#aa0000").json()
    assert (changed["hours"], changed["position"], changed["name"]) == (week, "left", "Site")
    assert send(administrator, "patch", path, hours=None).json()["hours"] is None
    assert send(administrator, "delete", path).json()["buttons"] == []


def test_groups_to_choose_from(administrator: Device, group: desk.Group) -> None:
    """ADM-3."""
    answer = administrator.get("administration/buttons").json()
    assert answer == {"buttons": [], "groups": [{"id": str(group.pk), "name": "Balie"}], "colour": "#0b5d66"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "x" * 61}, "invalid"),
        ({"name": "Si\u202ete"}, "text_not_plain"),
        ({"text_nl": ""}, "text_missing"),
        ({"text_en": "Call\x00"}, "text_not_plain"),
        ({"colour": "red"}, "colour_invalid"),
        ({"colour": "#0b5d6"}, "colour_invalid"),
        ({"colour": "red;}x{"}, "colour_invalid"),
        ({"hours": [["17:00", "09:00"], *[None] * 6]}, "hours_invalid"),
        ({"hours": [None] * 6}, "invalid"),
        ({"hours": [["09:00"], *[None] * 6]}, "invalid"),
        ({"origins": ["https://*.nl"]}, "site_invalid"),
        ({"origins": ["javascript:alert(1)"]}, "site_invalid"),
        ({"origins": [f"https://{number}.nl" for number in range(51)]}, "sites_too_many"),
        ({"strategy": "random"}, "invalid"),
        ({"groups": ["nobody"]}, "invalid"),
        ({"consent_text": "x" * 1001}, "invalid"),
        ({"consent_text": "\u202eakkoord"}, "text_not_plain"),
    ],
)
def test_what_can_not_be_kept(administrator: Device, button: Button, changes: dict[str, Any], code: str) -> None:
    """ADM-3: each is named, and nothing changes."""
    before = Button.objects.values().get()
    assert error_of(send(administrator, "patch", f"{PATH}/{button.pk}", **changes)) == (400, code)
    assert Button.objects.values().get() == before


def test_only_administrators_of_the_organisation(button: Button, anna: Device) -> None:
    """ADM-3: agents, and administrators of another organisation, see no button and no group."""
    stranger = Device(make_person(Organisation.objects.create(name="Ander"), "Zoe", Role.ADMINISTRATOR))
    path = f"{PATH}/{button.pk}"
    for device in (anna, stranger):
        assert error_of(send(device, "patch", path, name="Mijn")) == (404, "not_found")
        assert error_of(send(device, "delete", path)) == (404, "not_found")
    assert error_of(anna.get("administration/buttons")) == (404, "not_found")
    assert stranger.get("administration/buttons").json() == {"buttons": [], "groups": [], "colour": "#0b5d66"}
    assert Client().get(PATH).status_code == 401
    group = button.groups.get()
    assert error_of(send(stranger, "post", name="Mijn", groups=[group.pk])) == (404, "not_found")
