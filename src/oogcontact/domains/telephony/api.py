"""The face of telephony towards the other domains."""

from oogcontact.domains.telephony.access import access_number
from oogcontact.domains.telephony.actions import save_number, save_trunk
from oogcontact.domains.telephony.browsers import BrowserLeg, connect_browser, join_legs
from oogcontact.domains.telephony.events import setup_changed
from oogcontact.domains.telephony.leg import Leg, in_tick
from oogcontact.domains.telephony.line import HungUp, Line
from oogcontact.domains.telephony.models import PhoneNumber, Trunk
from oogcontact.domains.telephony.policy import Dialled, NotDialled, dial, normalise, shown
from oogcontact.domains.telephony.routes import CalledNumber
from oogcontact.domains.telephony.switchboard import Impossible, Settings, Switchboard

__all__ = [
    "BrowserLeg",
    "CalledNumber",
    "Dialled",
    "HungUp",
    "Impossible",
    "Leg",
    "Line",
    "NotDialled",
    "PhoneNumber",
    "Settings",
    "Switchboard",
    "Trunk",
    "access_number",
    "connect_browser",
    "dial",
    "in_tick",
    "join_legs",
    "normalise",
    "save_number",
    "save_trunk",
    "setup_changed",
    "shown",
]
