"""CNF-3, CNF-5, CNF-9: legs in conferences, over real datagrams; every tick is called by hand."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from oogcontact.audio import FRAME
from oogcontact.audio.dtmf import event_payload, tone
from oogcontact.audio.g711 import Law
from oogcontact.audio.legs import TONES, Full, Legs
from oogcontact.audio.plane import MOVED_AFTER, Plane
from oogcontact.audio.sockets import Sockets
from tests.unit.audio.phones import EVENTS, HERE, Phone, loudness

MakePhone = Callable[..., Phone]

#: A second of sound settles buffers and blends; it is measured over the second after it.
SETTLED = 50


@pytest.fixture
def plane() -> Iterator[Plane]:
    made = Plane(Legs(12), Sockets(12, HERE, range(42_000, 43_000)))
    yield made
    made.sockets.close_all()


@pytest.fixture
def make_phone(plane: Plane) -> Iterator[MakePhone]:
    phones: list[Phone] = []

    def make(conference: int | None = None, **options: object) -> Phone:
        phone = Phone(plane, **options)  # type: ignore[arg-type]
        phones.append(phone)
        if conference is not None:
            plane.join(phone.slot, conference)
        return phone

    yield make
    for phone in phones:
        phone.close()


def run(plane: Plane, phones: dict[Phone, float], ticks: int = 2 * SETTLED) -> None:
    """Let everybody say his tone (0: nothing) for some ticks."""
    for _ in range(ticks):
        for phone, frequency in phones.items():
            if frequency:
                phone.tone(frequency)
        plane.tick()
        for phone in phones:
            phone.listen()


def hears(phone: Phone, frequency: float, since: int = -SETTLED) -> float:
    """Return how loud a telephone hears a tone, over its last second."""
    return loudness(np.concatenate(phone.heard[since:]), frequency)


def test_each_hears_all_others_and_never_himself(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-9: a tone for each caller, and the spectrum of what each receives; both laws in one conference."""
    tones = [350.0, 550.0, 750.0, 950.0]
    laws = [Law.A, Law.MU, Law.A, Law.MU]
    phones = {make_phone(1, law=law): frequency for law, frequency in zip(laws, tones, strict=True)}
    run(plane, phones)
    for phone, own in phones.items():
        assert hears(phone, own) < 40
        for other in set(tones) - {own}:
            assert hears(phone, other) == pytest.approx(4_000, rel=0.05)


def test_conferences_do_not_hear_each_other(plane: Plane, make_phone: MakePhone) -> None:
    here, there = make_phone(1), make_phone(2)
    phones = {here: 350.0, make_phone(1): 550.0, there: 750.0, make_phone(2): 950.0}
    run(plane, phones)
    assert hears(here, 550) > 3_500
    assert max(hears(here, 750), hears(here, 950)) < 40
    assert hears(there, 950) > 3_500


