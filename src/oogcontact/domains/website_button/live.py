"""The live side of the button: what the pages that carry it are told, over the push channel or by polling."""

from dataclasses import dataclass

import msgspec

from oogcontact.domains.website_button import refusals, tickets
from oogcontact.domains.website_button.board import Posted, board
from oogcontact.kernel import clock
from oogcontact.kernel.errors import Refusal


@dataclass(frozen=True)
class Place:
    """A site that carries a button: all its pages are told the same."""

    public_id: str
    origin: str


def access_posted(place: Place) -> Posted:
    """Return the button that this site may carry; raises Refusal `button_unknown`, `site_not_allowed`."""
    posted = board.find(place.public_id)
    if posted is None:
        raise refusals.button_unknown()
    if not tickets.may_carry(place.origin, posted.origins):
        raise refusals.site_not_allowed()
    return posted


def state(place: Place) -> dict[str, object]:
    """Return what a page of this site draws now; the ticket is only there when there is something to click."""
    posted = access_posted(place)
    shown = posted.shown(clock.now())
    ticket = tickets.issue(place.public_id, place.origin) if shown else ""
    return {"type": "state", "shown": shown, **posted.look, "ticket": ticket}


def frame(place: Place) -> str | None:
    """Return the state as it goes over the push channel; None when this site may not carry the button any more."""
    try:
        return msgspec.json.encode(state(place)).decode()
    except Refusal:
        return None
