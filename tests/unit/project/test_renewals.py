"""Tabs that go while all are being renewed, by threads that are held in the middle."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from types import ModuleType
from uuid import uuid4

import pytest

from oogcontact.domains.presence import live as presence
from oogcontact.domains.waiting_room import live as waiting_room
from oogcontact.kernel import clock


@pytest.mark.parametrize(
    ("module", "made", "closed"),
    [
        (waiting_room, waiting_room.Attendances, waiting_room.Attendances.closed),
        (presence, presence.Devices, partial(presence.Devices.closed, signed_out=False)),
    ],
    ids=["WAI-2", "PRE-3"],
)
def test_a_renewal_under_way_does_not_outlive_the_tab(
    module: ModuleType, made: Callable[[], object], closed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """WAI-2, PRE-3: who goes while all are renewed is let go after it, and does not stay for a whole new lease."""
    done: list[str] = []
    renewing, may_end = Event(), Event()

    def renew(_tabs: object) -> int:
        renewing.set()
        assert may_end.wait(10)
        done.append("renewed")
        return 1

    monkeypatch.setattr(module.actions, "arrive", lambda *_tab: None)
    monkeypatch.setattr(module.actions, "renew", renew)
    monkeypatch.setattr(module.actions, "lose", lambda *_tab: done.append("lost"))
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    live = made()
    tab = uuid4(), uuid4()
    live.opened(*tab)  # type: ignore[attr-defined]  # both have it
    renewal = Thread(target=live.run_due, args=[clock.now()])  # type: ignore[attr-defined]  # both have it
    renewal.start()
    assert renewing.wait(10)
    going = Thread(target=closed, args=[live, *tab])
    going.start()
    going.join(0.2)
    before_it_ended = list(done)
    may_end.set()
    renewal.join(10)
    going.join(10)
    assert (before_it_ended, done) == ([], ["renewed", "lost"])
