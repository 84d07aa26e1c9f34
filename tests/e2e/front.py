"""What really lies before somebody's eyes in a call: whose picture, and whether there is one all the time (CAL-9)."""

from dataclasses import dataclass
from pathlib import Path

from tests.e2e.browsers import User

WATCH = (Path(__file__).parent / "front.js").read_text()


@dataclass(frozen=True)
class Seen:
    """What was seen from `watch` on."""

    #: Whose pictures lay in front, one after the other, by the labels of their videos.
    names: list[str]
    #: How often the page was looked at, and how often no picture lay in front.
    looks: int
    without_picture: int
    #: Whether each picture that was replaced was still coming when the next one had taken its place.
    overlapped: bool
    #: The times from each picture in front to the next one (milliseconds).
    gaps: list[float]


def watch(user: User) -> None:
    """Begin to watch the pictures before this person."""
    user.page.evaluate(WATCH)


def seen(user: User) -> Seen:
    """Return what was seen until now."""
    return Seen(**user.page.evaluate("window.__front"))
