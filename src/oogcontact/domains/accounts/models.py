"""Organisations, the people who have an account, and what a person is in an organisation."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from oogcontact.infra.models import Entity


class Organisation(Entity):
    """One organisation of the installation; nothing of one is ever visible in another."""

    name = models.CharField(max_length=120)
    ring_seconds = models.PositiveSmallIntegerField(default=30)
    countdown = models.BooleanField(default=True)
    strict_password_agents = models.BooleanField(default=False)
    strict_password_clients = models.BooleanField(default=True)
    two_factor_administrators = models.BooleanField(default=False)
    two_factor_agents = models.BooleanField(default=False)
    two_factor_clients = models.BooleanField(default=False)
    idle_hours_agents = models.PositiveSmallIntegerField(default=12)
    idle_days_clients = models.PositiveSmallIntegerField(default=30)
    #: Telephone numbers of callers are shown in part only.
    mask_numbers = models.BooleanField(default=True)
    #: So many hours before an appointment its recipients are reminded of it; 0: not at all.
    reminder_hours = models.PositiveSmallIntegerField(default=24)
    #: How many days things are kept (keeping.py); 0: for ever. Appointments after their end, with their recipients.
    keep_appointments_days = models.PositiveSmallIntegerField(default=365)
    #: Calls after their end, with the history of those who took part.
    keep_calls_days = models.PositiveSmallIntegerField(default=365)
    keep_visits_days = models.PositiveSmallIntegerField(default=365)
    #: What visitors left behind, once somebody has dealt with it.
    keep_visitor_messages_days = models.PositiveSmallIntegerField(default=90)
    #: What guests and agents wrote in the waiting room, after the appointment; 0: as long as the appointment.
    keep_waiting_messages_days = models.PositiveSmallIntegerField(default=1)


class Language(models.TextChoices):
    DUTCH = "nl"
    ENGLISH = "en"


class UserManager(BaseUserManager["User"]):
    """Finds users by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this e-mail address; raises User.DoesNotExist."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, Entity):
    """A person with an account. What he is in an organisation stands in Membership."""

    email = models.EmailField(max_length=254, unique=True)
    username = models.CharField(max_length=60, null=True, blank=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=Language, default=Language.DUTCH)
    phone_numbers = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    photo = models.CharField(max_length=64, blank=True)
    #: Activated, and not blocked everywhere: may sign in.
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email"),
            models.UniqueConstraint(Lower("username"), name="user_username"),
        ]

    @property
    def name(self) -> str:
        """The person's whole name as others see it."""
        return f"{self.first_name} {self.last_name}".strip()


class Role(models.TextChoices):
    """What a person is in an organisation; an administrator is an agent too."""

    ADMINISTRATOR = "administrator"
    AGENT = "agent"
    CLIENT = "client"


class Membership(Entity):
    """A person in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    function = models.CharField(max_length=80, blank=True)
    extension = models.CharField(max_length=10, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_once"),
            models.UniqueConstraint(
                fields=["organisation", "extension"], name="membership_extension", condition=~models.Q(extension="")
            ),
        ]


class Guest(models.Model):
    """Somebody without an account who takes part through a link: a visitor of the website, or who has an appointment.

    His user can not sign in; `guests.py` makes and checks the links. A raised `version` withdraws those that were made.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="guest")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(db_index=True)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)


class Invitation(Entity):
    """The offer of an account: to somebody whom an administrator added, or to a client whom an agent invites."""

    class Kind(models.TextChoices):
        ACTIVATION = "activation"
        CLIENT = "client"

    kind = models.CharField(max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    inviter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    #: Whose account it is: known from the start for an activation, by the acceptance for a client.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="invitations")
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=Language, default=Language.DUTCH)
    message = models.CharField(max_length=1000, blank=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    #: The digest of the newest link's token, which alone is kept, and until when it works.
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "email"], name="invitation_by_email")]

    @property
    def is_open(self) -> bool:
        """Whether it has been answered or withdrawn by nobody yet, expired or not."""
        return self.accepted_at is None and self.declined_at is None and self.withdrawn_at is None


class InvitationLink(Entity):
    """A mailed link, also one that a newer one has replaced, so that its page can say what became of it."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)


class SignInTries(models.Model):
    """The recent tries to sign in to one account or from one address (lockout.py)."""

    key = models.CharField(max_length=320, primary_key=True)
    moments = models.JSONField(default=list)
    locked_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(db_index=True)
