"""The server as one ASGI application: `http` to Django's views, `websocket` to the gateway, `lifespan` to the loops."""

import asyncio
import gc
import os
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from oogcontact.domains.connection_test import api as connection_test
from oogcontact.infra.deadlines import DeadlineLoop
from oogcontact.infra.worker import Worker
from oogcontact.project.bridge import THREADS, Bridge, Message, Receive, Scope, Send

#: Where the paths of uploaded prompts begin.
PROMPTS = "/api/conference-prompts/"

#: Where logos are uploaded.
LOGO = "/api/administration/branding/logo"

#: Where paths begin whose requests may take long.
SLOW = (
    "/_allauth/",
    "/api/activations/",
    LOGO,
    "/api/connection-test/offer",
    PROMPTS,
    "/api/invitations/",
    "/api/me/photo",
)


class Application:
    """Everything that runs in one process; made once for each."""

    def __init__(self) -> None:
        # Only after Django is set up may what uses its tables be imported.
        from oogcontact.domains.appointments import api as appointments  # noqa: PLC0415
        from oogcontact.infra import cleaning, mail, sms  # noqa: PLC0415
        from oogcontact.project import client, housekeeping, live, telephones  # noqa: PLC0415

        housekeeping.register()
        views = client.with_files(get_wsgi_application(), settings.WEB_DIST)
        self._http = Bridge(views, limit_of, is_slow, threads=THREADS[connection.vendor])
        self._live = live.Live()
        self._telephones = telephones.Telephones(self._live.seats)
        self._deadlines = DeadlineLoop()
        self._workers = (
            Worker("mail", mail.send_due, mail.wake),
            Worker("sms", sms.send_due, sms.wake),
            Worker("agendas", appointments.refresh_due, appointments.wake),
            Worker("cleaning", cleaning.Cleaner().run_due),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request, one WebSocket or the life of the process."""
        handlers: dict[str, Callable[[Scope, Receive, Send], Any]] = {
            "http": self._http,
            "websocket": self._live,
            "lifespan": self._lifespan,
        }
        await handlers[scope["type"]](scope, receive, send)

    async def _lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            message: Message = await receive()
            if message["type"] == "lifespan.startup":
                await self._start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _start(self) -> None:
        await self._live.start()
        connection_test.use_loop(asyncio.get_running_loop())
        await self._telephones.start()
        self._deadlines.start()
        for worker in self._workers:
            worker.start()
        # What is loaded now stays: the collector need not look at it, and its rounds beside HTTP load were what
        # made relayed messages late (27-39 ms at the 99th percentile, 5-7 ms with these numbers).
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        gc.enable()

    async def _stop(self) -> None:
        connection_test.use_loop(None)
        await connection_test.stop_all()
        await self._telephones.stop()
        await self._live.stop()
        self._http.close()
        self._deadlines.stop()
        for worker in self._workers:
            worker.stop()


def limit_of(path: str) -> int:
    """Return the most bytes that a request to `path` may send."""
    limit: int = settings.MAX_BODY
    if path == "/api/me/photo":
        limit = settings.MAX_PHOTO_BODY
    elif path == LOGO:
        limit = settings.MAX_LOGO_BODY
    elif path.startswith(PROMPTS):
        limit = settings.MAX_SOUND_BODY
    return limit


def is_slow(path: str) -> bool:
    """Return whether requests to `path` may take long: they hash passwords, make pictures or set up media."""
    return path.startswith(SLOW)


def make_application() -> Application:
    """Set Django up and return the application; uvicorn calls it in the process that serves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogcontact.project.settings")
    django.setup()
    return Application()
