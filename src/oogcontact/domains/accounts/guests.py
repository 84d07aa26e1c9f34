"""Guests: people without an account who take part through a link that is theirs alone (WAI-4).

The link holds the guest's id and a signature over it, so that nothing of it is kept and it can be mailed again; it
works from `valid_from` until `valid_until`, and not after it was withdrawn. A page sends it as the header
`X-Guest-Token`: no cookie is set, so that it also works in a frame on somebody else's site, and the pages of other
sites can not make requests with it.
"""

import base64
import binascii
import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import APIKeyHeader

from oogcontact.domains.accounts.current import SignedIn, address_of, user_from
from oogcontact.domains.accounts.events import AccessEnded, SessionsEnded, access_ended, sessions_ended
from oogcontact.domains.accounts.models import Guest, User
from oogcontact.infra import ratelimit
from oogcontact.kernel import clock, ids
from oogcontact.kernel.errors import Category, Refusal

#: The role of a guest, where others have one in their membership.
GUEST = "guest"

HEADER = "X-Guest-Token"

#: Bytes of the signature: 144 bits can not be guessed (WAI-4 asks for 128).
SIGNATURE = 18

#: Unknown links that are tried from one address in a while (seconds), before all links from there are refused for that
#: time. Nobody guesses one in so many; a house with one address has few who copied theirs wrongly.
UNKNOWN_AT_MOST = 60
UNKNOWN_WITHIN = 600

#: Of a guest who has been deleted the version is not known any more; a link is withdrawn once at most.
FORGOTTEN_VERSIONS = 2

#: Nobody can be reached at such an address (RFC 2606); a guest's own address stands with his appointment.
NO_ADDRESS = "guest.invalid"


@dataclass(frozen=True)
class Validity:
    """From when until when a guest's link works."""

    begins: datetime
    ends: datetime


def make_guest(organisation: uuid.UUID, name: str, language: str, validity: Validity) -> Guest:
    """Make a guest of this organisation; in a transaction with what he is a guest of. `name` has been checked."""
    ident = ids.new_id()
    user = User.objects.create(
        id=ident,
        email=f"{ident.hex}@{NO_ADDRESS}",
        first_name=name[:60],
        last_name=name[60:140],
        language=language,
        password="!",  # noqa: S106 - a password that no password equals
        is_active=False,
    )
    return Guest.objects.create(
        user=user, organisation_id=organisation, valid_from=validity.begins, valid_until=validity.ends
    )


def change_guest(
    user_id: uuid.UUID, *, name: str | None = None, language: str | None = None, validity: Validity | None = None
) -> None:
    """Give a guest another name or language, or his link other times."""
    users = User.objects.filter(pk=user_id, guest__isnull=False)
    if name is not None:
        users.update(first_name=name[:60], last_name=name[60:140])
    if language is not None:
        users.update(language=language)
    if validity is not None:
        Guest.objects.filter(pk=user_id).update(valid_from=validity.begins, valid_until=validity.ends)


def withdraw_guest(user_id: uuid.UUID) -> None:
    """Withdraw a guest's link; what he takes part in ends, and his connections are closed. Twice is once."""
    with transaction.atomic():
        guest = Guest.objects.select_for_update().filter(pk=user_id, withdrawn_at=None).first()
        if guest is None:
            return
        guest.withdrawn_at = clock.now()
        guest.version += 1
        guest.save(update_fields=["withdrawn_at", "version"])
        access_ended.tell(AccessEnded(user_id))
        transaction.on_commit(lambda: sessions_ended.tell(SessionsEnded((session_of(user_id),))))


def token_of(guest: Guest) -> str:
    """Return the token of a guest's link: 46 signs that are safe in an address."""
    return _text(guest.pk.bytes + _signature(guest.pk, guest.version))


def link_of(guest: Guest) -> str:
    """Return a guest's link; the token stands in the fragment, which no server and no referrer gets to see."""
    return f"{settings.PUBLIC_URL}/gast#{token_of(guest)}"


def find_guest(token: str) -> Guest:
    """Return the guest whose link holds this token, whatever the time is.

    Raises Refusal `link_unknown`, `link_withdrawn`, `link_expired` for that of a guest who has been deleted.
    """
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        ident = uuid.UUID(bytes=raw[:16])
    except (ValueError, UnicodeEncodeError, binascii.Error):
        raise _unknown() from None
    guest = Guest.objects.select_related("user", "organisation").filter(pk=ident).first()
    if guest is None and _text(raw) == token and _was_ours(ident, raw[16:], FORGOTTEN_VERSIONS):
        raise _expired()
    if guest is None or _text(raw) != token:
        raise _unknown()
    if hmac.compare_digest(raw[16:], _signature(ident, guest.version)):
        if guest.withdrawn_at is not None:
            raise _withdrawn()
        return guest
    # A link of an earlier version was ours once: its holder reads what became of it.
    raise _withdrawn() if _was_ours(ident, raw[16:], guest.version - 1) else _unknown()


