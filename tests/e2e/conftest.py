"""Fixtures of the tests with real browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, StorageState, sync_playwright

from tests.e2e import media
from tests.e2e.browsers import User, launch
from tests.e2e.server import RunningServer, copy_of
from tests.e2e.tab import Tab

MakeUser = Callable[..., User]

#: The shortest time of ringing that an organisation can choose.
RING_SECONDS = 15


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server that was started once and ended; there it rings for the shortest time that is allowed."""
    folder = tmp_path_factory.mktemp("template") / "data"
    server = RunningServer(folder).start()
    Tab(server, "anna").send("PATCH", "/api/administration/policies", ring_seconds=RING_SECONDS)
    server.stop()
    return folder


@pytest.fixture(scope="session")
def shared_server(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests that neither end it nor change what it keeps."""
    running = RunningServer(copy_of(prepared_data, tmp_path_factory.mktemp("shared") / "data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def signed_in() -> dict[tuple[str, str], StorageState]:
    """What the browser keeps of those who have signed in, by address of the server and name."""
    return {}


@pytest.fixture(scope="session")
def media_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the fake camera's and microphone's files."""
    folder = tmp_path_factory.mktemp("media")
    media.write_video(folder / "camera.y4m")
    media.write_sound(folder / "microphone.wav")
    return folder


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, media_files: Path) -> Iterator[Browser]:
    """Debian's Chromium with a fake camera and microphone."""
    browser = launch(playwright, media_files)
    yield browser
    browser.close()


@pytest.fixture
def server(prepared_data: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server of this test's own, with the demo organisation."""
    running = RunningServer(copy_of(prepared_data, tmp_path / "data")).start()
    yield running
    running.stop()


@pytest.fixture
def make_user(
    chromium: Browser, server: RunningServer, signed_in: dict[tuple[str, str], StorageState]
) -> Iterator[MakeUser]:
    """Make people before windows of their own: `make_user("anna")` is signed in, `make_user()` is nobody yet."""
    made: list[User] = []

    def make(name: str | None = None, **options: object) -> User:
        kept = signed_in.get((server.url, name or ""))
        if kept is not None:
            options["storage_state"] = kept
        someone = User(chromium, server.url, **options)
        made.append(someone)
        if name is None:
            return someone
        if kept is not None:
            return someone.open()
        someone.sign_in(name)
        signed_in[server.url, name] = someone.context.storage_state()
        return someone

    yield make
    for someone in made:
        someone.end_calls()
    for someone in made:
        someone.close()
    failed = [error for someone in made for error in someone.errors]
    assert not failed, f"errors in the pages: {failed}"
