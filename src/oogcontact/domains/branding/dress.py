"""What an organisation's mails wear: its sender's name, colours and logo (ADM-2)."""

from collections.abc import Sequence

from oogcontact.domains.branding.access import Branding
from oogcontact.infra import mail
from oogcontact.infra.mail_message import Part


def dress_of(branding: Branding, reply_to: str = "", parts: Sequence[Part] = ()) -> mail.Dress:
    """Return the dress of a mail of this organisation; answers go to `reply_to`, `parts` come with it."""
    look = mail.Look(
        branding.name,
        branding.colour,
        branding.on_colour,
        branding.dark_colour,
        branding.on_dark,
        branding.logo_png,
    )
    return mail.Dress(f"{branding.sender_name} via Oogcontact", reply_to, look, parts)
