"""The port to the server's event loop: commands run in threads, WebRTC runs on the loop."""

import asyncio
import concurrent.futures
from collections.abc import Coroutine
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from oogcontact.kernel.errors import Category, Refusal

T = TypeVar("T")

#: An answer takes milliseconds; a loop that needs longer is too busy for a test.
ANSWER_SECONDS = 10.0

_loop: asyncio.AbstractEventLoop | None = None


def use_loop(loop: asyncio.AbstractEventLoop | None) -> None:
    """Say on which loop the tests run; None while the server stops."""
    global _loop
    _loop = loop


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the server's loop and wait for it, from another thread; raises Refusal `unavailable`."""
    if _loop is None or not _loop.is_running():
        coroutine.close()
        raise unavailable()
    future = asyncio.run_coroutine_threadsafe(coroutine, _loop)
    try:
        return future.result(ANSWER_SECONDS)
    except (TimeoutError, concurrent.futures.CancelledError) as error:
        future.cancel()
        raise unavailable() from error


def unavailable() -> Refusal:
    """Return the refusal of a server that can not test now."""
    message = _("The connection test can not run now. Try again in a moment.")
    return Refusal("unavailable", message, Category.UNAVAILABLE)
