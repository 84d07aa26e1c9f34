"""Which conferences were held: who was there, when and how long."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from oogcontact.domains.conferences.live import Kind, Who
from oogcontact.domains.conferences.models import Attendance, ConferenceAccount, HeldConference
from oogcontact.domains.conferences.shapes import AttendanceOut, HeldOut, HistoryPage
from oogcontact.domains.telephony.api import shown


def page(account: ConferenceAccount, offset: int, limit: int) -> HistoryPage:
    """Return a page of the conferences of an account, the newest first."""
    found = _held(account)
    masked = account.organisation.mask_numbers
    items = [_out(one, masked=masked) for one in found[offset : offset + limit]]
    return HistoryPage(items=items, total=found.count())


def every(account: ConferenceAccount) -> Iterator[HeldOut]:
    """Return all conferences of an account, the newest first."""
    for one in _held(account).iterator(chunk_size=200):
        yield _out(one, masked=account.organisation.mask_numbers)


# What a conference that goes on writes. Each is done once, in the order in which it happened.


def begun(conference: UUID, account: UUID, at: datetime) -> None:
    """Note that a conference has begun."""
    HeldConference.objects.create(pk=conference, account_id=account, created_at=at, seen_at=at)


def joined(conference: UUID, participant: UUID, who: Who, *, moderator: bool) -> None:
    """Note that somebody came in."""
    Attendance.objects.create(
        pk=participant,
        conference_id=conference,
        created_at=who.joined_at,
        user_id=who.person,
        number=who.number,
        moderator=moderator,
        invited=who.invited,
    )


def left(participant: UUID, at: datetime) -> None:
    """Note that somebody has left."""
    Attendance.objects.filter(pk=participant, left_at=None).update(left_at=at)


def ended(conference: UUID, at: datetime) -> None:
    """Note that a conference has ended, and with it everybody's time in it."""
    with transaction.atomic():
        HeldConference.objects.filter(pk=conference, ended_at=None).update(ended_at=at, seen_at=at)
        Attendance.objects.filter(conference=conference, left_at=None).update(left_at=at)


def seen(conferences: list[UUID], at: datetime) -> None:
    """Note that these conferences still go on."""
    HeldConference.objects.filter(pk__in=conferences).update(seen_at=at)


def end_lost() -> int:
    """End the conferences of a process that was killed, at the moment they were last seen; return how many."""
    with transaction.atomic():
        lost = list(HeldConference.objects.filter(ended_at=None))
        for one in lost:
            ended(one.pk, max(one.seen_at, one.created_at))
    return len(lost)


def _held(account: ConferenceAccount) -> QuerySet[HeldConference]:
    return (
        HeldConference.objects.filter(account=account)
        .prefetch_related("attendances__user")
        .order_by(F("created_at").desc())
    )


def _out(held: HeldConference, *, masked: bool) -> HeldOut:
    return HeldOut(
        id=held.pk,
        started_at=held.created_at,
        ended_at=held.ended_at,
        attendances=[_attendance(one, masked=masked) for one in held.attendances.all()],
    )


def _attendance(one: Attendance, *, masked: bool) -> AttendanceOut:
    kind: Kind = "browser" if one.user is not None else "telephone"
    return AttendanceOut(
        name=one.user.name if one.user else "",
        number=shown(one.number, masked=masked),
        kind=kind,
        moderator=one.moderator,
        invited=one.invited,
        joined_at=one.created_at,
        left_at=one.left_at,
    )
