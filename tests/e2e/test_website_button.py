"""The button on websites of others, with a real visitor, real agents and a page on another origin."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import PHONE
from tests.e2e.conftest import MakeUser
from tests.e2e.server import RunningServer
from tests.e2e.steps import accept, hang_up_button
from tests.e2e.visiting import Agent, Desk, begin, button, click_button, shown, tool, visit

#: BTN-1: it comes and goes within this time of the slider (milliseconds).
WITHIN = 2_000

#: A page that trusts only itself and, for the button, the product.
STRICT = (
    "default-src 'none'; script-src {url}; connect-src {url} {ws}; frame-src {url}; style-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

#: Rules that want everything gone, and everything to look otherwise.
HOSTILE = """<style>
* { all: revert !important; display: none !important; visibility: hidden !important; opacity: 0 !important; }
html, body, main, h1, p { display: block !important; visibility: visible !important; opacity: 1 !important; }
body > *:not(main), html > *:not(body):not(head) { transform: scale(0) !important; position: static !important; }
button, .pill { font-size: 1px !important; pointer-events: none !important; }
</style>"""


@pytest.fixture
def server(shared_server: RunningServer) -> RunningServer:
    """Nobody ends it here."""
    return shared_server


def test_the_button_comes_and_goes_with_the_slider(
    desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]
) -> None:
    """BTN-1: within two seconds, without a cookie, and nothing but the script and the channel is asked for."""
    bram = agent("bram")
    visitor = make_visitor()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.goto(desk.page())
    expect(button(visitor.page)).to_have_count(0)
    bram.available()
    expect(button(visitor.page)).to_be_visible(timeout=WITHIN)
    bram.available(False)
    expect(button(visitor.page)).to_have_count(0, timeout=WITHIN)
    ours = [url for url in asked if url.startswith(desk.server.url)]
    assert ours == [f"{desk.server.url}/button.js?id={desk.public_id}"]
    assert visitor.context.cookies() == []


def test_a_visitor_talks_with_an_agent(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """BTN-2, BTN-3, BTN-5: name, consent, waiting, countdown, call; minimised the page can be used; then the end."""
    desk.change(consent_text="Wij bewaren niets van dit gesprek.")
    bram = agent("bram")
    bram.available()
    visitor = make_visitor()
    visitor.page.goto(desk.page(body="<button onclick='this.textContent = 1'>Teller</button>"))
    click_button(visitor.page)
    frame = visit(visitor.page)
    frame.get_by_label("Uw naam").fill("Fatima")
    frame.get_by_role("button", name="Start gesprek").click()
    expect(frame.get_by_text("Vul dit in.")).to_be_visible()
    frame.get_by_label("Ik ga akkoord").last.check()
    frame.get_by_role("button", name="Start gesprek").click()
    expect(frame.get_by_role("heading", name="We zoeken een medewerker voor u")).to_be_visible()
    expect(frame.get_by_role("progressbar", name="Tijd om op te nemen")).to_be_visible()
    expect(frame.get_by_label("Uw eigen beeld")).to_be_visible()
    expect(bram.user.page.get_by_text("Fatima").first).to_be_visible()
    accept(bram.user)
    expect(frame.get_by_role("button", name="Gesprek beëindigen")).to_be_visible(timeout=15_000)
    bram.user.sees_others_move()
    bram.user.hears_others()
    tool(visitor.page, "Minimaliseren")
    visitor.page.get_by_role("button", name="Teller").click()
    expect(visitor.page.get_by_role("button", name="1", exact=True)).to_be_visible()
    bram.user.hears_others()
    click_button(visitor.page)
    frame.get_by_role("button", name="Gesprek beëindigen").click()
    expect(frame.get_by_role("heading", name="Bedankt voor het gesprek")).to_be_visible()
    frame.get_by_role("button", name="Sluiten").click()
    expect(button(visitor.page)).to_be_visible()
    desk.change(consent_text="")


def test_the_only_agent_refuses_and_a_message_is_left(
    desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]
) -> None:
    """BTN-3, BTN-4: nobody is available now; the agent is switched off and finds the message under Berichten."""
    bram = agent("bram")
    bram.available()
    visitor = make_visitor()
    visitor.page.goto(desk.page())
    click_button(visitor.page)
    frame = visit(visitor.page)
    begin(frame)
    bram.user.page.get_by_role("button", name="Weigeren").click()
    expect(frame.get_by_role("heading", name="Er is nu niemand beschikbaar")).to_be_visible()
    assert not bram.is_available
    frame.get_by_role("button", name="Laat mij terugbellen").click()
    frame.get_by_label("Uw naam").fill("Fatima")
    frame.get_by_label("Uw telefoonnummer").fill("geen nummer")
    frame.get_by_role("button", name="Vraag om terugbellen").click()
    expect(frame.get_by_text("Dit is geen telefoonnummer.")).to_be_visible()
    frame.get_by_label("Uw telefoonnummer").fill("06 12345678")
    frame.get_by_role("button", name="Vraag om terugbellen").click()
    expect(frame.get_by_role("heading", name="Wij bellen u terug")).to_be_visible()
    bram.user.page.goto("/berichten")
    row = bram.user.page.get_by_role("list", name="Berichten").get_by_role("listitem").first
    expect(row.get_by_role("link", name="Bel 06 12345678")).to_be_visible()
    row.get_by_role("button", name="Afgehandeld").click()
    expect(bram.user.page.get_by_text("Er is niets te doen.")).to_be_visible()
    # The conversation is over, so the button goes with the last agent.
    frame.get_by_role("button", name="Sluiten").click()
    expect(button(visitor.page)).to_have_count(0)


def test_two_agents_accept_at_once(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """BTN-3: one gets the visitor; the other's screen stops ringing and he stays available."""
    bram, carla = agent("bram"), agent("carla")
    for one in (bram, carla):
        one.available()
    visitor = make_visitor()
    visitor.page.goto(desk.page())
    click_button(visitor.page)
    begin(visit(visitor.page))
    for one in (bram, carla):
        expect(one.user.page.get_by_role("button", name="Accepteren")).to_be_visible()
    accept(bram.user)
    expect(carla.user.page.get_by_role("button", name="Accepteren")).to_have_count(0)
    expect(hang_up_button(bram.user)).to_be_visible(timeout=15_000)
    assert carla.is_available
    hang_up_button(bram.user).click()


