"""Fetching conference accounts, through the eyes of the one who asks."""

from uuid import UUID

from django.db.models import Q, QuerySet

from oogcontact.domains.accounts.api import Membership, Organisation, Role, not_found
from oogcontact.domains.conferences.models import ConferenceAccount


def accounts_of(organisation: Organisation) -> list[ConferenceAccount]:
    """Return all conference accounts of an organisation, with their numbers and moderators; for administrators."""
    return list(_with_number().filter(organisation=organisation).prefetch_related("moderators"))


def access_account(organisation: Organisation, account_id: UUID) -> ConferenceAccount:
    """Return a conference account of this organisation; raises Refusal `not_found`."""
    return _only(_with_number().filter(organisation=organisation, pk=account_id))


def moderated_by(membership: Membership) -> list[ConferenceAccount]:
    """Return the conference accounts that somebody steers in the browser, by name (CNF-7)."""
    return list(_moderated(membership))


def access_moderated(membership: Membership, account_id: UUID) -> ConferenceAccount:
    """Return a conference account that somebody steers in the browser; raises Refusal `not_found`."""
    return _only(_moderated(membership).filter(pk=account_id))


def watchers_of(account_id: UUID) -> list[UUID]:
    """Return the user ids of those who steer an account in the browser."""
    account = ConferenceAccount.objects.filter(pk=account_id).first()
    if account is None:
        return []
    members = Membership.objects.filter(organisation=account.organisation_id, blocked_at=None)
    may = Q(role=Role.ADMINISTRATOR) | Q(user__in=account.moderators.all())
    return list(members.exclude(role=Role.CLIENT).filter(may).values_list("user_id", flat=True).distinct())


def _moderated(membership: Membership) -> QuerySet[ConferenceAccount]:
    found = _with_number().filter(organisation=membership.organisation_id)
    if membership.role == Role.ADMINISTRATOR:
        return found
    # A client is never a moderator, also not one who was staff when he was named.
    return found.none() if membership.role == Role.CLIENT else found.filter(moderators=membership.user_id)


def _with_number() -> QuerySet[ConferenceAccount]:
    return ConferenceAccount.objects.select_related("phone_number", "organisation")


def _only(found: QuerySet[ConferenceAccount]) -> ConferenceAccount:
    account = found.first()
    if account is None:
        raise not_found()
    return account
