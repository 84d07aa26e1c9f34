"""What goes over the wire (docs/protocol.md)."""

from datetime import datetime
from typing import Literal

from ninja import Schema

from oogcontact.domains.presence.states import Chosen, Presence


class Shown(Schema):
    """What others see of a person."""

    state: Literal["available", "busy", "dnd", "away", "offline"]
    in_call: bool
    text: str
    until: datetime | None


class Mine(Schema):
    """What I chose; `until` is the moment at which choice and text end by themselves."""

    choice: Literal["available", "busy", "dnd", "away", "invisible"]
    text: str
    until: datetime | None


class Everybody(Schema):
    """My choice, and who of those I may see is not offline."""

    mine: Mine
    people: dict[str, Shown]


def shown_of(presence: Presence) -> Shown:
    """Return a presence as it goes over the wire."""
    return Shown(state=presence.state.value, in_call=presence.in_call, text=presence.text, until=presence.until)


def mine_of(chosen: Chosen) -> Mine:
    """Return a choice as it goes over the wire."""
    return Mine(choice=chosen.choice.value, text=chosen.text, until=chosen.until)
