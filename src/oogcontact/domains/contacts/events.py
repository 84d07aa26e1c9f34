"""The events of contacts (docs/protocol.md)."""

import uuid

from oogcontact.infra.events import emit


def tell_list_changed(owner: uuid.UUID, contact: uuid.UUID | None) -> None:
    """Tell the owner's devices that a contact changed, or that the list did (None)."""
    emit([owner], "contact.changed", {"contact_id": str(contact) if contact else None})


def tell_request(receiver: uuid.UUID, request: uuid.UUID) -> None:
    """Tell somebody's devices that a request to him came, or is gone."""
    emit([receiver], "contact.request", {"id": str(request)})
