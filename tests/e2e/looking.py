"""Looking at screens: in which sizes and themes, and when they are ready."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import ViewportSize

from tests.e2e.browsers import COLOURS, DESKTOP, PHONE, WCAG, User
from tests.e2e.server import RunningServer
from tests.e2e.tab import Tab

#: The size of each window. Screens are made in one and looked at in both.
SIZES: dict[str, ViewportSize] = {"desktop": DESKTOP, "phone": PHONE}

POLICIES = "/api/administration/policies"

#: A page that is wider than its window makes people scroll in two directions (WCAG 1.4.10).
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def settle(user: User) -> None:
    """Wait until the screen has got its data and its fonts and nothing moves any more."""
    user.page.wait_for_load_state("networkidle")
    user.page.evaluate("document.fonts.ready")
    user.stand_still()


def in_each_look(user: User) -> Iterator[str]:
    """Show the present screen in both sizes and themes, and then as it was; yields such names as phone-dark.

    An open menu closes with the size of its window, so that it is looked at in that size alone.
    """
    before = user.page.viewport_size or DESKTOP
    there, other = sorted(SIZES, key=lambda size: SIZES[size] != before)
    sizes = [there] if user.page.get_by_role("menu").count() else [there, other]
    for size in sizes:
        _look(user, size, "light")
        yield f"{size}-light"
        _look(user, size, "dark")
        yield f"{size}-dark"
    _look(user, there, "light")


def _look(user: User, size: str, theme: Literal["light", "dark"]) -> None:
    if user.page.viewport_size != SIZES[size]:
        user.page.set_viewport_size(SIZES[size])
    user.page.emulate_media(color_scheme=theme)
    user.stand_still()


def problems_of(user: User) -> list[str]:
    """Return what is wrong with the present screen in any look: what axe finds, and what runs off the side.

    In the dark other colours are chosen and nothing else.
    """
    found = []
    for look in in_each_look(user):
        found += [f"{look}: {problem}" for problem in user.axe(COLOURS if look.endswith("-dark") else WCAG)]
        if user.page.evaluate(TOO_WIDE) > 0:
            found.append(f"{look}: the page is wider than its window")
    return found


@contextmanager
def unhurried(server: RunningServer) -> Iterator[None]:
    """Let it ring for long meanwhile: a screen of ringing takes its time to be looked at."""
    administrator = Tab(server, "anna")
    before = administrator.send("GET", POLICIES)["ring_seconds"]
    administrator.send("PATCH", POLICIES, ring_seconds=60)
    try:
        yield
    finally:
        administrator.send("PATCH", POLICIES, ring_seconds=before)
