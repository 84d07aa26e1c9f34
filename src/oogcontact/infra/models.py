"""Bases of the tables, and the tables that every domain uses without knowing them."""

from django.conf import settings
from django.db import models

from oogcontact.kernel import clock, ids


class Entity(models.Model):
    """A row with an unguessable id that orders by time, and the moment it was made."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class EventStream(models.Model):
    """The number of the last durable event of one user."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    last_number = models.BigIntegerField(default=0)


class StoredEvent(models.Model):
    """A durable event of one user, kept for those who were away when it happened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    type = models.CharField(max_length=60)
    data = models.JSONField()
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "number"], name="stored_event_number")]


class StoredAnswer(models.Model):
    """The answer to a command, so that its repetition with the same key changes nothing (infra/idempotency.py)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    command = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="stored_answer_key")]


class QueuedMail(models.Model):
    """A message that has not been sent yet; the row goes when the mail server has taken it (infra/mail.py)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    #: What stands as the sender's name instead of the installation's, and who gets the answers.
    sender_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_index=True)


class QueuedPart(models.Model):
    """A picture, another form or a file of a message that has not been sent yet (infra/mail_message.py)."""

    mail = models.ForeignKey(QueuedMail, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(max_length=11)
    type = models.CharField(max_length=60)
    name = models.CharField(max_length=100, blank=True)
    params = models.JSONField(default=dict)
    content = models.BinaryField()


class QueuedSms(models.Model):
    """A text message that has not been sent yet (infra/sms.py)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    to = models.CharField(max_length=20)
    text = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_index=True)
