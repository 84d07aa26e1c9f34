"""The policies of an organisation (ADM-5)."""

from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role
from oogcontact.domains.audit.models import Entry
from tests.integration.accounts.helpers import error_of, make_person, send, signed_in

POLICIES = "/api/administration/policies"


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of an administrator."""
    return signed_in(make_person(Organisation.objects.create(name="Zorggroep"), "Anna", Role.ADMINISTRATOR))


def patch(browser: Client, **changes: object) -> Any:
    return send(browser, "patch", POLICIES, changes)


def test_the_defaults(browser: Client) -> None:
    """ADM-5, ACC-6, ACC-10: strict for clients, 12 hours for agents, 30 days for clients."""
    assert browser.get(POLICIES).json() == {
        "ring_seconds": 30,
        "countdown": True,
        "strict_password_agents": False,
        "strict_password_clients": True,
        "two_factor_administrators": False,
        "two_factor_agents": False,
        "two_factor_clients": False,
        "idle_hours_agents": 12,
        "idle_days_clients": 30,
        "mask_numbers": True,
        "reminder_hours": 24,
        "keep_appointments_days": 365,
        "keep_calls_days": 365,
        "keep_visits_days": 365,
        "keep_visitor_messages_days": 90,
        "keep_waiting_messages_days": 1,
    }


def test_a_change_holds_and_is_logged(browser: Client) -> None:
    """ADM-5, ADM-7: what is left out stays; what is the same is not logged."""
    assert patch(browser, ring_seconds=45, countdown=True).json()["ring_seconds"] == 45
    assert browser.get("/api/session").json()["organisation"]["ring_seconds"] == 45
    assert Entry.objects.get(action="policies.changed").detail == {"ring_seconds": [30, 45]}
    patch(browser, ring_seconds=45)
    assert Entry.objects.filter(action="policies.changed").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"ring_seconds": 14},
        {"ring_seconds": 61},
        {"ring_seconds": "long"},
        {"idle_hours_agents": 0},
        {"idle_hours_agents": 169},
        {"idle_days_clients": 91},
        {"countdown": "maybe"},
        {"keep_appointments_days": -1},
        {"keep_calls_days": 3651},
        {"keep_visits_days": "a year"},
        {"keep_visitor_messages_days": 1.5},
    ],
)
def test_values_out_of_bounds_are_refused(browser: Client, changes: dict[str, object]) -> None:
    """ADM-5: and nothing else of the same change is kept."""
    answer = patch(browser, **{"strict_password_agents": True, **changes})
    assert error_of(answer) == (400, "invalid")
    assert answer.json()["errors"][0]["param"] == next(iter(changes))
    assert browser.get(POLICIES).json()["strict_password_agents"] is False


def test_how_long_things_are_kept(browser: Client) -> None:
    """ADM-5: 0 keeps them for ever; the change stands in the audit log."""
    assert patch(browser, keep_visits_days=0).json()["keep_visits_days"] == 0
    assert Entry.objects.get(action="policies.changed").detail == {"keep_visits_days": [365, 0]}


def test_other_organisations_keep_theirs(browser: Client) -> None:
    """A policy is one organisation's."""
    other = Organisation.objects.create(name="Elders")
    patch(browser, ring_seconds=60)
    other.refresh_from_db()
    assert other.ring_seconds == 30


def test_a_required_second_factor_closes_the_rest(browser: Client) -> None:
    """ACC-8: also for the administrator who requires it, until he sets it up."""
    patch(browser, two_factor_administrators=True)
    assert Membership.objects.get().organisation.two_factor_administrators
    assert error_of(browser.get(POLICIES)) == (403, "two_factor_required")  # type: ignore[arg-type]
