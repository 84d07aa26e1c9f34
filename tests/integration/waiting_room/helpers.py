"""Appointments and guests with their browser tabs, for the tests of the waiting room."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments.api import Appointment, Recipient
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.domains.waiting_room import actions
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device

HOUR = timedelta(hours=1)


def make_appointment(agent: Device, *names: str, starts: datetime | None = None, urgent: bool = False) -> Appointment:
    """Make an appointment with these recipients; without a start it begins in ten minutes."""
    begins = starts if starts is not None else clock.now() + timedelta(minutes=10)
    organisation = agent.member.organisation_id
    made = Appointment.objects.create(
        organisation_id=organisation,
        agent_id=agent.person,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=30),
        subject="Intake",
        urgent=urgent,
    )
    validity = accounts.Validity(begins - HOUR, begins + 24 * HOUR)
    for name in names:
        guest = accounts.make_guest(organisation, name, "nl", validity)
        Recipient.objects.create(appointment=made, guest=guest, name=name, email="fatima@voorbeeld.test")
    return made


class Tab:
    """A browser tab in which a guest has opened his link."""

    def __init__(self, recipient: Recipient | RoomLink) -> None:
        self.guest = recipient.guest_id
        self.token = accounts.token_of(recipient.guest)
        self.client = uuid.uuid4()
        self._http = Client(enforce_csrf_checks=True)

    def arrive(self) -> "Tab":
        """Connect."""
        actions.arrive(self.guest, self.client)
        return self

    def get(self, path: str = "guest") -> Any:
        """Return the answer to a GET."""
        return self._http.get(f"/api/{path}", headers={"X-Guest-Token": self.token})

    def page(self) -> Any:
        """Return what the guest's page shows."""
        answer = self.get()
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, **body: Any) -> Any:
        """Return the answer to a command."""
        text = json.dumps(body, default=str)
        return self._http.post(f"/api/{path}", text, "application/json", headers={"X-Guest-Token": self.token})

    def accept(self, ring: str) -> Any:
        """Come in."""
        return self.post(f"rings/{ring}/accept", client=self.client)


def tabs_of(appointment: Appointment) -> list[Tab]:
    """Return a tab for each recipient, in the order of their names."""
    return [Tab(one) for one in appointment.recipients.select_related("guest__user").order_by("name")]


def guests_in(agent: Device) -> dict[str, Any]:
    """Return what the agent's waiting room shows, by the names of the guests."""
    shown = agent.get("waiting-room").json()["appointments"]
    return {guest["name"]: guest for one in shown for guest in one["guests"]}
