"""What the tests of conferences do often: dial in, and press a code and hear its answer."""

import contextlib
import time
import urllib.error

from tests.e2e.tab import Json, Tab
from tests.telephones import Telephone
from tests.until import wait_until

#: The conference of the demonstration.
NUMBER, MODERATOR, PARTICIPANT = "4321", "9876", "1234"

#: A name is spoken for so long (seconds).
NAME = 0.6


def dial_in(telephone: Telephone, pin: str = PARTICIPANT, *, hears: str = "") -> Telephone:
    """Call, press ahead, say a name; returns when `hears`, or that one is being connected, has been said."""
    assert telephone.call() == 200
    telephone.press(f"{NUMBER}#{pin}#")
    begin = telephone.hears("name")
    time.sleep(NAME)
    telephone.press("#")
    telephone.hears(hears or "joining", since=begin)
    return telephone


def code(telephone: Telephone, keys: str, answer: str) -> None:
    """Press a code and wait for what is said then."""
    begin = len(telephone.heard)
    telephone.press(keys)
    telephone.hears(answer, since=begin)


def conference(tab: Tab) -> Json:
    """Return the conference of the demonstration, as a moderator sees it."""
    found: Json = tab.send("GET", "/api/conferences")[0]
    return found


def end_conference(tab: Tab) -> None:
    """End the conference of the demonstration, if it goes on; returns when it is over."""

    def over() -> bool:
        found = conference(tab)
        if found["live"] is not None:
            # It may end by itself in this moment.
            with contextlib.suppress(urllib.error.HTTPError):
                tab.send("POST", f"/api/conferences/{found['account_id']}/end")
        return found["live"] is None

    wait_until(over)
