"""The shapes of branding in answers of the API; other domains put the face into theirs."""

from uuid import UUID

from ninja import Schema

from oogcontact.domains.branding.access import Branding, branding_of


class BrandingFace(Schema):
    """How an organisation shows itself to its guests; `web/src/features/branding` puts the colours on a page.

    `strong` is the colour under the pointer, `soft` a background that hints at it. `logo_width` and `logo_height` are
    the logo's proportions, so that a page keeps room for it.
    """

    name: str
    colour: str
    on_colour: str
    strong: str
    soft: str
    dark_colour: str
    on_dark: str
    dark_strong: str
    dark_soft: str
    logo_url: str | None
    logo_width: int | None
    logo_height: int | None


def face(branding: Branding) -> BrandingFace:
    """Return what guests get to know of a branding."""
    light, dark = branding.palette.light, branding.palette.dark
    width, height = branding.logo_size or (None, None)
    return BrandingFace(
        name=branding.name,
        colour=light.colour,
        on_colour=light.on_colour,
        strong=light.strong,
        soft=light.soft,
        dark_colour=dark.colour,
        on_dark=dark.on_colour,
        dark_strong=dark.strong,
        dark_soft=dark.soft,
        logo_url=branding.logo_url,
        logo_width=width,
        logo_height=height,
    )


def face_of(organisation_id: UUID) -> BrandingFace:
    """Return what guests get to know of an organisation's branding; raises Organisation.DoesNotExist."""
    return face(branding_of(organisation_id))
