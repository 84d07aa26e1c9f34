"""Opus (RFC 6716) of browsers, at the 8 kHz of telephones; libopus by ctypes, as it comes with PyAV or the system."""

import ctypes
import ctypes.util
import functools
from importlib import resources

import numpy as np

from oogcontact.audio import FRAME, RATE
from oogcontact.audio.g711 import Samples

#: libopus, opus_defines.h: speech, and the two settings that we change.
_APPLICATION_VOIP, _SET_BITRATE, _SET_COMPLEXITY = 2048, 4002, 4010

#: Narrowband speech needs no more (bit/s), and this effort is enough for it.
_BITRATE, _COMPLEXITY = 20_000, 5

#: No packet of ours is longer (bytes); a frame of a browser has at most 120 ms.
_LONGEST = 400
_MOST = RATE * 120 // 1_000


class BrokenPacket(ValueError):
    """A packet is no Opus."""


class Decoder:
    """Decodes the packets of one browser, in their order."""

    def __init__(self) -> None:
        library, error = _library(), ctypes.c_int()
        self._state = library.opus_decoder_create(RATE, 1, ctypes.byref(error))
        _check(error.value)

    def __del__(self) -> None:
        _library().opus_decoder_destroy(self._state)

    def decode(self, packet: bytes) -> Samples:
        """Return the sound of a packet; raises BrokenPacket."""
        sound = np.empty(_MOST, np.int16)
        count = _library().opus_decode(self._state, packet, len(packet), sound.ctypes.data, _MOST, 0)
        if count < 0:
            raise BrokenPacket(count)
        return sound[:count]


class Encoder:
    """Encodes frames of 20 ms for one browser."""

    def __init__(self) -> None:
        library, error = _library(), ctypes.c_int()
        self._state = library.opus_encoder_create(RATE, 1, _APPLICATION_VOIP, ctypes.byref(error))
        _check(error.value)
        for setting, value in ((_SET_BITRATE, _BITRATE), (_SET_COMPLEXITY, _COMPLEXITY)):
            _check(library.opus_encoder_ctl(self._state, setting, ctypes.c_int(value)))
        self._packet = ctypes.create_string_buffer(_LONGEST)

    def __del__(self) -> None:
        _library().opus_encoder_destroy(self._state)

    def encode(self, frame: Samples) -> bytes:
        """Return the packet of a frame of 160 samples."""
        sound = np.ascontiguousarray(frame, np.int16)
        count = _library().opus_encode(self._state, sound.ctypes.data, FRAME, self._packet, _LONGEST)
        _check(min(count, 0))
        return self._packet.raw[:count]


def _check(status: int) -> None:
    if status < 0:
        raise RuntimeError(f"libopus: {status}")


@functools.cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(_find())
    for name, result, arguments in (
        ("opus_decoder_create", ctypes.c_void_p, [ctypes.c_int32, ctypes.c_int, ctypes.c_void_p]),
        ("opus_encoder_create", ctypes.c_void_p, [ctypes.c_int32, ctypes.c_int, ctypes.c_int, ctypes.c_void_p]),
        ("opus_decoder_destroy", None, [ctypes.c_void_p]),
        ("opus_encoder_destroy", None, [ctypes.c_void_p]),
        (
            "opus_decode",
            ctypes.c_int,
            [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_int, ctypes.c_int],
        ),
        (
            "opus_encode",
            ctypes.c_int32,
            [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int32],
        ),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    # Variadic: its first two arguments are declared, the third is given as what it is.
    library.opus_encoder_ctl.restype = ctypes.c_int
    library.opus_encoder_ctl.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return library


def _find() -> str:
    """Return the library that PyAV brings along, else that of the system; raises OSError when there is none."""
    bundled = resources.files("av").joinpath("..", "av.libs")
    if bundled.is_dir():
        for file in bundled.iterdir():
            if file.name.startswith("libopus"):
                return str(file)
    found = ctypes.util.find_library("opus")
    if found is None:
        raise OSError("libopus is missing")
    return found
