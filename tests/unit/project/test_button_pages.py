"""BTN-1: how pages that carry a button are let in, without a database."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from oogcontact.domains.website_button.api import Place
from oogcontact.infra.threads import DatabaseThreads
from oogcontact.project import button_pages as module
from oogcontact.project.bridge import Scope
from oogcontact.project.button_pages import ButtonPages

KNOWN = "the-button-that-is-known"


class Threads:
    """Threads that count how many are busy at once; each is until `go_on`."""

    def __init__(self) -> None:
        self.busy = self.most = self.asked = 0
        self.go_on = asyncio.Event()

    async def run(self, function: Any, *arguments: Any) -> Any:
        self.asked += 1
        self.busy += 1
        self.most = max(self.most, self.busy)
        await self.go_on.wait()
        self.busy -= 1
        return function(*arguments)


@pytest.fixture
async def threads() -> Threads:
    return Threads()


@pytest.fixture
def pages(threads: Threads, monkeypatch: pytest.MonkeyPatch) -> ButtonPages:
    """The pages of a server on which one button is known without asking."""

    def frame(place: Place) -> str | None:
        return "shown" if place.public_id == KNOWN else None

    monkeypatch.setattr(module, "board", SimpleNamespace(knows=lambda public_id: public_id == KNOWN))
    monkeypatch.setattr(module, "frame", frame)
    return ButtonPages(cast(DatabaseThreads, threads))


def page(public_id: str) -> Scope:
    return {"query_string": f"id={public_id}".encode(), "headers": [(b"origin", b"https://example.test")]}


async def test_who_tries_unknown_ids_keeps_one_thread_busy(pages: ButtonPages, threads: Threads) -> None:
    """And nobody else waits for him: a button that is known asks no thread."""
    tries = [asyncio.ensure_future(pages._admit(page(f"unknown-{number}"))) for number in range(50)]
    while not threads.asked:
        await asyncio.sleep(0)
    known = await asyncio.wait_for(pages._admit(page(KNOWN)), 1)
    assert known == Place(KNOWN, "https://example.test")
    threads.go_on.set()
    assert await asyncio.gather(*tries) == [None] * 50
    assert (threads.asked, threads.most) == (50, 1)


@pytest.mark.parametrize("query", [b"", b"id=", b"id=%ff%fe", b"nothing", b"id=a&id=b"])
async def test_a_page_without_a_known_id_is_not_let_in(pages: ButtonPages, threads: Threads, query: bytes) -> None:
    threads.go_on.set()
    assert await pages._admit({"query_string": query, "headers": []}) is None
