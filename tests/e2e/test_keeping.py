"""ADM-5: the administrator says how long things are kept, and the server throws away what is older."""

import sqlite3

from playwright.sync_api import expect

from tests.e2e.appointments import plan
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.until import wait_until

#: Sixty days (minutes).
LONG_AGO = -60 * 24 * 60


def wait_until_gone(server: RunningServer) -> None:
    """Wait until no guest is left, who goes last."""
    with sqlite3.connect(f"file:{server.data}/oogcontact.sqlite3?mode=ro", uri=True) as database:
        counted = "SELECT COUNT(*) FROM accounts_guest"
        wait_until(lambda: database.execute(counted).fetchone() == (0,), 60, "the end of all guests")


def test_what_is_older_than_the_administrator_says_is_gone(make_user: MakeUser, server: RunningServer) -> None:
    """ADM-5, WAI-4: a start begins with a run; the guest's link says what became of it, in his language."""
    (link,) = plan(server, "bram", "Fatima Yilmaz", minutes=LONG_AGO)
    anna = make_user("anna")
    anna.page.goto("/beheer/beleid")
    days, calls = (
        anna.page.get_by_label("Afspraken (dagen)"),
        anna.page.get_by_label("Geschiedenis van oproepen (dagen)"),
    )
    expect(days).to_have_value("365")
    days.fill("3651")
    calls.fill("")
    anna.page.get_by_role("button", name="Bewaar").click()
    expect(anna.page.get_by_text("Vul een heel getal in van 0 tot 3650.")).to_be_visible()
    days.fill("30")
    anna.page.get_by_role("button", name="Bewaar").click()
    expect(anna.page.get_by_text("Het beleid is bewaard.")).to_be_visible()
    expect(calls).to_have_value("0")
    assert anna.axe() == []
    server.restart()
    wait_until_gone(server)
    fatima = make_user(locale="nl-NL")
    fatima.page.goto(link)
    expect(fatima.page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    fatima.page.get_by_role("group", name="Taal wijzigen").get_by_role("button", name="EN English").click()
    expect(fatima.page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    expect(fatima.page.get_by_text("This link has expired. Ask for a new one.")).to_be_visible()
    # What a page says on the console of a link that does not work.
    fatima.errors.clear()
