"""Conference accounts, what was held on them, and an organisation's own prompts (CNF-1)."""

from django.db import models

from oogcontact.domains.accounts.api import Organisation, User
from oogcontact.domains.conferences.states import Waiting
from oogcontact.domains.telephony.api import PhoneNumber
from oogcontact.infra.models import Entity


class ConferenceAccount(Entity):
    """A place where people confer: a number to call, a conference number, and two PINs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    phone_number = models.ForeignKey(PhoneNumber, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    conference_number = models.CharField(max_length=10)
    #: Encrypted (infra/encryption.py) and not hashed: both stand on the card that is printed or mailed.
    moderator_pin = models.TextField()
    participant_pin = models.TextField()
    #: The most people at the same time.
    most = models.PositiveSmallIntegerField(default=10)
    waiting = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Waiting], default=Waiting.EACH_OTHER.value
    )
    #: Who sees it in the browser and steers it there, besides the administrators.
    moderators = models.ManyToManyField(User, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["phone_number", "conference_number"], name="conference_number")]


class HeldConference(Entity):
    """A conference from its first participant to its last; `created_at` is when it began."""

    account = models.ForeignKey(ConferenceAccount, on_delete=models.CASCADE, related_name="+")
    #: Refreshed while it goes on, so that after a crash its end is known.
    seen_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)


class Attendance(Entity):
    """Somebody's time in a conference; `created_at` is when he came in. No name that he spoke is kept (CNF-2)."""

    conference = models.ForeignKey(HeldConference, on_delete=models.CASCADE, related_name="attendances")
    #: Whoever came with the browser; None for a telephone.
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    #: The number of the telephone, as the network gave it; empty when it was hidden.
    number = models.CharField(max_length=40, blank=True)
    moderator = models.BooleanField()
    invited = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]


class OwnPrompt(Entity):
    """A recording with which an organisation replaces one of the prompts (CNF-2)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=40)
    #: 16-bit samples, little endian, 8,000 a second.
    samples = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "language", "name"], name="own_prompt")]
