"""TOO-9 and WCAG 2.2 AA: axe finds nothing on any screen, in both themes and both sizes; nothing runs off the side."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.looking import problems_of
from tests.e2e.screens import WALKS, Walk
from tests.e2e.server import RunningServer


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """These tests leave the server as they found it."""
    return shared_server


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_axe_finds_nothing(walk: Walk, chromium: Browser, server: RunningServer) -> None:
    found = {name: problems_of(user) for name, user in walk(chromium, server)}
    assert found, "no screens"
    bad = [f"{name}: {problem}" for name, problems in found.items() for problem in problems]
    assert not bad, "\n".join(bad)