def test_mute_loudness_and_leaving(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-3: *1, *9; who has left neither hears nor is heard."""
    anna, bram, carla = make_phone(1), make_phone(1), make_phone(1)
    phones = {anna: 350.0, bram: 550.0, carla: 750.0}
    plane.legs.muted[bram.slot] = True
    plane.legs.loudness[anna.slot] = 1.5
    run(plane, phones)
    assert hears(anna, 550) < 40
    assert hears(bram, 350) > 3_500
    assert hears(anna, 750) == pytest.approx(6_000, rel=0.05)
    plane.part(carla.slot)
    run(plane, phones)
    assert hears(anna, 750) < 40
    assert not np.concatenate(carla.heard[-SETTLED:]).astype(int).clip(-8, 8).any() or hears(carla, 350) < 40


def test_a_signal_keeps_30_db(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-9: through the bridge at G.711, there and back."""
    speaker, listener = make_phone(1), make_phone(1)
    run(plane, {speaker: 440.0, listener: 0}, 4 * SETTLED)
    heard = np.concatenate(listener.heard[-SETTLED:]).astype(float)
    time = np.arange(len(heard))
    waves = np.stack([np.sin(2 * np.pi * 440 * time / 8_000), np.cos(2 * np.pi * 440 * time / 8_000)])
    signal = (waves @ heard) @ waves * 2 / len(heard)
    assert 10 * np.log10((signal**2).mean() / ((heard - signal) ** 2).mean()) > 30


def test_the_delay_of_the_bridge(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-9: two ticks in the buffer; with the wait for the tick at most 60 ms."""
    speaker, listener = make_phone(1), make_phone(1)
    run(plane, {speaker: 440.0, listener: 0}, 10)
    first = next(index for index, frame in enumerate(listener.heard) if np.abs(frame).max() > 1_000)
    assert first <= 2


@pytest.mark.parametrize("burst", [1, 2])
def test_loss_and_jitter_leave_no_hole(plane: Plane, make_phone: MakePhone, burst: int) -> None:
    """CNF-9: one packet in twenty lost and 40 ms of jitter in a fixed pattern: never more than a frame is missing."""
    speaker, listener = make_phone(1), make_phone(1)
    late: list[tuple[int, int]] = []
    for tick in range(400):
        # The pattern of the delays, in ticks; a packet that is due is sent, whatever came between.
        late.append((tick + (0, 2, 1, 0, 1, 2, 0)[tick % 7], tick))
        for due, number in list(late):
            if due == tick:
                late.remove((due, number))
                speaker.sequence, speaker.timestamp = (65_000 + number) % 65_536, number * FRAME
                if number % (20 * burst) >= burst:
                    speaker.tone(200)
        plane.tick()
        listener.listen()
    levels = [float(np.abs(frame).max()) for frame in listener.heard[100:]]
    quiet = "".join("." if level > 1_000 else "x" for level in levels)
    assert "xx" not in quiet
    assert quiet.count("x") < len(quiet) * 0.03


def test_digits_by_packet_are_told_and_not_heard(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-5: also of a telephone that sends the tone as sound beside the packets."""
    caller, listener = make_phone(1), make_phone(1)
    run(plane, {caller: 350.0, listener: 0}, 20)
    listener.heard.clear()
    begin = caller.timestamp
    for step in range(1, 6):
        caller.say(tone("4", FRAME))
        caller.send(EVENTS, event_payload("4", step * FRAME, end=step == 5), timestamp=begin)
        plane.tick()
        listener.listen()
    assert caller.digits == "4"
    run(plane, {caller: 350.0, listener: 0}, 10)
    sound = np.concatenate(listener.heard)
    assert max(loudness(sound[start : start + FRAME], 770) for start in range(0, len(sound), FRAME)) < 400


def test_digits_by_tone_are_told_and_not_heard(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-5: of a telephone that agreed on no packets."""
    caller, listener = make_phone(1, events=TONES), make_phone(1)
    run(plane, {caller: 350.0, listener: 0}, 20)
    listener.heard.clear()
    keys = tone("8", 5 * FRAME + 70)
    sound = np.concatenate([np.zeros(90, np.int16), keys])
    for frame in np.resize(sound, (6, FRAME)):
        caller.say(frame)
        plane.tick()
        listener.listen()
    run(plane, {caller: 350.0, listener: 0}, 20)
    assert caller.digits == "8"
    frames = listener.heard
    assert max(loudness(frame, 852) for frame in frames) < 600
    assert hears(listener, 350, -10) > 3_000


def test_prompts_are_played_to_one_and_announcements_to_all(plane: Plane, make_phone: MakePhone) -> None:
    anna, bram = make_phone(1), make_phone(1)
    ended: list[str] = []
    time = np.arange(SETTLED * FRAME) / 8_000
    prompt = (4_000 * np.sin(2 * np.pi * 1_000 * time)).astype(np.int16)
    plane.play(anna.slot, prompt, lambda: ended.append("prompt"))
    run(plane, {anna: 0, bram: 0}, SETTLED)
    assert hears(anna, 1_000) > 3_500
    assert hears(bram, 1_000) < 10
    assert ended == ["prompt"]
    plane.announce(1, prompt, lambda: ended.append("announcement"))
    run(plane, {anna: 0, bram: 0}, SETTLED)
    assert min(hears(anna, 1_000), hears(bram, 1_000)) > 3_500
    assert ended == ["prompt", "announcement"]


def test_a_prompt_can_be_interrupted(plane: Plane, make_phone: MakePhone) -> None:
    anna = make_phone()
    ended: list[int] = []
    for number in (1, 2):
        plane.play(anna.slot, np.full(8_000, 9_000, np.int16), lambda number=number: ended.append(number))  # type: ignore[misc]
    run(plane, {anna: 0}, 5)
    plane.stop_playing(anna.slot)
    run(plane, {anna: 0}, 2)
    assert ended == [1, 2]
    assert np.abs(anna.heard[-1].astype(int)).max() < 20


def test_what_a_leg_says_is_recorded(plane: Plane, make_phone: MakePhone) -> None:
    """CNF-2: the name."""
    caller = make_phone()
    run(plane, {caller: 350.0}, 10)
    plane.record(caller.slot)
    run(plane, {caller: 350.0}, SETTLED)
    sound = plane.recorded(caller.slot)
    assert len(sound) == SETTLED * FRAME
    assert loudness(sound, 350) == pytest.approx(4_000, rel=0.05)
    assert len(plane.recorded(caller.slot)) == 0


def test_nobody_else_speaks_on_a_leg(plane: Plane, make_phone: MakePhone) -> None:
    """TEL-9: a flood from a third address is not heard; after a silence another one may be the telephone that moved."""
    caller, listener = make_phone(1), make_phone(1)
    stranger = make_phone(source="127.0.0.2")
    stranger.port = caller.port
    run(plane, {caller: 350.0, listener: 0, stranger: 950.0})
    assert hears(listener, 350) > 3_500
    assert hears(listener, 950) < 40
    run(plane, {listener: 0, stranger: 950.0}, MOVED_AFTER + 2 * SETTLED)
    assert hears(listener, 950) > 3_500


def test_hostile_packets_disturb_nobody(plane: Plane, make_phone: MakePhone) -> None:
    """TEL-9: any bytes, other versions, other payload types, jumps, changing senders."""
    caller, listener, enemy = make_phone(1), make_phone(1), make_phone(2)
    chance = np.random.default_rng(7)
    for number in range(2 * SETTLED):
        caller.tone(350)
        enemy.send_bytes(chance.bytes(int(chance.integers(0, 600))))
        enemy.ssrc, enemy.sequence = int(chance.integers(2**32)), int(chance.integers(2**16))
        enemy.send(int(chance.integers(128)), chance.bytes(int(chance.integers(0, 400))))
        enemy.send(EVENTS, chance.bytes(number % 6))
        plane.tick()
        listener.listen()
    assert hears(listener, 350) == pytest.approx(4_000, rel=0.05)


def test_another_stream_of_the_same_telephone_goes_on(plane: Plane, make_phone: MakePhone) -> None:
    """A telephone that puts one on hold comes back with another SSRC and other numbers."""
    caller, listener = make_phone(1), make_phone(1)
    run(plane, {caller: 350.0, listener: 0})
    caller.ssrc, caller.sequence = 99, 3
    run(plane, {caller: 350.0, listener: 0})
    assert hears(listener, 350) == pytest.approx(4_000, rel=0.05)


def test_slots_are_used_again_and_run_out(plane: Plane, make_phone: MakePhone) -> None:
    first = make_phone(1)
    run(plane, {first: 350.0}, 5)
    plane.close(first.slot)
    plane.close(first.slot)
    phones = [make_phone(1) for _ in range(12)]
    assert first.slot in {phone.slot for phone in phones}
    with pytest.raises(Full):
        make_phone()
    run(plane, {phones[0]: 350.0, phones[1]: 0})
    assert hears(phones[1], 350) == pytest.approx(4_000, rel=0.05)


def test_changes_wait_for_the_tick(plane: Plane) -> None:
    done: list[int] = []
    plane.do(lambda: done.append(1))
    assert done == []
    plane.tick()
    assert done == [1]


def test_what_goes_wrong_with_a_change_costs_nobody_else_anything(
    plane: Plane, make_phone: MakePhone, caplog: pytest.LogCaptureFixture
) -> None:
    """TEL-9."""
    anna = make_phone()
    done: list[int] = []
    plane.do(lambda: done.append(1 // len(done)))
    plane.after(0.02, lambda: done.append(1 // len(done)))
    plane.after(0.02, lambda: done.append(2))
    for _ in range(3):
        plane.tick()
    anna.listen()
    assert done == [2]
    assert len(anna.heard) == 3
    assert caplog.text.count("audio change failed") == 2


def test_time_is_that_of_the_ticks(plane: Plane) -> None:
    done: list[str] = []
    for seconds, name in ((0.1, "second"), (0.04, "first"), (0.1, "third")):
        plane.after(seconds, lambda name=name: done.append(name))  # type: ignore[misc]
    for _ in range(4):
        plane.tick()
    assert done == ["first"]
    plane.tick()
    assert done == ["first", "second", "third"]
