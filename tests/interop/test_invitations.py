"""CNF-4, CNF-7, TEL-9: `*8` and the button call a number; who is called confirms by 1, all else is told in speech."""

import time
from collections.abc import Callable

import pytest

from tests.e2e.tab import Tab
from tests.interop.conferring import MODERATOR, code, conference, dial_in
from tests.interop.conftest import TelephoneServer
from tests.telephones import Behaviour, CalledTelephone, Telephone
from tests.until import wait_until

MakeTelephone = Callable[..., Telephone]
MakeCalled = Callable[..., CalledTelephone]


def test_who_is_called_rings_confirms_and_is_in(telephone: MakeTelephone, called: MakeCalled) -> None:
    """The moderator hears it ring, and the conference goes on for the others."""
    guest = called("answers", tone=1_060)
    anna = dial_in(telephone(tone=440), MODERATOR, hears="you-are-first")
    anna.press("*80687654321#")
    invite = guest.waits_for("INVITE")
    assert invite.startswith("INVITE sip:+31687654321@127.0.0.1")
    guest.hears("invite-confirm")
    guest.press("1")
    anna.hears("has-joined")
    wait_until(lambda: guest.loudness(440) > 2_000)
    assert anna.loudness(1_060) > 2_000
    begin = len(anna.heard)
    guest.hang_up()
    anna.hears("has-left", since=begin)


def test_one_hears_it_ring_and_the_pause_ends_the_number(telephone: MakeTelephone, called: MakeCalled) -> None:
    """A pause of four seconds is the end of the number; who hangs up takes the call back."""
    guest = called("rings")
    anna = dial_in(telephone(), MODERATOR, hears="you-are-first")
    time.sleep(2)
    anna.press("*80687654321")
    pressed = time.monotonic()
    guest.waits_for("INVITE")
    assert 3.5 < time.monotonic() - pressed < 7
    wait_until(lambda: anna.loudness(425, 0.5) > 500)
    anna.hang_up()
    guest.waits_for("CANCEL")


@pytest.mark.parametrize(
    ("behaviour", "prompt"),
    [
        ("is busy", "invite-busy"),
        ("declines", "invite-refused"),
        ("does not exist", "invite-impossible"),
    ],
)
def test_what_goes_wrong_is_told_in_speech(
    telephone: MakeTelephone, called: MakeCalled, behaviour: Behaviour, prompt: str
) -> None:
    called(behaviour)
    anna = dial_in(telephone(), MODERATOR, hears="you-are-first")
    code(anna, "*80687654321#", prompt)


def test_an_answering_machine_is_not_let_in(telephone: MakeTelephone, called: MakeCalled) -> None:
    """Who presses something else has not confirmed either."""
    guest = called("answers")
    anna = dial_in(telephone(), MODERATOR, hears="you-are-first")
    anna.press("*80687654321#")
    guest.hears("invite-confirm")
    guest.press("2")
    anna.hears("invite-not-confirmed")
    guest.waits_for_end()


@pytest.mark.parametrize("number", ["112", "09001234567", "0014155552671", "12"])
def test_costly_and_wrong_numbers_are_never_called(telephone: MakeTelephone, called: MakeCalled, number: str) -> None:
    """TEL-9: premium, abroad and emergency numbers stay uncalled, whoever has guessed a moderator's PIN."""
    guest = called("answers")
    anna = dial_in(telephone(), MODERATOR, hears="you-are-first")
    if number == "12":
        # A short number is one of the exchange behind the trunk.
        anna.press("*812#")
        guest.waits_for("INVITE")
    else:
        code(anna, f"*8{number}#", "invite-impossible")
        assert guest.asked == []


def test_the_button_invites_and_shows_how_it_goes(
    telephone: MakeTelephone, called: MakeCalled, server: TelephoneServer
) -> None:
    """CNF-7."""
    guest = called("answers")
    tab = Tab(server, "anna")
    path = f"/api/conferences/{conference(tab)['account_id']}"
    assert tab.refused("POST", f"{path}/invite", number="0687654321") == "conference_over"
    dial_in(telephone(), MODERATOR, hears="you-are-first")
    assert tab.refused("POST", f"{path}/invite", number="nobody") == "number_missing"
    state = tab.send("POST", f"{path}/invite", number="06 87654321")
    assert [(one["number"], one["state"]) for one in state["live"]["invitations"]] == [("06 8•••••21", "ringing")]
    guest.hears("invite-confirm")
    assert conference(tab)["live"]["invitations"][0]["state"] == "confirming"
    guest.press("1")
    wait_until(lambda: len(conference(tab)["live"]["participants"]) == 2)
    live = conference(tab)["live"]
    assert (live["invitations"], live["participants"][1]["invited"]) == ([], True)
    tab.send("POST", f"{path}/end")
    guest.waits_for_end()


def test_the_end_of_the_conference_takes_invitations_back(
    telephone: MakeTelephone, called: MakeCalled, server: TelephoneServer
) -> None:
    guest = called("rings")
    tab = Tab(server, "anna")
    anna = dial_in(telephone(), MODERATOR, hears="you-are-first")
    tab.send("POST", f"/api/conferences/{conference(tab)['account_id']}/invite", number="0687654321")
    guest.waits_for("INVITE")
    anna.press("*30")
    guest.waits_for("CANCEL")
