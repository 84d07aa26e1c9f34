"""The audit log that accounts writes (ADM-7)."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from django.test import Client

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.audit.api import Actor, first_broken, record
from oogcontact.domains.audit.models import Entry
from tests.integration.accounts.helpers import login

SOMEBODY = Actor(uuid.uuid4(), "192.0.2.1")


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_entries_can_only_be_added() -> None:
    """ADM-7: append-only."""
    entry = record("test", SOMEBODY)
    for change in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(action="x")):
        with pytest.raises(TypeError):
            change()
    assert first_broken() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE audit_entry SET action = 'other' WHERE number = 2", 2),
        ("UPDATE audit_entry SET detail = '{\"a\": 9}' WHERE number = 3", 3),
        ("UPDATE audit_entry SET address = '' WHERE number = 1", 1),
        ("DELETE FROM audit_entry WHERE number = 2", 2),
        ("DELETE FROM audit_entry WHERE number = 4", 4),
        ("DELETE FROM audit_entry", 1),
    ],
)
def test_tampering_shows(sql: str, broken: int) -> None:
    """ADM-7: the first entry that is not as it was is named."""
    for number in range(4):
        record("test", SOMEBODY, detail={"a": number})
    assert first_broken() is None
    tamper(sql)
    assert first_broken() == broken


@pytest.mark.django_db
def test_an_undone_action_leaves_no_entry() -> None:
    """ADM-7: the entry is part of what it tells of."""
    record("kept", SOMEBODY)
    try:
        with transaction.atomic():
            record("undone", SOMEBODY)
            raise RuntimeError
    except RuntimeError:
        pass
    record("kept", SOMEBODY)
    assert list(Entry.objects.values_list("number", "action")) == [(1, "kept"), (2, "kept")]
    assert first_broken() is None


@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain() -> None:
    """ADM-7: whoever writes at the same moment."""

    def write() -> None:
        try:
            for _ in range(5):
                record("test", SOMEBODY)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Entry.objects.count() == 20
    assert first_broken() is None


def test_sign_in_and_failure_are_told_apart(anna: Membership) -> None:
    """ADM-7: who, from where, and whether it succeeded; never the password."""
    login(Client(), anna.user.email, "Verkeerd-1!")
    login(Client(), anna.user.email)
    failed, done = Entry.objects.order_by("number")
    assert (failed.action, failed.actor_id, failed.subject_id, failed.succeeded) == (
        "sign_in.failed",
        None,
        anna.user_id,
        False,
    )
    assert (done.action, done.actor_id, done.organisation_id) == ("sign_in", anna.user_id, anna.organisation_id)
    assert done.address == "127.0.0.1"
    assert "Verkeerd" not in str(failed.content())
