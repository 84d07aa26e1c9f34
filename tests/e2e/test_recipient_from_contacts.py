"""APP-1: a recipient is taken over from the contacts, by keyboard and by mouse, or typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import PHONE
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer


@pytest.fixture
def server(file_server: RunningServer) -> RunningServer:
    """These tests send nothing."""
    return file_server


def names(page: Page) -> list[str]:
    """Return the contacts that are suggested, once there are any."""
    options = page.get_by_role("listbox", name="Uit uw contacten").get_by_role("option")
    expect(options.first).to_be_visible()
    return options.all_inner_texts()


def test_by_keyboard(make_user: MakeUser) -> None:
    """The address comes along; what a screen reader hears is whole."""
    bram = make_user("bram")
    page = bram.page
    page.goto("/afspraak")
    field = page.get_by_label("Naam ontvanger 1")
    field.press_sequentially("Anna", delay=20)
    [found] = names(page)
    assert "Anna de Vries" in found
    expect(page.get_by_text("1 contact gevonden.")).to_be_attached()
    assert bram.axe() == []
    field.press("ArrowDown")
    expect(page.get_by_role("option", name="Anna de Vries")).to_have_attribute("aria-selected", "true")
    assert bram.axe() == []
    field.press("Enter")
    expect(field).to_have_value("Anna de Vries")
    expect(page.get_by_label("E-mailadres 1")).to_have_value("anna@voorbeeld.test")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_be_focused()


def test_in_a_dialog(make_user: MakeUser) -> None:
    """APP-5: for right now too; Escape closes what is suggested, and then the dialog."""
    bram = make_user("bram")
    page = bram.page
    page.goto("/afspraak")
    page.get_by_role("button", name="Nu uitnodigen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Naam ontvanger").press_sequentially("Anna", delay=20)
    names(page)
    assert bram.axe() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(dialog.get_by_label("Naam ontvanger")).to_have_value("Anna")
    dialog.get_by_label("Naam ontvanger").press_sequentially(" d", delay=20)
    page.get_by_role("option", name="Anna de Vries").click()
    expect(dialog.get_by_label("E-mailadres")).to_have_value("anna@voorbeeld.test")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_by_touch_and_by_typing(make_user: MakeUser) -> None:
    """The second recipient too, on a telephone; a name that nobody has is kept as it is."""
    bram = make_user("bram", viewport=PHONE)
    page = bram.page
    page.goto("/afspraak")
    page.get_by_label("Naam ontvanger 1").fill("Mevrouw Jansen")
    page.get_by_label("E-mailadres 1").click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("button", name="Nog een ontvanger toevoegen").click()
    page.get_by_label("Naam ontvanger 2").fill("vries")
    names(page)
    page.get_by_role("option", name="Anna de Vries").click()
    expect(page.get_by_label("Naam ontvanger 2")).to_have_value("Anna de Vries")
    expect(page.get_by_label("E-mailadres 2")).to_have_value("anna@voorbeeld.test")
    expect(page.get_by_label("Naam ontvanger 1")).to_have_value("Mevrouw Jansen")
