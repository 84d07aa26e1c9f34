"""How an organisation shows itself, as the domains above need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.branding import logos, texts
from oogcontact.domains.branding.models import OwnBranding
from oogcontact.domains.branding.policy import PRODUCT, Palette, palette_of

#: Working a palette out takes a tenth of a millisecond or more; it depends on the colour alone.
_palette_of = lru_cache(maxsize=512)(palette_of)


@dataclass(frozen=True)
class Branding:
    """Name, colours, logo and invitation of an organisation; what it has not chosen is that of the product.

    The colours are "#rrggbb" and can be read on our pages and mails (`policy.palette_of`); `chosen_colour` is the house
    colour as it was chosen, for decoration only. `logo_url` is a path below the site's root; `logo_size` tells the
    logo's proportions.
    """

    organisation_id: UUID
    name: str
    sender_name: str
    palette: Palette
    logo_url: str | None
    logo_size: tuple[int, int] | None
    logo_token: str = field(repr=False)
    invitations: Mapping[str, str] = field(repr=False)

    @property
    def chosen_colour(self) -> str:
        """The house colour itself."""
        return self.palette.chosen

    @property
    def colour(self) -> str:
        """The colour of text, links and buttons in the light theme."""
        return self.palette.light.colour

    @property
    def on_colour(self) -> str:
        """The text on `colour`."""
        return self.palette.light.on_colour

    @property
    def dark_colour(self) -> str:
        """The colour of text, links and buttons in the dark theme."""
        return self.palette.dark.colour

    @property
    def on_dark(self) -> str:
        """The text on `dark_colour`."""
        return self.palette.dark.on_colour

    @property
    def logo_png(self) -> bytes | None:
        """The logo for mails: a PNG of at most 40 kB and 480 by 144 pixels, to be shown half as large."""
        return logos.for_mail(self.logo_token) if self.logo_token else None

    def invitation_text(self, language: str) -> str:
        """Return the text of the invitation mail in a language ("nl", "en"), with its places still in braces."""
        return self.invitations[language]


def branding_of(organisation_id: UUID) -> Branding:
    """Return how an organisation shows itself; raises Organisation.DoesNotExist.

    Two short reads, always fresh; what takes time (colours, the picture for mails) is kept in memory.
    """
    organisation = Organisation.objects.only("name").get(pk=organisation_id)
    own = OwnBranding.objects.filter(pk=organisation_id).first() or OwnBranding()
    return Branding(
        organisation_id=organisation_id,
        name=organisation.name,
        sender_name=own.sender_name or organisation.name,
        palette=_palette_of(own.colour or PRODUCT),
        logo_url=logos.url(own.logo, own.logo_kind) if own.logo else None,
        logo_size=(own.logo_width, own.logo_height) if own.logo else None,
        logo_token=own.logo,
        invitations={
            "nl": own.invitation_nl or texts.DEFAULTS["nl"],
            "en": own.invitation_en or texts.DEFAULTS["en"],
        },
    )