@pytest.mark.parametrize("kind", ["strict", "hostile", "twice", "tag manager"])
def test_pages_that_make_it_hard(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent], kind: str) -> None:
    """BTN-1: a strict policy with Trusted Types, rules against everything, two scripts, a tag manager."""
    bram = agent("bram")
    bram.available()
    url, socket = desk.server.url, desk.server.url.replace("http", "ws", 1)
    inject = f"""<script>const s = document.createElement('script'); s.async = true;
    s.src = '{url}/button.js?id={desk.public_id}'; document.head.append(s)</script>"""
    page = {
        "strict": lambda: desk.page(headers={"Content-Security-Policy": STRICT.format(url=url, ws=socket)}),
        "hostile": lambda: desk.page(body=HOSTILE),
        "twice": lambda: desk.page(body=desk.script),
        "tag manager": lambda: desk.site.put("/paspoort", inject),
    }[kind]()
    visitor = make_visitor()
    visitor.page.goto(page)
    expect(button(visitor.page)).to_have_count(1)
    box = button(visitor.page).bounding_box()
    assert box is not None
    assert box["width"] > 150
    assert box["height"] >= 48
    assert box["x"] + box["width"] == pytest.approx(1260, abs=2)
    click_button(visitor.page)
    expect(visit(visitor.page).get_by_role("button", name="Start gesprek")).to_be_visible()


@pytest.mark.parametrize("forbidden", ["camera", "frames", "phone"])
def test_a_window_where_no_frame_fits(
    desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent], forbidden: str
) -> None:
    """BTN-5: the page keeps the camera from frames, allows no frame of ours, or is on a telephone."""
    bram = agent("bram")
    bram.available()
    url, socket = desk.server.url, desk.server.url.replace("http", "ws", 1)
    policy = STRICT.format(url=url, ws=socket).replace(f"frame-src {url}", "frame-src 'none'")
    headers = {
        "camera": {"Permissions-Policy": "camera=(self), microphone=(self)"},
        "frames": {"Content-Security-Policy": policy},
        "phone": {},
    }[forbidden]
    visitor = make_visitor(**({"viewport": PHONE} if forbidden == "phone" else {}))
    visitor.page.goto(desk.page(headers=headers))
    with visitor.context.expect_page() as opened:
        click_button(visitor.page)
        if forbidden == "frames":
            # A window opens only by a click on what says so.
            visitor.page.wait_for_timeout(500)
            visitor.page.keyboard.press("Enter")
    window = opened.value
    expect(window.get_by_role("button", name="Start gesprek")).to_be_visible()
    assert window.evaluate("location.hash") == ""
    assert window.evaluate("window.opener") is None


