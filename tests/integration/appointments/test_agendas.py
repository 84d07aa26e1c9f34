"""APP-4: the private feed, and the busy times of a calendar elsewhere, served by a real web server."""

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.appointments import api
from oogcontact.domains.appointments.models import AgendaFeed, BusySource, BusyTime
from oogcontact.kernel import clock
from oogcontact.kernel.clock import SetClock
from tests.integration.accounts.helpers import send
from tests.integration.appointments.conftest import plan

APPOINTMENTS = "/api/appointments"
FEED, SOURCE = f"{APPOINTMENTS}/feed", f"{APPOINTMENTS}/source"

BUSY = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@elders\r\nSUMMARY:Tandarts\r\n"
    b"DTSTART:20261123T130000Z\r\nDTEND:20261123T133000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Elsewhere:
    """A web server with one answer; `status`, `body` and `headers` can be changed, `asked` has what was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, BUSY, {"ETag": '"v1"'}
        self.asked: list[dict[str, str]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(dict(self.headers))
                same = self.headers.get("If-None-Match") == outer.headers.get("ETag")
                status = 304 if same and outer.status == 200 else outer.status
                self.send_response(status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if status == 200:
                    self.wfile.write(outer.body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/agenda.ics"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def elsewhere(settings: Settings) -> Iterator[Elsewhere]:
    """A calendar on this machine, which is fetched only because the setting allows it."""
    settings.FETCH_PRIVATE = True
    served = Elsewhere()
    yield served
    served.close()


def refresh(time: SetClock, minutes: float = 15) -> str:
    time.advance(minutes * 60)
    api.refresh_due(clock.now())
    return BusySource.objects.get().fault


def test_the_feed_is_read_by_its_address_alone(browser: Client) -> None:
    """No session is needed; nobody's link is in it; it is kept by no cache."""
    send(browser, "post", APPOINTMENTS, plan())
    address = send(browser, "post", FEED, {}).json()["feed"]
    path = address.removeprefix("http://localhost:8000")
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Kennismaking"
    assert "Met: Mevrouw Jansen" in str(event["DESCRIPTION"])
    assert b"/gast#" not in answer.content
    assert browser.get(f"{APPOINTMENTS}/agendas").json()["feed"] == address


def test_the_feed_follows(browser: Client) -> None:
    made = send(browser, "post", APPOINTMENTS, plan()).json()["appointment"]
    path = send(browser, "post", FEED, {}).json()["feed"].removeprefix("http://localhost:8000")
    send(browser, "post", f"{APPOINTMENTS}/{made['id']}/cancel", {})
    assert b"VEVENT" not in Client().get(path).content


def test_a_new_address_ends_the_old_one(browser: Client, people: dict[str, Membership]) -> None:
    first, second = (send(browser, "post", FEED, {}).json()["feed"] for _time in range(2))
    assert first != second
    assert Client().get(first.removeprefix("http://localhost:8000")).status_code == 404
    path = second.removeprefix("http://localhost:8000")
    assert Client().get(path).status_code == 200
    token = path.removeprefix("/agenda/").removesuffix(".ics")
    kept = AgendaFeed.objects.get()
    assert token not in (kept.token, kept.digest)
    assert Client().post(path).status_code == 405
    people["bram"].blocked_at = clock.now()
    people["bram"].save()
    assert Client().get(path).status_code == 404


def test_an_ended_feed_is_gone(browser: Client) -> None:
    path = send(browser, "post", FEED, {}).json()["feed"].removeprefix("http://localhost:8000")
    for _time in range(2):
        assert browser.delete(FEED).json()["feed"] is None
    assert Client().get(path).status_code == 404


def test_guessing_addresses_is_limited(db: None) -> None:
    codes = {Client().get(f"/agenda/{'x' * 32}{place}.ics").status_code for place in range(102)}
    assert codes == {404, 429}


