"""What administration notes by itself."""

from django.db import transaction

from oogcontact.domains.audit.api import Actor, record
from oogcontact.infra import cleaning


def register() -> None:
    """Have each run that deleted something stand in the audit log, with how much of what."""
    cleaning.run_ended.register(_note)


def _note(run: cleaning.RunEnded) -> None:
    with transaction.atomic():
        for organisation, counts in run.gone.items():
            record("old.deleted", Actor(), organisation=organisation, detail=counts)
