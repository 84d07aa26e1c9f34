"""The audit log. It knows people and organisations by id alone, so that erasing one leaves the log whole."""

from typing import Any, NoReturn

from django.db import models

from oogcontact.kernel import clock


class AppendOnly(models.QuerySet["Entry"]):
    """Rows that can be written once and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: an entry never changes."""
        raise TypeError("the audit log is append-only")

    def delete(self) -> NoReturn:
        """Refuse: an entry never goes."""
        raise TypeError("the audit log is append-only")


class Entry(models.Model):
    """Who did what to whom, when and from where (ADM-7; the fields follow NEN 7513)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    organisation_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    succeeded = models.BooleanField(default=True)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["organisation_id", "-number"], name="audit_by_organisation")]

    def save(self, **kwargs: Any) -> None:
        """Write the entry for the first and only time; raises TypeError for one that stands."""
        if not self._state.adding:
            raise TypeError("the audit log is append-only")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: an entry never goes."""
        raise TypeError("the audit log is append-only")

    def content(self) -> dict[str, object]:
        """Return what the digest covers."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "organisation": self.organisation_id and str(self.organisation_id),
            "actor": self.actor_id and str(self.actor_id),
            "address": self.address,
            "action": self.action,
            "succeeded": self.succeeded,
            "subject": self.subject_id and str(self.subject_id),
            "detail": self.detail,
        }


class Head(models.Model):
    """The end of the chain: one row, whose lock puts the writers in a line."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
