"""What happens in telephony, for who has to know."""

from uuid import UUID

from django.db import transaction

from oogcontact.infra.ports import Port

#: The trunks or numbers of an organisation have changed, and that is committed; told in the thread of the change.
setup_changed: Port[UUID] = Port()


def tell_changed(organisation: UUID) -> None:
    """Tell that trunks or numbers have changed, once the running transaction has been committed."""
    transaction.on_commit(lambda: setup_changed.tell(organisation))
