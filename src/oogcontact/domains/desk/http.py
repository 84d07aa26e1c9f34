"""HTTP of the desk: one's own slider, for staff (PRE-4)."""

from django.http import HttpRequest
from ninja import Router, Schema

from oogcontact.domains.accounts.api import membership_from, signed_in
from oogcontact.domains.desk import access, actions, http_administration
from oogcontact.domains.desk.models import Availability

router = Router(tags=["desk"], auth=signed_in)
router.add_router("", http_administration.router)


class AvailabilityIn(Schema):
    """Whether I take visitors."""

    available: bool


class AvailabilityOut(Schema):
    """Whether I take visitors; of two of these the one with the higher `version` is the newer one."""

    available: bool
    version: int


@router.get("/availability", response=AvailabilityOut)
def get_availability(request: HttpRequest) -> AvailabilityOut:
    """PRE-4: whether I take visitors of the website."""
    return _out(access.slider_of(access.access_staff(membership_from(request)).user_id))


@router.put("/availability", response=AvailabilityOut)
def put_availability(request: HttpRequest, body: AvailabilityIn) -> AvailabilityOut:
    """PRE-4: take visitors from now on, or none any more."""
    membership = access.access_staff(membership_from(request))
    return _out(actions.switch(membership, available=body.available))


def _out(row: Availability | None) -> AvailabilityOut:
    if row is None:
        return AvailabilityOut(available=False, version=0)
    return AvailabilityOut(available=row.since is not None, version=row.version)
