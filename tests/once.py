"""What is made once in a test run, whatever the number of its processes."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name` of this run; the first process that asks makes it, the others wait for that."""
    folder = _of_run(factory) / name
    with one_at_a_time(factory, name):
        if not folder.exists():
            making = folder.with_suffix(".making")
            make(making)
            making.rename(folder)
    return folder


@contextmanager
def one_at_a_time(factory: pytest.TempPathFactory, name: str) -> Iterator[None]:
    """What only one process of this run does at a time; the others wait."""
    with (_of_run(factory) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _of_run(factory: pytest.TempPathFactory) -> Path:
    own = factory.getbasetemp()
    # Workers of pytest-xdist have folders of their own below that of the run.
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
