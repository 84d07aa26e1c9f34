"""TOO-9 and WCAG 2.2 AA: axe finds nothing on any screen, in both themes and both sizes; nothing runs off the side."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.screens import VIEWS, WALKS, View
from tests.e2e.server import RunningServer

#: A page that is wider than its window makes people scroll in two directions (WCAG 1.4.10).
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

views = pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.size}-{view.theme}")


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


@views
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_axe_finds_nothing(walk: object, view: View, chromium: Browser, server: RunningServer) -> None:
    found: dict[str, list[str]] = {}
    for name, user in walk(chromium, server.url, view):  # type: ignore[operator]
        problems = user.axe()
        if user.page.evaluate(TOO_WIDE) > 0:
            problems.append("the page is wider than its window")
        if problems:
            found[name] = problems
    assert not found, "\n".join(f"{name}: {problem}" for name, problems in found.items() for problem in problems)