def test_a_page_that_forbids_the_channel_polls(
    desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]
) -> None:
    """BTN-1: no WebSocket by the page's policy; the cached poll shows the button too, and hides it."""
    bram = agent("bram")
    bram.available()
    policy = STRICT.format(url=desk.server.url, ws="")
    visitor = make_visitor()
    visitor.page.goto(desk.page(headers={"Content-Security-Policy": policy}))
    expect(button(visitor.page)).to_be_visible()
    bram.available(False)
    expect(button(visitor.page)).to_have_count(0, timeout=10_000)


def test_a_site_that_is_not_allowed(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """BTN-6: no button, and no frame either; it stops asking."""
    bram = agent("bram")
    bram.available()
    desk.change(origins=["https://www.voorbeeld.nl"])
    visitor = make_visitor()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    frame = f'<iframe src="{desk.server.url}/bezoek/{desk.public_id}"></iframe>'
    visitor.page.goto(desk.page(body=frame))
    visitor.page.wait_for_timeout(5_000)
    assert not shown(visitor.page)
    assert len([url for url in asked if url.endswith("/state")]) == 1
    assert not any(frame.url.startswith(desk.server.url) for frame in visitor.page.frames)


def test_back_and_forward(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """BTN-1: a page that comes back from the browser's memory hears of the desk again."""
    bram = agent("bram")
    bram.available()
    visitor = make_visitor()
    visitor.page.goto(desk.page())
    expect(button(visitor.page)).to_be_visible()
    visitor.page.goto(desk.site.put("/andere", ""))
    visitor.page.go_back()
    expect(button(visitor.page)).to_be_visible()
    bram.available(False)
    expect(button(visitor.page)).to_have_count(0, timeout=WITHIN)


def test_by_keyboard_and_for_everybody(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """BTN-1: Tab reaches it, Enter opens, Escape in the bar makes it small; axe finds nothing, on page and frame."""
    bram = agent("bram")
    bram.available()
    visitor = make_visitor()
    visitor.page.goto(desk.page())
    expect(button(visitor.page)).to_be_visible()
    assert visitor.axe() == []
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    frame = visit(visitor.page)
    expect(frame.get_by_role("heading", name="Praat met een medewerker")).to_be_visible()
    assert visitor.axe() == []
    window = make_visitor()
    window.page.goto(frame.url)
    expect(window.page.get_by_role("heading").first).to_be_visible()
    assert window.axe() == []


def test_the_test_page_and_the_demonstration(desk: Desk, make_visitor: MakeUser, agent: Callable[[str], Agent]) -> None:
    """ADM-3: our own pages carry it although they are not on the list."""
    bram = agent("bram")
    bram.available()
    visitor = make_visitor()
    for path in (f"/testpagina/{desk.public_id}", "/demo/site"):
        visitor.page.goto(path)
        expect(button(visitor.page)).to_be_visible()
        assert visitor.axe() == []


def test_an_administrator_makes_a_button(desk: Desk, make_user: MakeUser) -> None:
    """ADM-3: by the labels; a wrong site is named at its field; the script stands there to be copied."""
    anna = make_user("anna")
    anna.page.goto("/beheer/websiteknop")
    expect(anna.page.get_by_role("heading", name="Websiteknop")).to_be_visible()
    assert anna.axe() == []
    anna.page.get_by_role("button", name="Knop toevoegen").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Naam", exact=True).fill("Zorgloket")
    dialog.get_by_label("Balie").check()
    dialog.get_by_label("Tekst in het Nederlands").fill("Praat met ons")
    dialog.get_by_label("Toegestane websites").fill("https://*.nl")
    dialog.get_by_role("button", name="Knop toevoegen").click()
    expect(dialog.get_by_text("https://*.nl is geen adres van een website.")).to_be_visible()
    assert anna.axe() == []
    dialog.get_by_label("Toegestane websites").fill("www.zonnewaard.nl")
    dialog.get_by_role("button", name="Knop toevoegen").click()
    row = anna.page.get_by_role("list", name="Knoppen").get_by_role("listitem").filter(has_text="Zorgloket")
    expect(row.get_by_text("https://www.zonnewaard.nl")).to_be_visible()
    expect(row.get_by_text("/button.js?id=")).to_be_visible()
    row.get_by_role("button", name="Acties voor Zorgloket").click()
    anna.page.get_by_role("menuitem", name="Verwijderen").click()
    anna.page.get_by_role("button", name="Verwijderen").click()
    expect(row).to_have_count(0)
