"""What the tests of contacts share."""

import json
import uuid
from typing import Any

from django.test import Client

from oogcontact.domains.accounts.api import Membership


class Page:
    """Somebody's browser on the contacts page: sends commands and reads answers."""

    def __init__(self, membership: Membership) -> None:
        self.me = membership.user
        self.id = str(membership.user_id)
        self.sign_in()

    def sign_in(self) -> None:
        """Begin a new session: the one before may have been idle for too long."""
        self._client = Client()
        self._client.force_login(self.me)

    def send(self, method: str, path: str, body: object = None, key: uuid.UUID | None = None) -> Any:
        """Send a command; return the body of its answer, which must be a success."""
        answer = self.raw(method, path, body, key)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def refused(self, method: str, path: str, body: object = None) -> tuple[int, str, str | None]:
        """Send a command that must be refused; return status, code and field; the sentence must be there."""
        answer = self.raw(method, path, body)
        found = json.loads(answer.content)["errors"][0]
        assert found["message"]
        return answer.status_code, found["code"], found.get("param")

    def raw(self, method: str, path: str, body: object = None, key: uuid.UUID | None = None) -> Any:
        """Send a command; return the answer."""
        data = "" if body is None else json.dumps(body)
        headers = {} if key is None else {"Idempotency-Key": str(key)}
        return getattr(self._client, method)(f"/api/{path}", data, content_type="application/json", headers=headers)

    def items(self, section: str = "all", q: str = "", **more: int) -> list[dict[str, Any]]:
        """Return the contacts of a section."""
        query: dict[str, str | int] = {"section": section, "q": q, **more}
        answer = self._client.get("/api/contacts", query)
        assert answer.status_code == 200, answer.content
        return list(answer.json()["items"])

    def names(self, section: str = "all", q: str = "") -> list[str]:
        """Return the names of the contacts of a section."""
        return [item["name"] for item in self.items(section, q)]

    def ask(self, email: str) -> dict[str, Any]:
        """Send a contact request."""
        return dict(self.send("post", "contacts", {"kind": "existing", "email": email}))

    def add(self, name: str, **details: object) -> dict[str, Any]:
        """Add a plain contact."""
        return dict(self.send("post", "contacts", {"kind": "plain", "name": name, **details}))

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests that wait."""
        return list(self.send("get", "contact-requests"))
