"""What the conversation has to know: conference numbers and PINs, with the limits on guessing them (CNF-2)."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from oogcontact.domains.audit.api import Actor, record
from oogcontact.domains.conferences.models import ConferenceAccount
from oogcontact.domains.conferences.script import Found
from oogcontact.domains.conferences.states import Waiting
from oogcontact.domains.telephony.api import CalledNumber, shown
from oogcontact.infra import ratelimit
from oogcontact.infra.encryption import decrypt
from oogcontact.infra.threads import DatabaseThreads

#: Wrong PINs of one caller in an hour, and for one conference in ten minutes; after that also the right one is wrong.
PER_CALLER, CALLER_SECONDS = 9, 3_600
PER_CONFERENCE, CONFERENCE_SECONDS = 30, 600


@dataclass(frozen=True)
class Account:
    """What a conference that goes on has to know of its account."""

    id: UUID
    organisation: UUID
    language: str
    most: int
    waiting: Waiting


class AccountDesk:
    """Answers one caller's conversation; `account` is the one whose number he gave."""

    def __init__(self, threads: DatabaseThreads, called: CalledNumber, caller: str, source: str) -> None:
        self.account: Account | None = None
        self._threads = threads
        self._called = called
        self._caller = caller
        self._source = source

    async def find(self, number: str) -> Found | None:
        """Return the conference with this number on the number that was called."""
        self.account = await self._threads.run(_find, self._called, number)
        return Found(self.account.id) if self.account is not None else None

    async def check(self, found: Found, pin: str) -> bool | None:
        """Return whether the PIN makes a moderator or a participant; None when it is wrong."""
        return await self._threads.run(check_pin, found.account, pin, self._caller, self._source)


def account_of(row: ConferenceAccount) -> Account:
    """Return what a running conference has to know of an account, fetched with its number."""
    return Account(row.pk, row.organisation_id, row.phone_number.language, row.most, Waiting(row.waiting))


def check_pin(account: UUID, pin: str, caller: str, source: str) -> bool | None:
    """Return whether a PIN makes a moderator (True) or a participant (False); None when it is wrong or too many were.

    Wrong ones stand in the audit log, with the address from which the call came.
    """
    row = ConferenceAccount.objects.filter(pk=account).first()
    if row is None:
        return None
    # Those who hide their number share one limit with all others who do: that of the conference.
    key = f"{row.organisation_id}:{caller}"
    limited = ratelimit.exceeded("conference-pin", str(account), PER_CONFERENCE, CONFERENCE_SECONDS) or (
        bool(caller) and ratelimit.exceeded("conference-caller", key, PER_CALLER, CALLER_SECONDS)
    )
    moderator = _matches(row, pin)
    if moderator is not None and not limited:
        return moderator
    if not limited:
        ratelimit.count("conference-pin", str(account), CONFERENCE_SECONDS)
        if caller:
            ratelimit.count("conference-caller", key, CALLER_SECONDS)
    record(
        "conference.pin_limited" if limited else "conference.pin_wrong",
        Actor(None, source),
        organisation=row.organisation_id,
        subject=row.pk,
        succeeded=False,
        detail={"caller": shown(caller, masked=True)},
    )
    return None


def _matches(row: ConferenceAccount, pin: str) -> bool | None:
    given = pin.encode()
    moderator = hmac.compare_digest(decrypt(row.moderator_pin).encode(), given)
    participant = hmac.compare_digest(decrypt(row.participant_pin).encode(), given)
    return True if moderator else False if participant else None


def _find(called: CalledNumber, number: str) -> Account | None:
    row = (
        ConferenceAccount.objects.select_related("phone_number")
        .filter(phone_number=called.id, conference_number=number)
        .first()
    )
    return account_of(row) if row is not None else None
