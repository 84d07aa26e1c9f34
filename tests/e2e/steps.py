"""What people do in a call, by the labels that they read."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import User

#: From the click on accept until the countdown 3, 2, 1 is over (seconds), with room for a busy machine.
COUNTDOWN_SECONDS = 20


def tile(user: User, name: str) -> Locator:
    """Return the tile of somebody who is there, on the screen Beeldcontact."""
    return user.page.get_by_role("list", name="Wie er nu is").get_by_role("button", name=re.compile(name)).first


def call(caller: User, *names: str) -> None:
    """Select people who are online and start a video call (CON-1)."""
    for name in names:
        tile(caller, name).click(timeout=15_000)
    caller.page.get_by_role("button", name="Start beeldcontact").click()
    expect(caller.page.get_by_role("button", name="Stop", exact=True)).to_be_visible()


def accept(callee: User) -> None:
    """Answer the ringing call."""
    callee.page.get_by_role("button", name="Accepteren").click(timeout=10_000)


def hang_up_button(user: User) -> Locator:
    """Return the red receiver."""
    return user.page.get_by_role("button", name="Gesprek beëindigen")


def talk(*users: User) -> None:
    """Wait until everybody sees and hears the others."""
    for user in users:
        expect(hang_up_button(user)).to_be_visible(timeout=COUNTDOWN_SECONDS * 1000)
    for user in users:
        user.sees_others_move(len(users) - 1)
        user.hears_others()


def start_call(caller: User, callee: User, name: str) -> None:
    """Bring two people into a call that both see and hear."""
    call(caller, name)
    accept(callee)
    talk(caller, callee)


def open_agent_dialog(agent: User) -> None:
    """Press **Agent** in a call; on a telephone it stands behind Meer."""
    bar = agent.page.get_by_role("toolbar", name="Knoppen van het gesprek")
    button = bar.get_by_role("button", name="Agent", exact=True)
    if button.is_visible():
        button.click()
        return
    bar.get_by_role("button", name="Meer").click()
    agent.page.get_by_role("menuitem", name="Agent", exact=True).click()


def make_link(agent: User, name: str, email: str = "") -> str:
    """Make a link into the call for somebody (CAL-11) and copy it; return it."""
    agent.context.grant_permissions(["camera", "microphone", "clipboard-read", "clipboard-write"])
    page = agent.page
    open_agent_dialog(agent)
    page.get_by_role("button", name="Met een link").click()
    page.get_by_label("Naam").fill(name)
    page.get_by_label(re.compile("^E-mailadres")).fill(email)
    page.get_by_role("button", name="Maak link").click()
    page.get_by_role("button", name="Kopieer link").click()
    expect(page.get_by_text(f"De link van {name} is gekopieerd.")).to_be_visible()
    link: str = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Naar het gesprek").click()
    return link


def history_line(user: User, name: str) -> Locator:
    """Open Oproepen and return the newest line with this name."""
    user.page.get_by_role("link", name=re.compile("^Oproepen")).first.click()
    expect(user.page.get_by_role("heading", name="Oproepen").first).to_be_visible()
    return (
        user.page.get_by_role("listitem")
        .filter(has_text=name)
        .first.or_(user.page.get_by_role("row").filter(has_text=name).first)
    )
