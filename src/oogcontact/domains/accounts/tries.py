"""Counting wrong passwords (ACC-1): the rule is lockout.py, the rows are SignInTries."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oogcontact.domains.accounts.lockout import LOCKED_FOR, PER_ACCOUNT, PER_ADDRESS, WINDOW, Tries
from oogcontact.domains.accounts.models import Membership, SignInTries, User
from oogcontact.domains.accounts.sign_in_mail import send_or_pretend
from oogcontact.domains.audit.api import Actor, record
from oogcontact.kernel import clock


@dataclass(frozen=True)
class Try:
    """One counted try: at which moment, for which account (the user's id if there is one) and from which address."""

    moment: datetime
    account: str
    address: str
    user: uuid.UUID | None

    def limits(self) -> list[tuple[str, int]]:
        """Return the keys under which it was counted with their limits, in the order of locking."""
        return [(self.account, PER_ACCOUNT), (f"address:{self.address}", PER_ADDRESS)]


def begin(login: str, address: str) -> Try | None:
    """Count a try to sign in as `login` (e-mail address or user name), or return None when sign-in is locked."""
    user = _user(login)
    attempt = Try(clock.now(), _account_key(user, login), address, user.pk if user else None)
    with transaction.atomic():
        rows = [(_row(key), limit) for key, limit in attempt.limits()]
        states = [_state(row).begun(attempt.moment, limit) for row, limit in rows]
        if None in states:
            return None
        for (row, _limit), state in zip(rows, states, strict=True):
            if state is not None:
                _store(row, state, attempt.moment)
    return attempt


def fail(attempt: Try) -> None:
    """Tell that the password was wrong: the last allowed try locks, and the user is mailed about it."""
    now = clock.now()
    with transaction.atomic():
        for key, limit in attempt.limits():
            row = _row(key)
            before = _state(row)
            after = before.failed(now, limit)
            if after is before:
                continue
            _store(row, after, now)
            if key == attempt.account:
                _tell_locked(attempt)
        _record(attempt, "sign_in.failed")


def succeed(attempt: Try) -> None:
    """Tell that the password was right: this try does not count."""
    with transaction.atomic():
        for key, _limit in attempt.limits():
            row = _row(key)
            _store(row, _state(row).succeeded(attempt.moment), clock.now())


def forget(login: str) -> None:
    """Forget the tries for this account and its lock."""
    SignInTries.objects.filter(key=_account_key(_user(login), login)).delete()


def forget_old(now: datetime) -> int:
    """Delete the rows that say nothing any more; return how many."""
    return SignInTries.objects.filter(updated_at__lt=now - max(WINDOW, LOCKED_FOR) - timedelta(minutes=1)).delete()[0]


def _tell_locked(attempt: Try) -> None:
    _record(attempt, "sign_in.locked")
    user = User.objects.filter(pk=attempt.user, is_active=True).first() if attempt.user else None
    name = user.first_name if user else ""
    send_or_pretend(
        user,
        _("Signing in to Oogcontact is locked for 15 minutes"),
        "accounts/mail/locked",
        {"name": name, "address": attempt.address, "minutes": int(LOCKED_FOR.total_seconds() // 60)},
    )


def _record(attempt: Try, action: str) -> None:
    membership = Membership.objects.filter(user_id=attempt.user).first() if attempt.user else None
    record(
        action,
        Actor(None, attempt.address),
        organisation=membership.organisation_id if membership else None,
        subject=attempt.user,
        succeeded=False,
    )


def _user(login: str) -> User | None:
    name = login.strip().lower()
    return User.objects.filter(email=name).first() or User.objects.filter(username__iexact=name).first()


def _account_key(user: User | None, login: str) -> str:
    if user is not None:
        return f"account:{user.pk}"
    # A digest, because a name that nobody has may be a password in the wrong field.
    return "unknown:" + hashlib.sha256(login.strip().lower().encode()).hexdigest()


def _row(key: str) -> SignInTries:
    SignInTries.objects.get_or_create(key=key, defaults={"updated_at": clock.now()})
    return SignInTries.objects.select_for_update().get(key=key)


def _state(row: SignInTries) -> Tries:
    return Tries(tuple(datetime.fromisoformat(moment) for moment in row.moments), row.locked_until)


def _store(row: SignInTries, state: Tries, now: datetime) -> None:
    row.moments = [moment.isoformat() for moment in state.moments]
    row.locked_until = state.locked_until
    row.updated_at = now
    row.save()
