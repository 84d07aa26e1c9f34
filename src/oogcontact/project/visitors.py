"""Who opens a WebSocket: the session behind its cookie, and whether it comes from a page of ours."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from oogcontact.domains.accounts.api import guest_of_token, session_of, user_of_session, within_limit
from oogcontact.kernel.errors import Refusal
from oogcontact.project.bridge import Scope


@dataclass(frozen=True)
class Visitor:
    """A signed-in user and the session through which he came; when that ends, so does the connection."""

    user: uuid.UUID
    session_key: str


def is_own_page(scope: Scope) -> bool:
    """Tell whether a WebSocket was opened by a page of this site.

    A browser sends cookies with a WebSocket from any site and says in `Origin` which one: without this check another
    site could listen along (RFC 6455, section 10.2).
    """
    origin = header(scope, b"origin")
    if origin == settings.PUBLIC_URL:
        return True
    host = header(scope, b"host")
    name, _port = split_domain_port(host)
    return urlsplit(origin).netloc == host != "" and validate_host(name, settings.ALLOWED_HOSTS)


def authenticate(scope: Scope) -> Visitor | None:
    """Return who opens this WebSocket, or None; blocks on the database, so call it in a thread."""
    key = parse_cookie(header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None
    user = user_of_session(key)
    return Visitor(user, key) if user is not None else None


def admit(scope: Scope, token: str) -> Visitor | None:
    """Return the guest whose link holds this token, or None; blocks on the database, so call it in a thread."""
    address = str((scope.get("client") or ("",))[0])
    try:
        guest = within_limit(address, lambda: guest_of_token(token))
    except Refusal:
        return None
    return Visitor(guest.pk, session_of(guest.pk))


def header(scope: Scope, name: bytes) -> str:
    """Return the value of a header that stands there once, else nothing."""
    values = [value.decode("latin-1") for given, value in scope["headers"] if given == name]
    # Two of one kind are an attempt to be read in two ways.
    return values[0] if len(values) == 1 else ""
