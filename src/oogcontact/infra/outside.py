"""Fetching an address that a user gave: only from public addresses, with limits on size, time and redirects.

A server that fetches what somebody else names could be led to what only it can reach (OWASP, server-side request
forgery). So the name is resolved once, each of its addresses must be public, and the connection goes to the very
address that was looked at: a name that resolves otherwise a moment later changes nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

#: Redirects that are followed.
HOPS = 3

#: Seconds for the whole, and for one answer of the network.
TIMEOUT, PATIENCE = 20.0, 8.0

_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: IPv6 addresses that hold an IPv4 address which a gateway would reach (RFC 6052, RFC 8215).
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

Fault = Literal["address_invalid", "address_private", "not_found", "forbidden", "unreachable", "too_large", "too_slow"]


class NotFetched(Exception):
    """Why something was not fetched."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True)
class Fetched:
    """What came; `body` is None when nothing has changed since (304)."""

    body: bytes | None
    etag: str
    modified: str


def check_url(url: str) -> str:
    """Return the address as it is fetched (`webcal:` becomes `https:`); raises NotFetched `address_invalid`."""
    text = url.strip()
    if text.lower().startswith(("webcal://", "webcals://")):
        text = "https://" + text.split("://", 1)[1]
    try:
        parts = urlsplit(text)
        usable = parts.hostname is not None and parts.port != 0
    except ValueError:
        raise NotFetched("address_invalid") from None
    allowed = ("https", "http") if settings.FETCH_PRIVATE else ("https",)
    plain = text.isascii() and text.isprintable() and " " not in text
    if not usable or not plain or parts.scheme not in allowed or "@" in parts.netloc or len(text) > 2000:
        raise NotFetched("address_invalid")
    return text


def fetch(url: str, *, most: int, etag: str = "", modified: str = "") -> Fetched:
    """Fetch `url`, at most `most` bytes; `etag` and `modified` are those of what is kept already. Raises NotFetched."""
    deadline = time.monotonic() + TIMEOUT
    headers = {"User-Agent": "Oogcontact", "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    for _hop in range(HOPS + 1):
        parts = urlsplit(check_url(url))
        try:
            found = _get(parts, headers, most, deadline)
        except TimeoutError:
            raise NotFetched("too_slow") from None
        except (OSError, http.client.HTTPException, UnicodeError):
            raise NotFetched("unreachable") from None
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    raise NotFetched("unreachable")


def _get(parts: SplitResult, headers: Mapping[str, str], most: int, deadline: float) -> Fetched | str:
    """Return what one request brought, or where it leads to."""
    connection = _Connection(parts, deadline)
    try:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
        answer = connection.getresponse()
        if answer.status in _REDIRECTS:
            return answer.headers.get("Location") or ""
        if answer.status == 304:
            return Fetched(None, headers.get("If-None-Match", ""), headers.get("If-Modified-Since", ""))
        if answer.status in (401, 403):
            raise NotFetched("forbidden")
        if answer.status in (404, 410):
            raise NotFetched("not_found")
        if answer.status != 200:
            raise NotFetched("unreachable")
        body = _read(answer, most, deadline)
        return Fetched(body, answer.headers.get("ETag", "")[:300], answer.headers.get("Last-Modified", "")[:100])
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, most: int, deadline: float) -> bytes:
    body = bytearray()
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > most:
            raise NotFetched("too_large")
        if time.monotonic() > deadline:
            raise NotFetched("too_slow")
    return bytes(body)


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was looked at, with the certificate of the name."""

    def __init__(self, parts: SplitResult, deadline: float) -> None:
        self._name = parts.hostname or ""
        self._secure = parts.scheme == "https"
        super().__init__(self._name, parts.port or (443 if self._secure else 80))
        self._deadline = deadline

    def connect(self) -> None:
        """Connect to the first public address that answers."""
        self.sock = self._reach(public_addresses(self._name, self.port))
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._name)

    def _reach(self, addresses: list[str]) -> socket.socket:
        for place, address in enumerate(addresses, 1):
            patience = min(PATIENCE, self._deadline - time.monotonic())
            if patience <= 0:
                raise TimeoutError
            try:
                return socket.create_connection((address, self.port), patience)
            except OSError:
                if place == len(addresses):
                    raise
        raise OSError("no address")


def public_addresses(name: str, port: int) -> list[str]:
    """Return the addresses of a host; raises NotFetched `address_private` when one of them is not public."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))[:4]
    if not settings.FETCH_PRIVATE and not all(is_public(address) for address in addresses):
        raise NotFetched("address_private")
    return addresses


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the public internet, and not of this machine or a network behind it."""
    address = ipaddress.ip_address(text.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if any(address in network for network in _TRANSLATED) or address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast
