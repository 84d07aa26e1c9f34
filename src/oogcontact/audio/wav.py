"""Sound files: any WAV becomes telephone sound, and telephone sound becomes a small WAV."""

import io
from pathlib import Path

import av
import numpy as np

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Law, Samples, encode

#: A sound of somebody's own may be so long (seconds), and its file so large (bytes).
LONGEST = 120
LARGEST = 30 * 1024 * 1024

#: The rates of sound (Hz). To convert from others takes gigabytes, of a small file.
SLOWEST, FASTEST = 4_000, 192_000

#: A-law in a WAV file (RFC 2361, appendix A).
_A_LAW = 6


class BrokenSound(ValueError):
    """A file is no sound that can be played: `too_large`, `too_long`, `unreadable` or `empty` says why."""


def load_wav(content: bytes) -> Samples:
    """Return the sound in a WAV file of any rate, width and number of channels; raises BrokenSound."""
    if len(content) > LARGEST:
        raise BrokenSound("too_large")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pieces: list[Samples] = []
    seconds = 0.0
    try:
        with av.open(io.BytesIO(content), mode="r", format="wav") as file:
            for frame in file.decode(audio=0):
                if not SLOWEST <= frame.sample_rate <= FASTEST:
                    raise BrokenSound("unreadable")
                seconds += frame.samples / frame.sample_rate
                if seconds > LONGEST:
                    raise BrokenSound("too_long")
                pieces += [_samples(part) for part in resampler.resample(frame)]
        pieces += [_samples(part) for part in resampler.resample(None)]
    except (av.FFmpegError, IndexError) as error:
        raise BrokenSound("unreadable") from error
    sound = np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
    if len(sound) < FRAME:
        raise BrokenSound("empty")
    return sound


def write_wav(file: Path, samples: Samples) -> None:
    """Write sound as a WAV file, as `as_wav` makes it."""
    file.write_bytes(as_wav(samples))


def as_wav(samples: Samples) -> bytes:
    """Return sound as the bytes of a WAV file of 8 kHz in A-law, half as large as with whole samples."""
    data = encode(samples, Law.A).tobytes()
    form = b"".join(
        part.to_bytes(size, "little") for part, size in ((6, 2), (1, 2), (RATE, 4), (RATE, 4), (1, 2), (8, 2))
    )
    chunks = b"fmt " + len(form).to_bytes(4, "little") + form + b"data" + len(data).to_bytes(4, "little") + data
    chunks += b"\0" * (len(data) % 2)
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WAVE" + chunks


def _samples(frame: av.AudioFrame) -> Samples:
    return frame.to_ndarray().reshape(-1).astype(np.int16)