def test_busy_times_come_in(browser: Client, elsewhere: Elsewhere, time: SetClock) -> None:
    """What the other calendar says warns of overlaps and takes free hours; its words are kept nowhere."""
    answer = send(browser, "put", SOURCE, {"url": elsewhere.url})
    assert answer.json()["source"] == {"host": "127.0.0.1", "fetched_at": None, "fault": ""}
    assert refresh(time, 0) == ""
    assert BusyTime.objects.count() == 2
    query = {"date": "2026-11-23", "starts": "14:15", "ends": "15:00"}
    (found,) = browser.get(f"{APPOINTMENTS}/overlaps", query).json()
    assert found["subject"] is None
    agenda = browser.get(APPOINTMENTS, {"first": "2026-11-23", "last": "2026-11-29"}).json()
    assert len(agenda["elsewhere"]) == 1
    assert elsewhere.url not in BusySource.objects.get().url


def test_what_has_not_changed_is_not_sent_again(browser: Client, elsewhere: Elsewhere, time: SetClock) -> None:
    """Every 15 minutes with the ETag; once a day whole, because what repeats comes nearer."""
    send(browser, "put", SOURCE, {"url": elsewhere.url})
    refresh(time, 0)
    assert api.refresh_due(clock.now()) == 0
    refresh(time)
    assert elsewhere.asked[1]["If-None-Match"] == '"v1"'
    assert BusyTime.objects.count() == 2
    refresh(time, 24 * 60)
    assert "If-None-Match" not in elsewhere.asked[2]


@pytest.mark.parametrize(
    ("status", "body", "headers", "fault"),
    [
        (404, b"", {}, "not_found"),
        (403, b"", {}, "forbidden"),
        (500, b"", {}, "unreachable"),
        (200, b"<html>", {}, "unreadable"),
        (200, b"x" * 9_000_000, {}, "too_large"),
        (302, b"", {"Location": "file:///etc/passwd"}, "address_invalid"),
        (302, b"", {"Location": "/agenda.ics"}, "unreachable"),
    ],
)
def test_a_failure_is_told_and_keeps_what_was_known(
    browser: Client,
    elsewhere: Elsewhere,
    time: SetClock,
    status: int,
    body: bytes,
    headers: dict[str, str],
    fault: str,
) -> None:
    send(browser, "put", SOURCE, {"url": elsewhere.url})
    refresh(time, 0)
    elsewhere.status, elsewhere.body, elsewhere.headers = status, body, headers
    assert refresh(time) == fault
    assert BusyTime.objects.count() == 2
    assert browser.get(f"{APPOINTMENTS}/agendas").json()["source"]["fault"]
    elsewhere.status, elsewhere.body, elsewhere.headers = 200, BUSY, {}
    assert refresh(time) == ""


def test_an_ended_source_takes_its_times_with_it(browser: Client, elsewhere: Elsewhere, time: SetClock) -> None:
    send(browser, "put", SOURCE, {"url": elsewhere.url})
    refresh(time, 0)
    for _time in range(2):
        assert browser.delete(SOURCE).json()["source"] is None
    assert not BusyTime.objects.exists()
    assert send(browser, "post", f"{SOURCE}/refresh", {}).json()["errors"][0]["code"] == "source_missing"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "agenda",
        "http://ergens.test/a.ics",
        "ftp://ergens.test/",
        "https://a:b@ergens.test/",
        "https://",
        "https://[x",
    ],
)
def test_addresses_that_are_none(browser: Client, url: str) -> None:
    answer = send(browser, "put", SOURCE, {"url": url})
    assert answer.status_code == 400
    assert [(error["param"], error["code"]) for error in answer.json()["errors"]] == [("url", "address_invalid")]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
def test_private_addresses_are_not_fetched(browser: Client, time: SetClock, host: str) -> None:
    """Nobody reads by us what only this machine can reach."""
    assert send(browser, "put", SOURCE, {"url": f"https://{host}/x"}).status_code == 200
    assert refresh(time, 0) == "address_private"


def test_others_see_nothing_of_it(
    browser: Client, people: dict[str, Membership], browser_of: Callable[[Membership], Client]
) -> None:
    send(browser, "post", FEED, {})
    send(browser, "put", SOURCE, {"url": "https://ergens.test/geheim"})
    other = browser_of(people["carla"])
    assert other.get(f"{APPOINTMENTS}/agendas").json() == {"feed": None, "source": None}
    other.delete(FEED)
    other.delete(SOURCE)
    assert AgendaFeed.objects.count() == BusySource.objects.count() == 1
    assert "geheim" not in browser.get(f"{APPOINTMENTS}/agendas").content.decode()
