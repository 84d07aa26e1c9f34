"""How one entry of the audit log is bound to the one before it."""

import hashlib
import json
from collections.abc import Mapping

#: What the first entry is bound to.
START = "0" * 64


def chained(previous: str, content: Mapping[str, object]) -> str:
    """Return the hexadecimal SHA-256 over the digest `previous` and the JSON-able `content` of an entry (ADM-7)."""
    text = json.dumps([previous, content], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
