"""PRE-4: the rules of the slider, without database and clock."""

from datetime import UTC, datetime, timedelta

from oogcontact.domains.desk.states import GONE_FOR, Slider

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def test_it_is_off_until_somebody_turns_it_on() -> None:
    assert not Slider().on
    assert Slider().switched_on(NOON, here=True) == Slider(NOON, NOON, None)


def test_switching_on_twice_is_once() -> None:
    """A double click does not make who was idle for longest the last in the row."""
    on = Slider().switched_on(NOON, here=True)
    assert on.switched_on(LATER, here=True) == on


def test_off_keeps_nothing() -> None:
    assert Slider().switched_on(NOON, here=True).alone(NOON).switched_off() == Slider()


def test_it_turns_off_after_a_minute_without_a_device() -> None:
    alone = Slider().switched_on(NOON, here=True).alone(LATER)
    assert alone.off_at == LATER + GONE_FOR
    assert alone.at(LATER + GONE_FOR - timedelta(seconds=1)).on
    assert not alone.at(LATER + GONE_FOR).on


def test_a_device_that_comes_back_keeps_it_on() -> None:
    back = Slider().switched_on(NOON, here=True).alone(NOON).accompanied()
    assert back.at(NOON + timedelta(days=1)).on


def test_without_a_device_it_does_not_stay_on() -> None:
    """Somebody who has no page open can turn it on by the API alone."""
    assert Slider().switched_on(NOON, here=False).off_at == NOON + GONE_FOR


def test_gone_is_counted_from_the_first_time() -> None:
    on = Slider().switched_on(NOON, here=True)
    assert on.alone(NOON).alone(LATER).off_at == NOON + GONE_FOR


def test_what_is_off_follows_nothing() -> None:
    assert Slider().alone(NOON) == Slider().idle_from(NOON) == Slider().accompanied() == Slider().at(NOON) == Slider()


def test_a_call_puts_its_agent_at_the_end_of_the_row() -> None:
    assert Slider().switched_on(NOON, here=True).idle_from(LATER).idle_since == LATER
