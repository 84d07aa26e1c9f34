"""Text messages: to a gateway over HTTP, or to files that reach nobody."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import Settings

from oogcontact.infra import sms
from oogcontact.infra.models import QueuedSms
from oogcontact.infra.sms import SmsState
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock

pytestmark = pytest.mark.django_db


class Gateway:
    """Answers with `status`; keeps what it was asked."""

    def __init__(self) -> None:
        self.status = 202
        self.asked: list[tuple[dict[str, str], Any]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((dict(self.headers), json.loads(body)))
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(b"number unknown")

            def log_message(self, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/send"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    running = Gateway()
    settings.SMS_URL, settings.SMS_TOKEN = running.url, "sleutel"
    yield running
    running.close()


@pytest.fixture
def states() -> Iterator[list[SmsState]]:
    told: list[SmsState] = []
    sms.state_changed.register(told.append)
    yield told
    sms.state_changed.unregister(told.append)


@pytest.fixture
def time() -> Iterator[SetClock]:
    with clock.at(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) as held:
        yield held


def test_the_gateway_gets_it(gateway: Gateway, states: list[SmsState]) -> None:
    ident = sms.send("+31612345678", "Hallo\nZoë")
    assert sms.reaches_telephones()
    assert sms.send_due(clock.now()) == 1
    ((headers, body),) = gateway.asked
    assert body == {"to": "+31612345678", "text": "Hallo Zoë"}
    assert headers["Authorization"] == "Bearer sleutel"
    assert headers["Idempotency-Key"] == str(ident)
    assert states == [SmsState(ident, "sent")]
    assert sms.send_due(clock.now()) == 0


def test_what_it_refuses_is_not_tried_again(gateway: Gateway, states: list[SmsState]) -> None:
    gateway.status = 422
    sms.send("+31", "x")
    assert sms.send_due(clock.now()) == 0
    assert (states[0].state, states[0].said) == ("refused", "422 number unknown")
    assert not QueuedSms.objects.exists()


@pytest.mark.parametrize("status", [500, 429, 401])
def test_what_passes_is_waited_for(gateway: Gateway, states: list[SmsState], time: SetClock, status: int) -> None:
    gateway.status = status
    sms.send("+31612345678", "x")
    assert sms.send_due(clock.now()) == 0
    gateway.status = 200
    assert sms.send_due(clock.now()) == 0
    time.advance(5)
    assert sms.send_due(clock.now()) == 1


def test_a_late_message_is_none(gateway: Gateway, states: list[SmsState], time: SetClock) -> None:
    gateway.status = 500
    sms.send("+31612345678", "x")
    time.advance(sms.GIVE_UP.total_seconds() + 1)
    sms.send_due(clock.now())
    assert [(state.state, state.reason) for state in states] == [("refused", "given_up")]
