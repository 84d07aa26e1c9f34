"""A page of a website that carries a button, and its visitor."""

import json
import uuid
from typing import Any

from django.test import Client

from oogcontact.domains.desk import actions as slider
from oogcontact.domains.presence.live import Devices
from oogcontact.domains.website_button.models import Button
from tests.integration.calls.helpers import Device

SITE = "https://www.zonnewaard.test"


def turn_on(agent: Device) -> None:
    """Let an agent take visitors, before a device of his."""
    Devices().opened(agent.person, agent.client)
    slider.switch(agent.member, available=True)


class Page:
    """A page with its visitor, who has no cookie and no account."""

    def __init__(self, button: Button, origin: str = SITE) -> None:
        self.button = button
        self.origin = origin
        self.client = uuid.uuid4()
        self.token = ""
        self._http = Client(enforce_csrf_checks=True)

    def state(self, origin: str | None = None) -> Any:
        """Return the answer to the poll."""
        headers = {"Origin": self.origin if origin is None else origin}
        return self._http.get(f"/api/button/{self.button.public_id}/state", headers=headers)

    @property
    def shown(self) -> bool:
        """Whether the button is to be seen."""
        answer = self.state().json()
        return bool(answer["shown"])

    def visit(self, address: str = "198.51.100.7", **changes: Any) -> Any:
        """Return the answer to asking for a conversation."""
        ticket = changes.pop("ticket", None) or self.state().json().get("ticket", "")
        body = {"ticket": ticket, "name": "Fatima", "page": f"{self.origin}/paspoort", "client": str(self.client)}
        return self._post("visits", {**body, **changes}, address)

    def leave(self, address: str = "198.51.100.7", **changes: Any) -> Any:
        """Return the answer to leaving a message."""
        body = {"kind": "message", "text": "Belt u mij?", "email": "fatima@voorbeeld.test", "page": self.origin}
        return self._post("messages", {**body, **changes}, address)

    def free_hours(self, ticket: str, address: str = "198.51.100.7") -> Any:
        """Return the answer to asking when an appointment can be planned."""
        headers = {"X-Button-Ticket": ticket}
        return self._http.get(f"/api/button/{self.button.public_id}/free-hours", headers=headers, REMOTE_ADDR=address)

    def plan(self, address: str = "198.51.100.7", key: uuid.UUID | str | None = None, **changes: Any) -> Any:
        """Return the answer to planning an appointment, on Monday at ten."""
        who = {"name": "Fatima Yilmaz", "email": "fatima@voorbeeld.test", "text": "Over mijn paspoort."}
        when = {"day": "2026-11-23", "time": "10:00", "page": f"{self.origin}/paspoort"}
        headers = {"Idempotency-Key": str(key)} if key else {}
        return self._post("appointments", {**who, **when, **changes}, address, **headers)

    def live(self, token: str) -> Any:
        """Return what a guest takes part in."""
        return self._http.get("/api/live", headers={"X-Guest-Token": token}).json()

    def _post(self, what: str, body: dict[str, Any], address: str, **headers: str) -> Any:
        return self._http.post(
            f"/api/button/{self.button.public_id}/{what}",
            json.dumps(body),
            content_type="application/json",
            headers={"X-Guest-Token": "new", **headers},
            REMOTE_ADDR=address,
        )
