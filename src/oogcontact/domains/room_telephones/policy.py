"""Rules about telephones in rooms: what an answer of the network means, and which numbers guests may give. Pure."""

from datetime import timedelta

from oogcontact.domains.rooms.api import RingState
from oogcontact.domains.telephony.api import Dialled, NotDialled, dial

#: Who may bring a telephone into a call.
STAFF = ("administrator", "agent")

#: A telephone rings some seconds later than a browser would; and at most as long as the switchboard lets it (CAL-3).
LATER, AT_MOST = timedelta(seconds=10), timedelta(seconds=45)

#: Numbers that one person may call in ten minutes: more is no desk but a call centre, or a thief (TEL-9).
DIALS, DIALS_SECONDS = 20, 600

#: How often a guest may ask to be called, one number be asked for in an hour, and all of an organisation (WAI-5).
TRIES = 3
PER_NUMBER, PER_ORGANISATION, HOUR = 5, 60, 3_600

#: How a refusal is understood (RFC 3261, section 21); what is not named failed.
_STATES = (
    ({486, 600}, RingState.BUSY),
    ({408, 480, 487}, RingState.NO_ANSWER),
    ({403, 603}, RingState.DECLINED),
)


def state_of(status: int) -> RingState:
    """Return how a ring ends that a telephone, or the network, has answered with this status."""
    return next((state for statuses, state in _STATES if status in statuses), RingState.FAILED)


def ring_for(ring_seconds: int) -> timedelta:
    """Return how long a telephone may ring in an organisation in which browsers ring for so long."""
    return min(AT_MOST, timedelta(seconds=ring_seconds) + LATER)


def own_number(text: str) -> Dialled | NotDialled:
    """Return the number at which a guest wants to be called: of this country, and no short one."""
    return dial(text, abroad=False, extensions=False)
