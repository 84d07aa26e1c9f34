"""Signed-in devices: listing them, ending them, and ending those that were idle too long (ACC-10)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from oogcontact.domains.accounts.access import membership_of, not_found, role_policy
from oogcontact.domains.accounts.current import must_set_up_two_factor
from oogcontact.domains.accounts.devices import browser_and_system
from oogcontact.domains.accounts.events import SessionsEnded, sessions_ended
from oogcontact.domains.accounts.models import Membership
from oogcontact.domains.audit.api import Actor, record

#: Use is noted once in this time for each device, and idle devices are looked for as often.
NOTED_EVERY = timedelta(minutes=1)
#: No policy is shorter.
SHORTEST_IDLE = timedelta(hours=1)


@dataclass(frozen=True)
class Device:
    """One sign-in, as its owner sees it."""

    id: int
    device: str
    ip: str
    last_used_at: datetime
    current: bool


def devices_of(user_id: uuid.UUID, current_key: str | None) -> list[Device]:
    """Return the signed-in devices of a user, the last used first."""
    rows = UserSession.objects.filter(user_id=user_id).order_by("-last_seen_at")
    return [
        Device(row.pk, _device_name(row.user_agent), row.ip, row.last_seen_at, row.session_key == current_key)
        for row in rows
        if row.exists()
    ]


def end_session(user_id: uuid.UUID, session_id: int, by: Actor) -> None:
    """Sign one device of a user out; raises Refusal `not_found` for somebody else's."""
    row = UserSession.objects.filter(user_id=user_id, pk=session_id).first()
    if row is None:
        raise not_found()
    with transaction.atomic():
        _end([row])
        record("session.ended", by, subject=user_id)


def end_sessions(user_id: uuid.UUID, by: Actor, *, keep: Iterable[str] = ()) -> int:
    """Sign out all devices of a user but those with the session keys `keep`; return how many."""
    rows = list(UserSession.objects.filter(user_id=user_id).exclude(session_key__in=list(keep)))
    with transaction.atomic():
        _end(rows)
        if rows:
            record("session.ended", by, subject=user_id, detail={"devices": len(rows)})
    return len(rows)


def user_of_session(session_key: str) -> uuid.UUID | None:
    """Return the user who may use the product with this session key, or None; for the WebSocket gateway."""
    request = HttpRequest()
    request.session = _store(session_key)
    user = get_user(request)
    if not user.is_authenticated:
        return None
    try:
        membership = membership_of(user.pk)
    except Membership.DoesNotExist:
        return None
    return None if must_set_up_two_factor(membership) else membership.user_id


def note_use(session_keys: Iterable[str], now: datetime) -> None:
    """Note that these devices are in use; the gateway tells it of those that are in a call."""
    UserSession.objects.filter(session_key__in=list(session_keys)).update(last_seen_at=now)


def is_idle(row: UserSession, now: datetime) -> bool:
    """Tell whether a device was idle for longer than its user's organisation allows."""
    if now - row.last_seen_at <= SHORTEST_IDLE:
        return False
    try:
        membership = membership_of(row.user_id)
    except Membership.DoesNotExist:
        return True
    return bool(now - row.last_seen_at > role_policy(membership).idle)


def end_idle(now: datetime) -> int:
    """Sign out the devices that were idle too long; return how many."""
    rows = [row for row in UserSession.objects.filter(last_seen_at__lt=now - SHORTEST_IDLE) if is_idle(row, now)]
    if rows:
        with transaction.atomic():
            _end(rows)
    return len(rows)


def tell_ended(keys: Iterable[str]) -> None:
    """Have the connections of these session keys closed after the commit."""
    ended = SessionsEnded(tuple(key for key in keys if key))
    if ended.keys:
        transaction.on_commit(lambda: sessions_ended.tell(ended))


def _end(rows: list[UserSession]) -> None:
    for row in rows:
        row.end()
    tell_ended(row.session_key for row in rows)


def _store(session_key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)


def _device_name(user_agent: str) -> str:
    browser, system = browser_and_system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")
