"""HTTP of the connection test; public, because guests test before they have a call (NET-2)."""

from typing import Literal

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from ninja import Router, Schema

from oogcontact.domains.connection_test import actions

router = Router(tags=["connection test"])


class Offer(Schema):
    """The browser's session description, with whatever candidates: they are not used."""

    sdp: str
    type: str = "offer"


class AnswerSchema(Schema):
    """The server's session description with all its candidates; the test ends after `seconds`.

    The server sends at most `rate_max` bit/s.
    """

    sdp: str
    type: Literal["answer"]
    seconds: float
    rate_max: int


class IceServer(Schema):
    """W3C RTCIceServer."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class IceServers(Schema):
    """The servers to test with, and which kinds this installation does not have."""

    ice_servers: list[IceServer]
    not_configured: list[Literal["stun", "turn"]]


@router.post("/connection-test/offer", response=AnswerSchema, auth=None)
def offer(request: HttpRequest, payload: Offer) -> actions.Answer:
    """Answer an offer: the test of this browser begins."""
    return actions.offer(payload.sdp, payload.type, get_adapter().get_client_ip(request))


@router.get("/connection-test/ice-servers", response=IceServers, exclude_none=True, auth=None)
def ice_servers(request: HttpRequest) -> dict[str, object]:
    """Return the ICE servers of a test."""
    servers, missing = actions.ice_servers(get_adapter().get_client_ip(request))
    return {"ice_servers": servers, "not_configured": missing}
