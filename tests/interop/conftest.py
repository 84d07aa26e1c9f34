"""A real server with its telephones, and people who call it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.server import RunningServer, copy_of
from tests.e2e.tab import Tab
from tests.interop.conferring import end_conference
from tests.once import made_once
from tests.ports import free_sip_port
from tests.telephones import CalledTelephone, Telephone

MakeTelephone = Callable[..., Telephone]

HERE = Path(__file__).parent


class TelephoneServer(RunningServer):
    """A server whose trunk leads to a telephone of the tests."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.trunk_port = free_sip_port()
        super().__init__(data, DEMO_TRUNK_PORT=str(self.trunk_port), **environment)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal the tests to the processes, the long ones first: each gets an equal part of them.

    They would be cut into parts as they stand, and the longest stand in one file.
    """
    ours = [item for item in items if item.path.parent == HERE]
    others = [item for item in items if item.path.parent != HERE]
    ours.sort(key=lambda item: item.get_closest_marker("long") is None)
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = others + [item for first in range(processes) for item in ours[first::processes]]


def _prepare(data: Path) -> None:
    TelephoneServer(data).start().stop()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelephoneServer]:
    """One server for all tests that do not end it."""
    template = made_once(tmp_path_factory, "prepared", _prepare)
    running = TelephoneServer(copy_of(template, tmp_path_factory.mktemp("telephones") / "data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def server(shared_server: TelephoneServer) -> Iterator[TelephoneServer]:
    """The shared server, on which no conference goes on before and after the test."""
    yield shared_server
    end_conference(Tab(shared_server, "anna"))


@pytest.fixture
def telephone(server: TelephoneServer) -> Iterator[MakeTelephone]:
    """Make telephones; all are hung up at the end."""
    made: list[Telephone] = []

    def make(**options: object) -> Telephone:
        made.append(Telephone(server.sip_port, **options))  # type: ignore[arg-type]  # its own options
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def called(server: TelephoneServer) -> Iterator[Callable[..., CalledTelephone]]:
    """Make the telephone to which the trunk leads."""
    made: list[CalledTelephone] = []

    def make(*behaviour: object, **options: object) -> CalledTelephone:
        made.append(CalledTelephone(*behaviour, port=server.trunk_port, **options))  # type: ignore[arg-type]  # as above
        return made[-1]

    yield make
    for one in made:
        one.close()
