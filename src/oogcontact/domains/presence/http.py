"""HTTP of presence: what I chose, and who is there."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.contacts import api as contacts
from oogcontact.domains.presence import access, actions, choices, schemas
from oogcontact.domains.presence.states import Choice
from oogcontact.kernel import clock

router = Router(tags=["presence"])


class PresenceIn(Schema):
    """What I choose; without `until` it holds until I choose something else."""

    choice: Literal["available", "busy", "dnd", "away", "invisible"]
    text: str = ""
    until: datetime | None = None


@router.get("/presence", response=schemas.Everybody)
def get_presence(request: HttpRequest) -> schemas.Everybody:
    """Return my choice, and everybody whom I may see and who is not offline."""
    viewer = contacts.viewer_from(accounts.membership_from(request))
    people = {str(person): seen for person, seen in access.online(contacts.visible_people(viewer)).items()}
    return schemas.Everybody(mine=schemas.mine_of(access.mine(viewer.id)), people=people)


@router.put("/presence", response=schemas.Mine)
def put_presence(request: HttpRequest, body: PresenceIn) -> schemas.Mine:
    """Choose my presence and status line (PRE-1)."""
    chosen = choices.choose(Choice(body.choice), body.text, body.until, clock.now())
    return schemas.mine_of(actions.choose(accounts.user_from(request).pk, chosen))