def guest_of_token(token: str) -> Guest:
    """Return the guest whose link this is, if it works now.

    Raises as `find_guest`, and `link_early`, `link_expired`.
    """
    guest = early_guest_of_token(token)
    if clock.now() < guest.valid_from:
        raise Refusal("link_early", _("This link works from one hour before the appointment."), Category.FORBIDDEN)
    return guest


def early_guest_of_token(token: str) -> Guest:
    """As `guest_of_token`, but also before the link works: for what a guest may know and test beforehand."""
    guest = find_guest(token)
    if clock.now() >= guest.valid_until:
        raise _expired()
    return guest


def within_limit(address: str, find: Callable[[], Guest]) -> Guest:
    """Return the guest that `find` finds; who guesses links from this address is held up (WAI-4).

    A link that is right always works: a whole house may share one address with somebody who guesses.
    Raises `too_many`, and what `find` raises.
    """
    try:
        return find()
    except Refusal as refusal:
        if refusal.code != "link_unknown":
            raise
    ratelimit.check("guests.unknown", address, UNKNOWN_AT_MOST, UNKNOWN_WITHIN)
    raise _unknown()


def guests_among(users: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these users who are guests."""
    return set(Guest.objects.filter(pk__in=set(users)).values_list("pk", flat=True))


def session_of(user_id: uuid.UUID) -> str:
    """Return the key with which the connections of a guest end, as those of others with their session's."""
    return f"guest:{user_id}"


def guest_from(request: HttpRequest) -> Guest:
    """Return the guest who sends `request`; raises Refusal `not_signed_in` or why his link does not work."""
    guest = getattr(request, "guest", None)
    if guest is None:
        guest = _guest_by_header(request)
    if guest is None:
        raise Refusal("not_signed_in", _("Open the link from your mail again."), Category.UNAUTHENTICATED)
    return guest


def participant_from(request: HttpRequest) -> uuid.UUID:
    """Return the user who sends `request`, with an account or as a guest; raises Refusal `not_signed_in`."""
    guest = _guest_by_header(request)
    return guest.pk if guest is not None else user_from(request).pk


class ByLink(APIKeyHeader):
    """Ninja's `auth` for guests; `request.auth` is then the Guest."""

    param_name = HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> Guest | None:
        """Return the guest who sends the request, None when nobody says that he is one; raises Refusal."""
        return _guest_by_header(request)


class ByEarlyLink(ByLink):
    """As `ByLink`, but also before the link works."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Guest | None:
        """Return the guest who sends the request, None when nobody says that he is one; raises Refusal."""
        token = request.headers.get(HEADER)
        return within_limit(address_of(request), lambda: early_guest_of_token(token)) if token else None


by_link = ByLink()
by_early_link = ByEarlyLink()
#: For what people with an account and guests do alike.
participant = [by_link, SignedIn()]


def _guest_by_header(request: HttpRequest) -> Guest | None:
    """Return the guest of the request's header; looked up once for a request."""
    token = request.headers.get(HEADER)
    if not token:
        return None
    if getattr(request, "guest", None) is None:
        guest = within_limit(address_of(request), lambda: guest_of_token(token))
        request.guest = guest  # type: ignore[attr-defined]
        # Where answers are kept for repeated commands (infra/idempotency.py).
        request.participant = guest.pk  # type: ignore[attr-defined]
    return cast(Guest, request.guest)  # type: ignore[attr-defined]


def _signature(ident: uuid.UUID, version: int) -> bytes:
    key = hashlib.sha256(b"oogcontact links of guests" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, ident.bytes + version.to_bytes(4, "big"), "sha256").digest()[:SIGNATURE]


def _was_ours(ident: uuid.UUID, signature: bytes, versions: int) -> bool:
    """Whether this is the signature of one of a guest's first so many links."""
    made = (_signature(ident, version) for version in range(1, versions + 1))
    return any(hmac.compare_digest(signature, one) for one in made)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _unknown() -> Refusal:
    return Refusal(
        "link_unknown", _("This link is not right. Open it from your mail, or copy it whole."), Category.NOT_FOUND
    )


def _expired() -> Refusal:
    return Refusal("link_expired", _("This link has expired. Ask for a new one."), Category.FORBIDDEN)


def _withdrawn() -> Refusal:
    return Refusal("link_withdrawn", _("This link has been withdrawn. Ask your organisation."), Category.FORBIDDEN)
