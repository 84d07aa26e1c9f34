"""Making links into calls and opening them, for the tests."""

from typing import Any

from oogcontact.domains.room_links.models import RoomLink
from tests.integration.calls.helpers import Device
from tests.integration.waiting_room.helpers import Tab


def ask_link(agent: Device, room: str, name: str = "Omar Yilmaz", email: str = "") -> Any:
    """Return the answer to asking for a link."""
    return agent.post(f"rooms/{room}/links", name=name, email=email)


def links(agent: Device, room: str) -> dict[str, Any]:
    """Return the links into the call as this person sees them, by name."""
    answer = agent.get(f"rooms/{room}/links")
    assert answer.status_code == 200, answer.content
    return {link["name"]: link for link in answer.json()["links"]}


def open_link(agent: Device, room: str, name: str = "Omar Yilmaz") -> tuple[RoomLink, Tab]:
    """Make a link; return it and a tab in which it has not been opened yet."""
    answer = ask_link(agent, room, name)
    assert answer.status_code == 200, answer.content
    link = RoomLink.objects.select_related("guest__user").get(pk=answer.json()["id"])
    # A recipient's and a link's guest open their page alike.
    return link, Tab(link)


def let_in(agent: Device, link: RoomLink) -> Any:
    """Return the answer to Laat binnen."""
    return agent.post(f"room-links/{link.pk}/let-in")


def come_in(agent: Device, link: RoomLink, tab: Tab) -> Any:
    """Arrive, be let in, and answer as the page does; return the room as the guest sees it."""
    tab.arrive()
    assert let_in(agent, link).status_code == 200
    (ring,) = tab.get("live").json()["rings"]
    return tab.accept(ring["id"]).json()
