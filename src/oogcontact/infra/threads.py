"""Threads for what the event loop asks of the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThreads:
    """A small pool; with one thread, things are done in the order in which they were asked for."""

    def __init__(self, name: str, count: int) -> None:
        self.pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something in a thread of the pool, and return what it returns."""

        def run() -> T:
            # A connection that the database server has ended is made anew.
            close_old_connections()
            return function(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self.pool, run)

    async def close(self) -> None:
        """End the threads; returns when what was asked for is done."""
        await asyncio.to_thread(self.pool.shutdown)
