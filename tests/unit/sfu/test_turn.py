"""TURN REST credentials."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from oogcontact.sfu.turn import LIFETIME, Servers, configured, ice_servers

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_credentials_are_those_that_coturn_computes() -> None:
    """CAL-13: name `expiry:user`, password base64(HMAC-SHA1(secret, name))."""
    servers = configured({"TURN_URL": "turn:t.test:3478, turns:t.test:5349", "TURN_SECRET": "geheim"})
    (entry,) = ice_servers(servers, "anna", NOW)
    name = f"{int((NOW + LIFETIME).timestamp())}:anna"
    password = base64.b64encode(hmac.new(b"geheim", name.encode(), hashlib.sha1).digest()).decode()
    assert entry == {"urls": ["turn:t.test:3478", "turns:t.test:5349"], "username": name, "credential": password}


def test_stun_needs_no_credentials() -> None:
    """CAL-13: STUN alone is possible."""
    assert ice_servers(configured({"STUN_URL": "stun:s.test"}), "anna", NOW) == [{"urls": ["stun:s.test"]}]


def test_nothing_configured_or_no_secret() -> None:
    """CAL-13: without a secret the relay would refuse everybody, so it is not offered."""
    assert configured({"TURN_URL": "turn:t.test"}) == Servers()
    assert ice_servers(Servers(), "anna", NOW) == []
