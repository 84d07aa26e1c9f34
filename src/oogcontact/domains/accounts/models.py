"""Organisations, the people who have an account, and what a person is in an organisation."""

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
    # Django's stubs declare it as a class variable of the base.
    is_active = models.BooleanField(default=True)  # type: ignore[misc]

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

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
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="membership_once")]
