"""Writing the audit log."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from oogcontact.domains.audit.models import Entry, Head
from oogcontact.domains.audit.policy import START, chained
from oogcontact.kernel import clock


@dataclass(frozen=True)
class Actor:
    """Who does something, as the audit log knows him: a user (None: nobody who is signed in) at an IP address."""

    user: uuid.UUID | None = None
    address: str = ""


def record(
    action: str,
    by: Actor,
    *,
    organisation: uuid.UUID | None = None,
    subject: uuid.UUID | None = None,
    succeeded: bool = True,
    detail: Mapping[str, object] | None = None,
) -> Entry:
    """Append one entry, in the transaction of what it tells of, and return it (ADM-7).

    `detail` is JSON-able and holds no password, token or content.
    """
    with transaction.atomic():
        Head.objects.get_or_create(pk=1, defaults={"digest": START})
        head = Head.objects.select_for_update().get(pk=1)
        entry = Entry(
            number=head.number + 1,
            at=clock.now(),
            organisation_id=organisation,
            actor_id=by.user,
            address=by.address,
            action=action,
            succeeded=succeeded,
            subject_id=subject,
            detail=dict(detail or {}),
        )
        entry.digest = chained(head.digest, entry.content())
        entry.save()
        head.number, head.digest = entry.number, entry.digest
        head.save()
    return entry
