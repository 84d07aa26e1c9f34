"""The two ways between calendars (APP-4): our feed for an agent's other calendar, and the busy times of that one."""

import hashlib
import logging
import secrets
import threading
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from oogcontact.domains.accounts.api import User
from oogcontact.domains.appointments import busy, ics, letters, refusals
from oogcontact.domains.appointments.models import AgendaFeed, Appointment, BusySource, BusyTime
from oogcontact.domains.appointments.policy import Interval
from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import events, outside, ratelimit
from oogcontact.infra.encryption import decrypt, encrypt
from oogcontact.infra.outside import NotFetched
from oogcontact.kernel import clock

#: Bytes of a feed's token: 192 bits can not be guessed.
TOKEN = 24

#: How far back our feed goes.
FEED_BACK = timedelta(days=60)

#: How often the other calendar is read; and how far back and ahead.
EVERY = timedelta(minutes=15)
BACK, AHEAD = timedelta(days=1), timedelta(days=180)

#: A source that is being fetched by one process is left alone by others for so long.
CLAIM = timedelta(minutes=3)

#: Fetches by the agent's own wish in an hour.
HOURLY = 20

#: Set when a source is new: the worker need not wait for its next look.
wake = threading.Event()

_log = logging.getLogger(__name__)


def make_feed(agent: User) -> str:
    """Make the private address of an agent's feed, or a new one in its place; returns the address."""
    token = secrets.token_urlsafe(TOKEN)
    with transaction.atomic():
        AgendaFeed.objects.update_or_create(
            agent=agent, defaults={"digest": _digest(token), "token": encrypt(token), "made_at": clock.now()}
        )
        record("agenda.feed_made", Actor(agent.pk))
    return _address(token)


def end_feed(agent: User) -> None:
    """Have the private address stop working; twice is once."""
    with transaction.atomic():
        if AgendaFeed.objects.filter(agent=agent).delete()[0]:
            record("agenda.feed_ended", Actor(agent.pk))


def feed_address(agent: User) -> str | None:
    """Return the private address of the agent's feed, None without one."""
    feed = AgendaFeed.objects.filter(agent=agent).first()
    return _address(decrypt(feed.token)) if feed else None


def feed_of(token: str) -> bytes | None:
    """Return the calendar behind a private address, None when there is none, or its agent may not sign in any more."""
    found = AgendaFeed.objects.filter(digest=_digest(token)).select_related("agent").first()
    if found is None or not found.agent.memberships.filter(blocked_at=None, user__is_active=True).exists():
        return None
    agent = found.agent
    rows = Appointment.objects.filter(agent=agent, cancelled_at=None, ends_at__gt=clock.now() - FEED_BACK)
    rows = rows.select_related("agent", "organisation").prefetch_related("recipients").order_by("starts_at")
    entries = [letters.agent_entry(one, list(one.recipients.all())) for one in rows]
    return ics.feed(entries, f"Oogcontact – {agent.name}", clock.now())


def source_of(agent: User) -> BusySource | None:
    """Return the agent's calendar elsewhere, None without one."""
    return BusySource.objects.filter(agent=agent).first()


def set_source(agent: User, url: str) -> BusySource:
    """Have the busy times of the calendar at `url` taken over; raises Refusal `address_invalid`, `too_many`.

    It is fetched at once, but not in this request: what goes wrong then stands with the source.
    """
    try:
        address = outside.check_url(url)
    except NotFetched as error:
        raise refusals.fetching(error.fault) from None
    ratelimit.check("agenda.source", str(agent.pk), HOURLY, 3600)
    with transaction.atomic():
        before = BusySource.objects.select_for_update().filter(agent=agent).first()
        version = before.version + 1 if before else 1
        if before:
            before.delete()
        source = BusySource.objects.create(
            agent=agent,
            url=encrypt(address),
            host=urlsplit(address).hostname or "",
            version=version,
            next_fetch_at=clock.now(),
        )
        record("agenda.source_set", Actor(agent.pk), detail={"host": source.host})
        _tell(agent)
        transaction.on_commit(wake.set)
    return source


def end_source(agent: User) -> None:
    """Forget the calendar elsewhere with its busy times; twice is once."""
    with transaction.atomic():
        if BusySource.objects.filter(agent=agent).delete()[0]:
            record("agenda.source_ended", Actor(agent.pk))
            _tell(agent)


def refresh(agent: User) -> BusySource:
    """Have the calendar elsewhere fetched now; raises Refusal `source_missing`, `too_many`."""
    ratelimit.check("agenda.source", str(agent.pk), HOURLY, 3600)
    with transaction.atomic():
        source = BusySource.objects.select_for_update().filter(agent=agent).first()
        if source is None:
            raise refusals.source_missing()
        source.next_fetch_at = clock.now()
        source.save(update_fields=["next_fetch_at"])
        transaction.on_commit(wake.set)
    return source


def refresh_due(now: datetime) -> int:
    """Fetch the calendars whose time has come, one after the other; returns how many. In a thread of its own."""
    done = 0
    for source in BusySource.objects.filter(next_fetch_at__lte=now).order_by("next_fetch_at")[:50]:
        mine = BusySource.objects.filter(pk=source.pk, next_fetch_at=source.next_fetch_at)
        if mine.update(next_fetch_at=clock.now() + CLAIM):
            _fetch(source)
            done += 1
    return done


def _fetch(source: BusySource) -> None:
    """Fetch one calendar and keep its busy times; what was known stays when that fails."""
    now = clock.now()
    span = Interval(now - BACK, now + AHEAD)
    # Once a day whole: what repeats comes nearer, also when the file has not changed.
    today = source.fetched_at is not None and source.fetched_at.date() == now.date()
    known = {"etag": source.etag, "modified": source.modified} if today else {}
    try:
        found = outside.fetch(decrypt(source.url), most=busy.MOST_BYTES, **known)
        times = None if found.body is None else busy.busy_times(found.body, span, settings.MAIL_DOMAIN)
    except NotFetched as error:
        _keep(source, {"fault": error.fault}, None)
        return
    except Exception as error:  # Whatever stands in somebody else's file, the others are read.
        if not isinstance(error, busy.NotACalendar):
            _log.warning("calendar not read", extra={"error": type(error).__name__})
        _keep(source, {"fault": "unreadable"}, None)
        return
    _keep(source, {"fault": "", "fetched_at": now, "etag": found.etag, "modified": found.modified}, times)


def _keep(source: BusySource, values: dict[str, object], times: list[Interval] | None) -> None:
    with transaction.atomic():
        kept = BusySource.objects.select_for_update().filter(pk=source.pk, version=source.version).first()
        if kept is None:
            return
        told = (kept.fault, kept.fetched_at is None)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.next_fetch_at = clock.now() + EVERY
        kept.save()
        if times is not None:
            BusyTime.objects.filter(source=kept).delete()
            BusyTime.objects.bulk_create(BusyTime(source=kept, starts_at=one.starts, ends_at=one.ends) for one in times)
        if times is not None or told != (kept.fault, kept.fetched_at is None):
            _tell(kept.agent)


def _tell(agent: User) -> None:
    events.emit([agent.pk], "agenda.changed", {}, durable=False)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _address(token: str) -> str:
    return f"{settings.PUBLIC_URL}/agenda/{token}.ics"
