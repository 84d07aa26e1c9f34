"""Fixtures of the tests with real browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.e2e import media
from tests.e2e.browsers import SHELL, User, launch
from tests.e2e.server import RunningServer, copy_of
from tests.e2e.tab import Tab
from tests.e2e.visiting import Agent, Desk
from tests.e2e.waiting import Guests
from tests.e2e.website import Website
from tests.e2e.windows import Windows
from tests.once import made_once, one_at_a_time

MakeUser = Callable[..., User]
MakeTab = Callable[[str], Tab]

#: A page on a loaded machine of two cores needs longer than Playwright's five seconds (milliseconds).
expect.set_options(timeout=20_000)

#: The shortest time of ringing that an organisation can choose.
RING_SECONDS = 15


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server that was started once and ended; there it rings for the shortest time that is allowed."""

    def make(folder: Path) -> None:
        server = RunningServer(folder).start()
        Tab(server, "anna").send("PATCH", "/api/administration/policies", ring_seconds=RING_SECONDS)
        server.stop()

    return made_once(tmp_path_factory, "prepared", make)


@pytest.fixture(scope="session")
def shared_server(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests that neither end it nor change what it keeps."""
    running = RunningServer(copy_of(prepared_data, tmp_path_factory.mktemp("shared") / "data")).start()
    yield running
    running.stop()


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
    """Debian's Chromium with a fake camera and microphone, without what stands around a page."""
    browser = launch(playwright, media_files, executable=SHELL)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_chromium(playwright: Playwright, media_files: Path) -> Iterator[Browser]:
    """Debian's Chromium as people have it, with a fake camera and microphone."""
    browser = launch(playwright, media_files)
    yield browser
    browser.close()


@pytest.fixture(autouse=True)
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let tests marked `crowded` wait for each other: two calls of three are more than two cores carry."""
    if request.node.get_closest_marker("crowded") is None:
        yield
        return
    with one_at_a_time(tmp_path_factory, "crowd"):
        yield


@pytest.fixture
def server(prepared_data: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server of this test's own, with the demo organisation."""
    running = RunningServer(copy_of(prepared_data, tmp_path / "data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def file_server(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the tests of a file."""
    running = RunningServer(copy_of(prepared_data, tmp_path_factory.mktemp("file") / "data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def windows() -> Iterator[Windows]:
    """Windows that are used again by the next test."""
    made = Windows()
    yield made
    made.close()


@pytest.fixture
def make_user(chromium: Browser, windows: Windows, server: RunningServer) -> Iterator[MakeUser]:
    """Make people before windows of their own: `make_user("anna")` is signed in, `make_user()` is nobody yet."""
    made: list[User] = []

    def make(name: str | None = None, **options: object) -> User:
        someone = User(chromium, server.url, **options) if options else windows.take(chromium, server.url)
        made.append(someone)
        if name is None:
            return someone
        someone.context.add_cookies(Tab(server, name).cookies())  # type: ignore[arg-type]  # dicts of what it takes
        return someone.open()

    yield make
    # A test that failed while the server was away leaves it so; the next one finds it again, and nobody in a call.
    server.revive()
    for someone in made:
        someone.end_calls()
    failed = [error for someone in made for error in someone.errors]
    for someone in made:
        windows.give_back(someone)
    assert not failed, f"errors in the pages: {failed}"


@pytest.fixture
def online(server: RunningServer) -> Iterator[MakeTab]:
    """Make tabs of people without a browser: `online("anna")` is connected; afterwards nobody is in a call."""
    made: list[Tab] = []

    def make(name: str) -> Tab:
        made.append(Tab(server, name))
        made[-1].online()
        return made[-1]

    yield make
    for tab in made:
        tab.end_calls()
        tab.offline()


@pytest.fixture
def guests(chromium: Browser, windows: Windows, server: RunningServer) -> Iterator[Guests]:
    """Makes guests before windows of their own, and closes them."""
    made = Guests(chromium, windows, server)
    yield made
    server.revive()
    failed = [error for one in made.all for error in one.errors]
    for one in made.all:
        windows.give_back(one)
    assert not failed, f"errors in the pages of guests: {failed}"


@pytest.fixture
def site() -> Iterator[Website]:
    """A website of somebody else."""
    made = Website()
    yield made
    made.close()


@pytest.fixture
def desk(server: RunningServer, site: Website) -> Desk:
    """The demonstration's button on that website."""
    administrator = Tab(server, "anna")
    [button] = administrator.send("GET", "/api/administration/buttons")["buttons"]
    made = Desk(server, site, administrator, button["id"], button["public_id"])
    made.change(origins=[site.url])
    return made


#: What a browser tells on the console of what a page forbids, or a site may not.
TOLD = ("Content Security Policy", "CORS policy", "response code: 403", "Permissions-Policy")


@pytest.fixture
def make_visitor(chromium: Browser, server: RunningServer) -> Iterator[MakeUser]:
    """Make visitors of websites before windows of their own; nothing of the pages may fail."""
    made: list[User] = []

    def make(**options: object) -> User:
        made.append(User(chromium, server.url, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()
    failed = [error for one in made for error in one.errors if not any(words in error for words in TOLD)]
    assert not failed, f"errors in the pages: {failed}"


@pytest.fixture
def agent(make_user: MakeUser, server: RunningServer) -> Iterator[Callable[[str], Agent]]:
    """Make agents who take visitors or not: `agent("bram")`; afterwards none does."""
    made: list[Agent] = []

    def make(name: str) -> Agent:
        made.append(Agent(make_user(name), server, name))
        return made[-1]

    yield make
    for one in made:
        one.available(False)
