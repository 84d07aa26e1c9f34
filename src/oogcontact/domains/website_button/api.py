"""The face of the button towards the other domains and the running program."""

from oogcontact.domains.website_button.access import script_of
from oogcontact.domains.website_button.actions import save_button
from oogcontact.domains.website_button.board import board
from oogcontact.domains.website_button.live import Place, access_posted, frame
from oogcontact.domains.website_button.models import Button

__all__ = ["Button", "Place", "access_posted", "board", "frame", "save_button", "script_of"]
