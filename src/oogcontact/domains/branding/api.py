"""The face of branding towards the other domains."""

from oogcontact.domains.branding.access import Branding, branding_of
from oogcontact.domains.branding.actions import clean_invitation
from oogcontact.domains.branding.dress import dress_of
from oogcontact.domains.branding.policy import parse_colour, text_on
from oogcontact.domains.branding.shapes import BrandingFace, face_of
from oogcontact.domains.branding.texts import Place, filled

__all__ = [
    "Branding",
    "BrandingFace",
    "Place",
    "branding_of",
    "clean_invitation",
    "dress_of",
    "face_of",
    "filled",
    "parse_colour",
    "text_on",
]
