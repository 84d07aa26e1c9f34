"""The contacts on people's own lists, requests between people, and the cards of the company directory."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from oogcontact.domains.accounts.api import Organisation
from oogcontact.domains.contacts.states import RequestState, Tie
from oogcontact.infra.models import Entity


class Card(Entity):
    """What a person shows in one organisation: a copy of accounts' data, kept for listing and searching in one step.

    `cards.renew` writes it whenever accounts tells of a change; nothing else does.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: Whether this person is staff, and whether he may use the product there now.
    staff = models.BooleanField()
    active = models.BooleanField()
    #: In the company directory: active staff.
    listed = models.BooleanField()
    #: The moment of the membership: the first one is the one through which a person works.
    joined_at = models.DateTimeField()
    name = models.CharField(max_length=160)
    sort_name = models.CharField(max_length=240)
    function = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254)
    extension = models.CharField(max_length=10, blank=True)
    photo = models.CharField(max_length=64, blank=True)
    numbers = models.JSONField(default=list)
    search = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="card_once")]
        indexes = [models.Index(fields=["organisation", "listed", "sort_name", "person"], name="card_directory")]


class Section(models.TextChoices):
    """Where a contact stands on its owner's list (CON-4)."""

    COMPANY = "company"
    PERSONAL = "personal"
    CLIENTS = "clients"


class Contact(Entity):
    """One line of somebody's own list; for a linked person the card's details rule, its own are for the others.

    A row with `restorable_until` is deleted and can be brought back until then (CON-2).
    """

    TIES = [(tie.value, tie.value) for tie in Tie]

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, related_name="+")
    section = models.CharField(max_length=10, choices=Section)
    tie = models.CharField(max_length=10, choices=TIES, default=Tie.NONE.value)
    name = models.CharField(max_length=160)
    sort_name = models.CharField(max_length=240)
    function = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    numbers = models.JSONField(default=list)
    note = models.TextField(blank=True)
    favourite_order = models.IntegerField(null=True)
    invitation_id = models.UUIDField(null=True)
    search = models.TextField()
    restorable_until = models.DateTimeField(null=True)

    class Meta:
        # Without the rows of nobody: they would make the index look useless, and SQLite would read a list for each row
        # of the directory.
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], condition=Q(person__isnull=False), name="contact_once")
        ]
        indexes = [
            models.Index(fields=["owner", "section", "sort_name"], name="contact_listing"),
            models.Index(fields=["person", "tie"], name="contact_watchers"),
            models.Index(fields=["invitation_id"], name="contact_invitation"),
            models.Index(fields=["restorable_until"], name="contact_due", condition=Q(restorable_until__isnull=False)),
        ]


class ContactRequest(Entity):
    """Somebody asks the holder of an e-mail address to become contacts.

    It names the address and not the account, so that whether there is one shows nowhere on the asking side.
    """

    STATES = [(state.value, state.value) for state in RequestState]

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=STATES, default=RequestState.PENDING.value)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "email"], condition=Q(state="pending"), name="request_pending_once"
            )
        ]
        indexes = [models.Index(fields=["email", "state"], name="request_received")]
