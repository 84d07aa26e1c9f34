"""The mail with a link into a call, in the organisation's look (ADM-2)."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.appointments.api import time_in_words
from oogcontact.domains.branding.api import branding_of, dress_of
from oogcontact.domains.room_links.models import RoomLink
from oogcontact.infra import mail


def invite(link: RoomLink) -> UUID:
    """Queue the mail in the running transaction, in the language of who made the link; return its id."""
    agent = link.made_by
    branding = branding_of(link.guest.organisation_id)
    context = {
        "name": link.name,
        "agent": agent.name,
        "organisation": branding.name,
        "url": accounts.link_of(link.guest),
        "until": time_in_words(link.until, agent.language),
    }
    with translation.override(agent.language):
        subject = _("%(agent)s asks you to join a conversation") % {"agent": agent.name}
    return mail.send(
        link.email,
        subject,
        "room_links/mail/invitation",
        context,
        agent.language,
        dress_of(branding, agent.email),
    )
