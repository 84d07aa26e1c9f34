"""PRE-5: 2,000 colleagues online on one process, and how soon all of them know that one of them changed.

`python -m bench.presence_fan_out` starts the real server on SQLite with an organisation of its own, connects everybody,
and lets some of them choose another state at a steady pace; each choice is told to all others. Prints the delays from
the press of the button to the frame in the browsers, and writes build/bench/presence_fan_out.json. Server and
browsers share the machine's cores.
"""

import asyncio
import json
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import uvloop

from bench import _clients, _measure
from bench._measure import Person, percentile
from tests.e2e.server import RunningServer

PEOPLE = 2_000

#: Those who choose; in an office of this size somebody comes, goes or takes a call every few seconds.
CHOOSERS = 10
PER_SECOND = 5.0
SECONDS = 20.0

TARGET_MS = 1_000.0

#: Handshakes under way at one time.
HANDSHAKES = 20

KEY = "bench"


def main() -> None:
    """Measure, print, and fail when the 99th percentile misses its target."""
    with tempfile.TemporaryDirectory() as folder:
        _measure.prepare_django(folder)
        sessions = _fill()
        server = RunningServer(Path(folder), SECRET_KEY=KEY, DEMO="0").start()
        try:
            figures = uvloop.run(_measure_all(server, sessions))
        finally:
            server.stop()
    _measure.write("presence_fan_out", figures)
    print(figures)
    if figures["p99_ms"] >= TARGET_MS:
        raise SystemExit(f"slower than {TARGET_MS:.0f} ms")


class Watch:
    """When each choice was made, and how long after it each of the others heard of it."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._made: dict[str, float] = {}

    def choose(self, person: Person) -> None:
        """Choose a state with a text that says which choice it is; returns when the server has answered."""
        text = f"Overleg {len(self._made)}"
        self._made[text] = time.perf_counter()
        person.send("PUT", "/api/presence", choice="busy", text=text)

    def heard(self, payload: bytes) -> None:
        """Take a frame of one of the connections."""
        now = time.perf_counter()
        if b"Overleg" in payload:
            frame = json.loads(payload)
            if frame["type"] == "presence.changed":
                self.late_ms.append((now - self._made[frame["data"]["presence"]["text"]]) * 1000)

    @property
    def choices(self) -> int:
        """How many choices were made."""
        return len(self._made)


async def _measure_all(server: RunningServer, sessions: list[str]) -> dict[str, float]:
    watch = Watch()
    begin = time.perf_counter()
    clients = await _connect(server.port, sessions, watch)
    connected = time.perf_counter() - begin
    choosers = [await asyncio.to_thread(Person, server.url, _name(number)) for number in range(CHOOSERS)]
    await _settled(clients)
    due = time.perf_counter()
    tasks = []
    for number in range(int(PER_SECOND * SECONDS)):
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        due += 1 / PER_SECOND
        tasks.append(asyncio.create_task(asyncio.to_thread(watch.choose, choosers[number % CHOOSERS])))
    await asyncio.gather(*tasks)
    await _settled(clients)
    late = sorted(watch.late_ms)
    # Everybody shows everybody, and the own devices are told too.
    assert len(late) == watch.choices * len(clients), f"{len(late)} of {watch.choices * len(clients)} were told"
    for client in clients:
        client.close()
    return {
        "people": len(clients),
        "changes_per_second": PER_SECOND,
        "everybody_connected_s": round(connected, 1),
        **{f"p{part}_ms": round(percentile(late, part / 100), 1) for part in (50, 99, 100)},
    }


async def _connect(port: int, sessions: list[str], watch: Watch) -> list[_clients.Client]:
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(HANDSHAKES)

    async def one(number: int) -> _clients.Client:
        async with gate:
            cookies = f"sessionid={sessions[number]}"
            _transport, client = await loop.create_connection(
                lambda: _clients.Client(number, port, cookies, watch.heard), "127.0.0.1", port
            )
            await asyncio.wait_for(client.welcome, 60)
            return client

    return await asyncio.gather(*(one(number) for number in range(len(sessions))))


async def _settled(clients: list[_clients.Client]) -> None:
    """Return once nothing has come for two seconds: those who connected were told to all the others."""
    before = -1
    while (now := sum(client.got for client in clients)) != before:
        before = now
        await asyncio.sleep(2)


def _name(number: int) -> str:
    return f"medewerker{number}"


def _fill() -> list[str]:
    """Make the organisation; return the session key of each of its people."""
    from django.conf import settings  # noqa: PLC0415  # Django must be set up
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from django.utils.crypto import get_random_string  # noqa: PLC0415

    from oogcontact.domains.accounts.api import Membership, Organisation, Role, User  # noqa: PLC0415
    from oogcontact.domains.contacts import api as contacts  # noqa: PLC0415
    from oogcontact.infra.session_store import SessionStore  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Groot")
    password = make_password(_measure.PASSWORD)
    users = [
        User(email=f"{_name(number)}@voorbeeld.test", first_name="Sam", last_name=f"Smit {number}", password=password)
        for number in range(PEOPLE)
    ]
    User.objects.bulk_create(users, batch_size=500)
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=organisation, role=Role.AGENT) for user in users], batch_size=500
    )
    contacts.renew_all()
    end = timezone.now() + timedelta(hours=1)
    rows = []
    for user in users:
        store = SessionStore()
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = get_random_string(32)
        rows.append(Session(session_key=key, session_data=store.encode(data), expire_date=end))
    Session.objects.bulk_create(rows, batch_size=500)
    connection.close()
    return [row.session_key for row in rows]


if __name__ == "__main__":
    main()
