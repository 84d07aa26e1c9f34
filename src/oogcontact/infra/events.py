"""Events: emitted inside a transaction, delivered after its commit, durable ones numbered per user.

Domains call `emit`. The realtime engine reads missed events by `missed` and is reached through the sink that
`project` sets, because infra does not import realtime.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from django.db import transaction
from django.db.models import F

from oogcontact.infra.models import EventStream, StoredEvent
from oogcontact.kernel import clock

#: A client that was away longer than this fetches everything anew.
KEPT_FOR = timedelta(hours=24)

#: A client that missed more than this many events fetches everything anew.
RESUME_AT_MOST = 500

Sink = Callable[[Iterable[uuid.UUID], bytes], None]

_sink: Sink | None = None
_encoder = msgspec.json.Encoder()


def set_sink(sink: Sink | None) -> None:
    """Say who delivers the encoded events to the connected devices of the given users."""
    global _sink
    _sink = sink


@dataclass(frozen=True)
class Missed:
    """What a returning client has to be told: the last number, and the frames since, or None to fetch anew."""

    last: int
    frames: list[bytes] | None


def emit(recipients: Iterable[uuid.UUID], event_type: str, data: Mapping[str, object], *, durable: bool = True) -> None:
    """Tell the users `recipients` of an event, once the running transaction has been committed.

    A durable event gets the next number of each recipient and is kept for `KEPT_FOR`; a volatile one reaches only
    who is connected now. Must be called inside `transaction.atomic`.
    """
    users = sorted(set(recipients))
    if not users:
        return
    if not durable:
        frame = encode(event_type, data)
        transaction.on_commit(lambda: _deliver(users, frame))
        return
    plain = msgspec.to_builtins(data)
    for user, number in _next_numbers(users):
        StoredEvent.objects.create(user_id=user, number=number, type=event_type, data=plain)
        frame = encode(event_type, plain, number)
        # The defaults bind this round's values: the function runs after the loop.
        transaction.on_commit(lambda user=user, frame=frame: _deliver([user], frame))  # type: ignore[misc]


def tell(recipients: Iterable[uuid.UUID], event_type: str, data: Mapping[str, object]) -> None:
    """Tell who is connected now, at once and from any thread: what is told is kept nowhere."""
    _deliver(sorted(set(recipients)), encode(event_type, data))


def lock(users: Iterable[uuid.UUID]) -> None:
    """Take the streams of these users, in order, for a transaction that will emit several events.

    Two transactions that tell the same users in different orders would otherwise wait for each other (PostgreSQL).
    """
    wanted = sorted(set(users))
    EventStream.objects.bulk_create([EventStream(user_id=user) for user in wanted], ignore_conflicts=True)
    list(EventStream.objects.select_for_update().filter(user_id__in=wanted).order_by("user_id").values_list("user_id"))


def encode(event_type: str, data: Mapping[str, object], number: int | None = None) -> bytes:
    """Return the frame of an event as it goes over the WebSocket (docs/protocol.md)."""
    if number is None:
        return _encoder.encode({"type": event_type, "data": data})
    return _encoder.encode({"n": number, "type": event_type, "data": data})


def missed(user: uuid.UUID, last: int | None) -> Missed:
    """Return what `user` has not seen since the event numbered `last` (None: has seen nothing yet)."""
    stream = EventStream.objects.filter(user_id=user).first()
    newest = stream.last_number if stream else 0
    if last is None or last > newest or newest - last > RESUME_AT_MOST:
        return Missed(newest, None)
    rows = list(StoredEvent.objects.filter(user_id=user, number__gt=last, number__lte=newest).order_by("number"))
    if len(rows) != newest - last:
        return Missed(newest, None)
    return Missed(newest, [encode(row.type, row.data, row.number) for row in rows])


def forget_old() -> int:
    """Delete the events that are older than `KEPT_FOR`; return how many."""
    return StoredEvent.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _next_numbers(users: list[uuid.UUID]) -> list[tuple[uuid.UUID, int]]:
    lock(users)
    EventStream.objects.filter(user_id__in=users).update(last_number=F("last_number") + 1)
    numbers = dict(EventStream.objects.filter(user_id__in=users).values_list("user_id", "last_number"))
    return [(user, numbers[user]) for user in users]


def _deliver(users: list[uuid.UUID], frame: bytes) -> None:
    if _sink is not None:
        _sink(users, frame)
