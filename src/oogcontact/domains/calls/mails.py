"""The mail about a missed call, for who wants it (PRO-2)."""

from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts import api as accounts
from oogcontact.domains.calls.policy import Trace
from oogcontact.infra import mail


def missed_call(trace: Trace) -> None:
    """Queue the mail in the running transaction if this person wants it."""
    user = accounts.User.objects.get(pk=trace.person)
    if not user.settings.get("mail_missed_calls", True) or not _may_sign_in(user):
        return
    caller = accounts.people(trace.people[:1]).get(trace.people[0]) if trace.people else None
    name = caller.name if caller else ""
    context = {"first_name": user.first_name, "caller": name, "started_at": trace.started_at}
    mail.send(user.email, _("You missed a call"), "calls/mail/missed_call", context, user.language)


def _may_sign_in(user: accounts.User) -> bool:
    return user.is_active and user.memberships.filter(blocked_at=None).exists()
