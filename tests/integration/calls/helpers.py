"""What the tests of calls need: people, and devices that send commands."""

import json
import uuid
from typing import Any

from django.test import Client

from oogcontact.domains.accounts.api import Membership, Organisation, Role, User

PASSWORD = "Welkom-2026!"


def make_person(organisation: Organisation, name: str, role: Role = Role.AGENT) -> Membership:
    """Return a new person with an account."""
    email = f"{name.lower()}-{uuid.uuid4().hex[:8]}@voorbeeld.test"
    user = User.objects.create(email=email, first_name=name, last_name="Test")
    return Membership.objects.create(user=user, organisation=organisation, role=role)


class Device:
    """One browser tab of a signed-in person."""

    def __init__(self, member: Membership) -> None:
        self.member = member
        self.person = member.user_id
        self.client = uuid.uuid4()
        self._http = Client()
        self._http.force_login(member.user)

    def get(self, path: str, **query: Any) -> Any:
        """Return the answer to a GET."""
        return self._http.get(f"/api/{path}", query)

    def post(self, path: str, key: uuid.UUID | None = None, **body: Any) -> Any:
        """Return the answer to a command."""
        headers = {"Idempotency-Key": str(key)} if key else {}
        text = json.dumps(body, default=str)
        return self._http.post(f"/api/{path}", text, content_type="application/json", headers=headers)

    def put(self, path: str, **body: Any) -> Any:
        """Return the answer to a change."""
        return self._http.put(f"/api/{path}", json.dumps(body, default=str), content_type="application/json")

    def call(self, *others: "Device", media: str = "video", key: uuid.UUID | None = None) -> Any:
        """Return the answer to calling these people."""
        ids = [other.person for other in others]
        return self.post("calls", key, person_ids=ids, media=media, client=self.client)

    def accept(self, ring: str, key: uuid.UUID | None = None) -> Any:
        """Return the answer to accepting this ring."""
        return self.post(f"rings/{ring}/accept", key, client=self.client)

    def leave(self, room: str) -> Any:
        """Return the answer to leaving this room."""
        return self.post(f"rooms/{room}/leave", client=self.client)

    def come_back(self, room: str) -> Any:
        """Return the answer to taking the seat in this room."""
        return self.post(f"rooms/{room}/return", client=self.client)

    def live(self) -> Any:
        """Return what the person takes part in."""
        return self.get("live").json()

    def history(self, **query: Any) -> Any:
        """Return the person's history."""
        return self.get("history", **query).json()


def error_of(answer: Any) -> tuple[int, str]:
    """Return the status and the code of a refused command."""
    return answer.status_code, answer.json()["errors"][0]["code"]


def ring_of(room: Any, callee: Device) -> str:
    """Return the id of the ring to `callee` in this answer."""
    found: list[str] = [ring["id"] for ring in room.json()["rings"] if ring["callee"]["id"] == str(callee.person)]
    return found[-1]
