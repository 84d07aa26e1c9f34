"""HTTP of contacts: the list, its commands, and the requests."""

import uuid
from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Body, Router
from pydantic import Field

from oogcontact.domains.accounts.api import membership_from, people, user_from
from oogcontact.domains.contacts import actions, listing, requests
from oogcontact.domains.contacts.access import Viewer, requests_for, viewer_from
from oogcontact.domains.contacts.models import ContactRequest
from oogcontact.domains.contacts.wire import (
    ContactChanges,
    ContactPageSchema,
    ContactSchema,
    Deleted,
    FavouriteOrder,
    NewContact,
    NewExisting,
    NewInvite,
    RequestSchema,
    SectionName,
)
from oogcontact.infra.idempotency import idempotent

router = Router(tags=["contacts"])
_encoder = msgspec.json.Encoder()


@router.get("/contacts", response=ContactPageSchema)
def list_contacts(
    request: HttpRequest,
    section: SectionName = "all",
    q: Annotated[str, Field(max_length=500)] = "",
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Field(ge=1, le=listing.PAGE_AT_MOST)] = 50,
) -> HttpResponse:
    """Return a page of the list. The hottest read: the bytes are written without ninja's models."""
    return _bytes(listing.page(_viewer(request), section, q, offset, limit))


@router.post("/contacts", response=ContactSchema)
@idempotent
def add_contact(request: HttpRequest, payload: Annotated[NewContact, Body()]) -> dict[str, object]:
    """Add a contact: ask somebody, invite somebody, or only note details (CON-3)."""
    viewer = _viewer(request)
    if isinstance(payload, NewExisting):
        contact = requests.ask(viewer, payload.email)
    elif isinstance(payload, NewInvite):
        contact = requests.invite(viewer, **payload.dict(exclude={"kind"}))
    else:
        contact = actions.add_plain(viewer, actions.Details(**payload.dict(exclude={"kind"})))
    return _shown(viewer, contact.pk)


@router.put("/contacts/favourites", response=FavouriteOrder)
def order_favourites(request: HttpRequest, payload: FavouriteOrder) -> dict[str, object]:
    """Put the favourites in an order."""
    return {"ids": actions.order_favourites(_viewer(request), payload.ids)}


@router.get("/contacts/{uuid:contact_id}", response=ContactSchema)
def get_contact(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """Return one contact."""
    return _bytes(listing.one(_viewer(request), contact_id))


@router.patch("/contacts/{uuid:contact_id}", response=ContactSchema)
def change_contact(request: HttpRequest, contact_id: uuid.UUID, payload: ContactChanges) -> dict[str, object]:
    """Change a contact."""
    viewer = _viewer(request)
    changed = actions.change(viewer, contact_id, actions.Details(**payload.dict()))
    return _shown(viewer, changed.pk)


@router.delete("/contacts/{uuid:contact_id}", response=Deleted)
def delete_contact(request: HttpRequest, contact_id: uuid.UUID) -> dict[str, object]:
    """Delete a contact; for 10 s it can be brought back (CON-2)."""
    return {"restorable_until": actions.delete(_viewer(request), contact_id)}


@router.post("/contacts/{uuid:contact_id}/restore", response=ContactSchema)
@idempotent
def restore_contact(request: HttpRequest, contact_id: uuid.UUID) -> dict[str, object]:
    """Bring a deleted contact back."""
    viewer = _viewer(request)
    return _shown(viewer, actions.restore(viewer, contact_id).pk)


@router.put("/contacts/{uuid:contact_id}/favourite", response=ContactSchema)
def star_contact(request: HttpRequest, contact_id: uuid.UUID) -> dict[str, object]:
    """Make a contact a favourite."""
    viewer = _viewer(request)
    return _shown(viewer, actions.star(viewer, contact_id).pk)


@router.delete("/contacts/{uuid:contact_id}/favourite", response=ContactSchema)
def unstar_contact(request: HttpRequest, contact_id: uuid.UUID) -> dict[str, object]:
    """Make a contact no favourite any more."""
    viewer = _viewer(request)
    actions.unstar(viewer, contact_id)
    return _shown(viewer, contact_id)


@router.get("/contact-requests", response=list[RequestSchema])
def list_requests(request: HttpRequest) -> list[dict[str, object]]:
    """Return the requests that wait for an answer of who asks."""
    return _requests(requests_for(user_from(request)))


@router.post("/contact-requests/{uuid:request_id}/accept", response=RequestSchema)
@idempotent
def accept_request(request: HttpRequest, request_id: uuid.UUID) -> dict[str, object]:
    """Accept a request: both become contacts."""
    return _requests([requests.answer_request(user_from(request), request_id, "accept")])[0]


@router.post("/contact-requests/{uuid:request_id}/decline", response=RequestSchema)
@idempotent
def decline_request(request: HttpRequest, request_id: uuid.UUID) -> dict[str, object]:
    """Decline a request: the asker sees that."""
    return _requests([requests.answer_request(user_from(request), request_id, "decline")])[0]


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_from(membership_from(request))


def _bytes(value: msgspec.Struct) -> HttpResponse:
    return HttpResponse(_encoder.encode(value), content_type="application/json; charset=utf-8")


def _shown(viewer: Viewer, contact_id: uuid.UUID) -> dict[str, object]:
    return dict(msgspec.json.decode(_encoder.encode(listing.one(viewer, contact_id))))


def _requests(rows: list[ContactRequest]) -> list[dict[str, object]]:
    known = people(row.asker_id for row in rows)
    return [
        {"id": str(row.pk), "person": known[row.asker_id].as_data(), "created_at": row.created_at.isoformat()}
        for row in rows
        if row.asker_id in known
    ]
