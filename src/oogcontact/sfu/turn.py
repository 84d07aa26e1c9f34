"""TURN REST credentials: short-lived names and passwords that coturn checks with a shared secret, without a database.

Form: draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` reads it: the name is `expiry:user`, the password
is base64(HMAC-SHA1(secret, name)).
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Longer than a working day's longest call: an allocation is refreshed with the same credentials.
LIFETIME = timedelta(hours=12)

#: A connection test is public: what it hands out ends soon after it.
TEST_LIFETIME = timedelta(minutes=2)


@dataclass(frozen=True)
class Servers:
    """The STUN and TURN addresses of this installation (RFC 7064, RFC 7065) and the secret shared with coturn."""

    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    secret: str = ""


def configured(environment: Mapping[str, str] = os.environ) -> Servers:
    """Return what STUN_URL, TURN_URL (each one or several, parted by commas) and TURN_SECRET say.

    TURN without a secret is left out: coturn would refuse every allocation.
    """
    secret = environment.get("TURN_SECRET", "")
    return Servers(_split(environment, "STUN_URL"), _split(environment, "TURN_URL") if secret else (), secret)


def ice_servers(servers: Servers, user: str, now: datetime, lifetime: timedelta = LIFETIME) -> list[dict[str, object]]:
    """Return the `RTCIceServer` objects (W3C WebRTC, section 4.2.4) for one user at the moment `now`."""
    found: list[dict[str, object]] = []
    if servers.stun:
        found.append({"urls": list(servers.stun)})
    if servers.turn:
        name = f"{int((now + lifetime).timestamp())}:{user}"
        digest = hmac.new(servers.secret.encode(), name.encode(), hashlib.sha1).digest()
        password = base64.b64encode(digest).decode()
        found.append({"urls": list(servers.turn), "username": name, "credential": password})
    return found


def _split(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environment.get(name, "").split(",") if part.strip())
