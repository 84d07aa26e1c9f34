"""CNF-2: files that somebody brings: converted, or refused with a reason."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogcontact.audio import RATE
from oogcontact.audio.g711 import Samples
from oogcontact.audio.wav import LARGEST, LONGEST, BrokenSound, load_wav, write_wav
from tests.unit.audio.phones import loudness, sine


def wav(samples: Samples, *, rate: int = RATE, channels: int = 1) -> bytes:
    """Return a WAV file of 16 bits."""
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(channels)
        output.setsampwidth(2)
        output.setframerate(rate)
        output.writeframes(np.repeat(samples, channels).tobytes())
    return file.getvalue()


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (48_000, 2), (11_025, 1)])
def test_files_of_any_rate_become_telephone_sound(rate: int, channels: int) -> None:
    sound = load_wav(wav(sine(440, rate=rate), rate=rate, channels=channels))
    assert len(sound) == pytest.approx(RATE, abs=200)
    assert loudness(sound[800:-800], 440) == pytest.approx(8_000, rel=0.1)


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", b"no sound at all", b"ID3" + bytes(500), wav(sine(440))[:40], wav(np.zeros(0, np.int16))],
)
def test_a_broken_file_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(BrokenSound, match=r"unreadable|empty"):
        load_wav(content)


def test_what_is_too_long_or_too_large_is_refused() -> None:
    with pytest.raises(BrokenSound, match="too_long"):
        load_wav(wav(np.zeros((LONGEST + 1) * RATE, np.int16)))
    with pytest.raises(BrokenSound, match="too_large"):
        load_wav(bytes(LARGEST + 1))


@given(st.binary(max_size=200))
def test_any_bytes_are_sound_or_refused(tail: bytes) -> None:
    """TEL-9."""
    try:
        load_wav(wav(sine(440, seconds=0.1))[:44] + tail)
    except BrokenSound:
        return


def test_what_is_written_is_read(tmp_path: Path) -> None:
    sound = sine(440)
    write_wav(tmp_path / "tone.wav", sound)
    again = load_wav((tmp_path / "tone.wav").read_bytes())
    assert loudness(again, 440) == pytest.approx(8_000, rel=0.05)
    assert len(again) == len(sound)
