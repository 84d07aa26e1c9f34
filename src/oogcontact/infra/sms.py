"""Text messages: written in the transaction of the action, sent after its commit, as mail is.

Two ways. Without a gateway each message becomes a file in DATA_DIR/sms and reaches nobody: screens must say so
(`reaches_telephones`). With `SMS_URL` it is posted there as JSON (docs/operating.md).
"""

import http.client
import json
import logging
import os
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from oogcontact.infra.models import QueuedSms
from oogcontact.infra.ports import Port
from oogcontact.kernel import clock

#: The wait after each failed attempt; after the last one it is repeated until `GIVE_UP`.
BACK_OFF = [timedelta(seconds=seconds) for seconds in (5, 15, 60, 300)]

#: A text message is about now or about today: a later one only confuses.
GIVE_UP = timedelta(hours=2)

#: While one process sends a message, no other takes it.
CLAIM = timedelta(minutes=2)

#: Seconds that a gateway may take.
TIMEOUT = 15


@dataclass(frozen=True)
class SmsState:
    """What became of a message: `reason` is `server` (with what it `said`) or `given_up`."""

    sms: UUID
    state: Literal["sent", "refused"]
    reason: str = ""
    said: str = ""


class _Refused(Exception):
    """The gateway will never take this message."""


#: Told in a transaction of its own; a receiver that fails does not have the message sent again.
state_changed: Port[SmsState] = Port()
#: Set by a new message: the worker need not wait for its next look.
wake = threading.Event()

_log = logging.getLogger(__name__)


def reaches_telephones() -> bool:
    """Tell whether there is a gateway; without one messages are only files."""
    return bool(settings.SMS_URL)


def send(to: str, text: str) -> UUID:
    """Queue a text message to a number in E.164, in the running transaction; returns its id."""
    queued = QueuedSms.objects.create(to=to, text=" ".join(text.split()), next_attempt_at=clock.now())
    transaction.on_commit(wake.set)
    return queued.pk


def forget(sms: UUID) -> None:
    """Take a message that has not been sent out of the queue."""
    QueuedSms.objects.filter(pk=sms).delete()


def send_due(now: datetime) -> int:
    """Send the queued messages whose time has come; return how many went out."""
    sent = 0
    for message in QueuedSms.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")[:100]:
        claimed = QueuedSms.objects.filter(pk=message.pk, next_attempt_at=message.next_attempt_at)
        if claimed.update(next_attempt_at=clock.now() + CLAIM):
            sent += _attempt(message, now)
    return sent


def _attempt(message: QueuedSms, now: datetime) -> bool:
    try:
        if settings.SMS_URL:
            _post(message)
        else:
            _write(message)
    except _Refused as error:
        _finish(message, SmsState(message.pk, "refused", "server", str(error)))
        return False
    except (OSError, http.client.HTTPException) as error:
        _postpone(message, now, error)
        return False
    _finish(message, SmsState(message.pk, "sent"))
    return True


def _post(message: QueuedSms) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(message.pk)}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    body = json.dumps({"to": message.to, "text": message.text}).encode()
    # The address is the operator's own setting.
    request = urllib.request.Request(settings.SMS_URL, body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return
    except urllib.error.HTTPError as error:
        # A key that is not right or too many at once is mended without changing the message.
        if 400 <= error.code < 500 and error.code not in (401, 403, 408, 429):
            said = error.read(200).decode("utf-8", "replace")
            raise _Refused(" ".join(f"{error.code} {said}".split())) from None
        raise


def _write(message: QueuedSms) -> None:
    folder = settings.SMS_DIR
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%dT%H%M%S%f}-{message.pk.hex[-8:]}.txt"
    unfinished = folder / f".{name}"
    unfinished.write_text(f"To: {message.to}\n\n{message.text}\n")
    os.replace(unfinished, folder / name)


def _postpone(message: QueuedSms, now: datetime, error: Exception) -> None:
    facts = {"sms": str(message.pk), "attempts": message.attempts + 1, "error": type(error).__name__}
    if now - message.created_at > GIVE_UP:
        _log.error("sms dropped", extra=facts)
        _finish(message, SmsState(message.pk, "refused", "given_up"))
        return
    _log.warning("sms postponed", extra=facts)
    wait = BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    QueuedSms.objects.filter(pk=message.pk).update(next_attempt_at=now + wait, attempts=message.attempts + 1)


def _finish(message: QueuedSms, state: SmsState) -> None:
    with transaction.atomic():
        message.delete()
        try:
            with transaction.atomic():
                state_changed.tell(state)
        except Exception:
            _log.exception("sms state not told")
