"""Trunks and telephone numbers of an organisation (ADM-4)."""

from django.db import models

from oogcontact.domains.accounts.api import Organisation
from oogcontact.infra.models import Entity


class Way(models.TextChoices):
    """How a provider knows us: by a registration with a password, or by our address."""

    REGISTRATION = "registration"
    PEERING = "peering"


class TransportProtocol(models.TextChoices):
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Trunk(Entity):
    """A SIP connection to a provider or to a telephone exchange. The first active one carries outgoing calls."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    way = models.CharField(max_length=12, choices=Way, default=Way.REGISTRATION)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=5060)
    transport = models.CharField(max_length=3, choices=TransportProtocol, default=TransportProtocol.UDP)
    username = models.CharField(max_length=100, blank=True)
    #: Encrypted (infra/encryption.py).
    password = models.TextField(blank=True)
    #: The number that those see whom we call (E.164), empty for what the provider sets.
    caller_number = models.CharField(max_length=16, blank=True)
    #: Addresses and networks besides `host` from which it sends calls.
    peers = models.JSONField(default=list)
    #: Whether numbers in other countries may be called.
    abroad = models.BooleanField(default=False)
    #: Outgoing calls at the same moment (TEL-9).
    most_calls = models.PositiveSmallIntegerField(default=10)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["created_at"]


class PhoneNumber(Entity):
    """A number of ours on which calls come in, and the language in which it speaks."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    #: E.164.
    number = models.CharField(max_length=16, unique=True)
    #: A short number under which an exchange or a telephone in the house reaches the same.
    short = models.CharField(max_length=6, null=True, unique=True)
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl")

    class Meta:
        ordering = ["number"]
