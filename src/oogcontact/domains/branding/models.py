"""How an organisation shows itself to its visitors and clients (ADM-2)."""

from django.db import models

from oogcontact.domains.accounts.api import Organisation


class OwnBranding(models.Model):
    """What an organisation has chosen; without a row, or for an empty field, it has what the product brings."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    #: The folder of the logo's files (`logos.py`), and the kind of the one for pages: `svg` or `webp`; empty for none.
    logo = models.CharField(max_length=40, blank=True)
    logo_kind = models.CharField(max_length=4, blank=True)
    #: The proportions of the logo, so that pages keep room for it while it is fetched (pixels).
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)
    #: "#rrggbb"
    colour = models.CharField(max_length=7, blank=True)
    sender_name = models.CharField(max_length=60, blank=True)
    invitation_nl = models.TextField(blank=True)
    invitation_en = models.TextField(blank=True)
