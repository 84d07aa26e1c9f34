"""A browser on a leg: its Opus comes over WebRTC and goes to the plane as a telephone's sound would."""

from dataclasses import dataclass

from django.conf import settings

from oogcontact.audio.browser import Browser
from oogcontact.audio.g711 import Law
from oogcontact.audio.speech import Voice
from oogcontact.domains.telephony.leg import Leg
from oogcontact.domains.telephony.switchboard import Switchboard
from oogcontact.sip.sdp import DIGITS, Sound


@dataclass(frozen=True)
class BrowserLeg:
    """A leg, the browser that it carries, and the answer to that one's offer."""

    leg: Leg
    browser: Browser
    answer: str


async def connect_browser(switchboard: Switchboard, voice: Voice, sdp: str, *, watched: bool = True) -> BrowserLeg:
    """Connect a browser to a leg of its own, by its offer of sound; `watched` as for `Switchboard.open_leg`.

    Raises Full, NoPort, BrokenOffer.
    """
    leg = await switchboard.open_leg(voice, watched=watched)
    browser = Browser(switchboard.local_host)
    try:
        answer = await browser.connect(leg.port, sdp, settings.CONNECTION_TEST_ADDRESS)
    except BaseException:
        leg.end()
        await browser.close()
        raise
    leg.carry(browser)
    # A browser sends no keys; but named, so that nobody looks for tones in its sound.
    leg.redirect(Sound(Law.A, DIGITS, switchboard.local_host, browser.port))
    return BrowserLeg(leg, browser, answer)


async def join_legs(switchboard: Switchboard, voice: Voice) -> tuple[Leg, Leg]:
    """Return two legs of which each says what the other one hears; they end together. Raises Full, NoPort."""
    one = await switchboard.open_leg(voice)
    try:
        other = await switchboard.open_leg(voice)
    except BaseException:
        one.end()
        raise
    for mine, theirs in ((one, other), (other, one)):
        mine.carry(_Twin(theirs))
        mine.redirect(Sound(Law.A, DIGITS, switchboard.local_host, theirs.port))
    return one, other


class _Twin:
    """What carries a leg that is joined with another one: that one."""

    def __init__(self, other: Leg) -> None:
        self.on_end = other.end
        self._other = other

    def hang_up(self) -> None:
        """End the other one."""
        self._other.end()
