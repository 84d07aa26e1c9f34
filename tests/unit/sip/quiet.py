"""What every hostile test asks: that nothing went wrong where nobody looks, and that calls are still taken (TEL-9)."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.unit.sip.test_endpoint import Telephone, telephone


@pytest.fixture
async def quiet(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """Nothing is logged as an error or with a traceback, and no task ends with an exception that nobody takes."""
    unhandled: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: unhandled.append(context))
    caplog.set_level(logging.DEBUG)
    yield
    gc.collect()
    await asyncio.sleep(0)
    assert unhandled == [], unhandled
    loud = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.ERROR or record.exc_info
    ]
    assert loud == [], loud


async def still_works(port: int, call_id: str = "good") -> None:
    """Call, press a key and hang up."""
    async with telephone(port, call_id) as phone:
        assert (await phone.invite())[0] == 200
        assert await phone.ask("INFO", "Signal=5", kind="application/dtmf-relay") == 200
        assert await phone.ask("BYE") == 200


def statuses(phone: Telephone) -> list[int]:
    """Return what has been answered, but for provisional answers."""
    found = []
    while not phone.came.empty():
        status = int(phone.came.get_nowait().split()[1])
        found += [status] if status >= 200 else []
    return found
