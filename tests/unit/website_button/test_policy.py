"""The pure rules of the button."""

from datetime import datetime

import pytest

from oogcontact.domains.website_button import policy
from oogcontact.domains.website_button.policy import hours_of

MONDAY, SUNDAY = datetime(2026, 11, 16), datetime(2026, 11, 22)
WEEK: list[list[str] | None] = [["09:00", "17:00"]] * 5 + [None, None]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("https://www.Voorbeeld.nl:443/contact?x=1#y", "https://www.voorbeeld.nl"),
        ("http://127.0.0.1:8123/", "http://127.0.0.1:8123"),
        ("https://café.nl", "https://xn--caf-dma.nl"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("null", None),
        ("", None),
        ("ftp://voorbeeld.nl", None),
        ("https://*.voorbeeld.nl", None),
        ("https://", None),
        ("https://gebruiker:geheim@voorbeeld.nl", None),
        ("https://voorbeeld.nl:99999", None),
        ("https://voorbeeld.nl; script-src *", None),
        ("https://voorbeeld.nl\r\nX-Evil: 1", None),
        ("https://voorbeeld.nl'", None),
    ],
)
def test_the_origin_of_an_address(text: str, origin: str | None) -> None:
    """BTN-6: only what a browser would send as `Origin` comes into the list, and nothing that changes a policy."""
    assert policy.origin_of(text) == origin


def test_sites_are_kept_once_and_in_their_order() -> None:
    """ADM-3: who types a name without a scheme means the safe one; empty lines do not count."""
    lines = ["www.voorbeeld.nl", "", "https://www.voorbeeld.nl/contact", "http://localhost:3000"]
    assert policy.origins_of(lines) == ["https://www.voorbeeld.nl", "http://localhost:3000"]


def test_the_first_line_that_is_no_site_is_named() -> None:
    """ADM-3."""
    with pytest.raises(ValueError, match="geen site"):
        policy.origins_of(["voorbeeld.nl", "geen site"])


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (MONDAY.replace(hour=8, minute=59), False),
        (MONDAY.replace(hour=9), True),
        (MONDAY.replace(hour=16, minute=59), True),
        (MONDAY.replace(hour=17), False),
        (SUNDAY.replace(hour=12), False),
    ],
)
def test_opening_hours(moment: datetime, is_open: bool) -> None:
    """ADM-3: from the first minute until, and without, the last."""
    hours = hours_of(WEEK)
    assert hours is not None
    assert hours.open_at(moment) is is_open


def test_open_until_midnight() -> None:
    """ADM-3."""
    hours = hours_of([["00:00", "24:00"]] * 7)
    assert hours is not None
    assert hours.open_at(MONDAY.replace(hour=23, minute=59))


@pytest.mark.parametrize(
    "week",
    [
        WEEK[:6],
        [["17:00", "09:00"], *WEEK[1:]],
        [["09:00", "09:00"], *WEEK[1:]],
        [["9:00", "17:00"], *WEEK[1:]],
        [["09:00", "25:00"], *WEEK[1:]],
        [["09:00"], *WEEK[1:]],
    ],
)
def test_hours_that_can_not_be_kept(week: list[list[str] | None]) -> None:
    """ADM-3."""
    with pytest.raises(ValueError):  # noqa: PT011 - several causes, one answer
        hours_of(week)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://site.nl/contact?bsn=123#token", "https://site.nl/contact"),
        ("https://evil.nl/contact", "https://site.nl"),
        ("javascript:alert(1)", "https://site.nl"),
        ("https://site.nl@evil.nl/", "https://site.nl"),
        ("https://site.nl/\u202egnp.exe", "https://site.nl"),
        ("https://site.nl/" + "x" * 400, "https://site.nl/" + "x" * 283 + "…"),
    ],
)
def test_the_page_of_a_visitor(url: str, page: str) -> None:
    """BTN-3, BTN-6: a page of the site itself, without what its address may keep secret."""
    assert policy.page_of(url, "https://site.nl") == page


def test_what_the_agent_reads_of_the_page() -> None:
    """BTN-3: one plain line, however long and strange the title is."""
    note = policy.note_of("Paspoort\n\u202e aanvragen " + "x" * 300, "https://site.nl/paspoort")
    assert note.startswith("Paspoort aanvragen xxx")
    assert note.endswith("… (site.nl/paspoort)")
    assert len(note) <= policy.NOTE_AT_MOST
    assert policy.note_of("", "https://site.nl") == "site.nl"
