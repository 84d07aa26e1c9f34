"""CNF-9: G.711 as the ITU defines it."""

import hashlib

import numpy as np
import pytest

from oogcontact.audio.g711 import Law, decode, encode

ALL = np.arange(-32_768, 32_768, dtype=np.int32).astype(np.int16)
BYTES = np.arange(256, dtype=np.uint8)

#: Digests of all 256 decoded bytes and of all 65,536 encoded samples, as `audioop` of Python 3.11 gives them.
REFERENCE = {
    Law.MU: ("3dab54339e520bb2", "81d633c9e6972a18"),
    Law.A: ("e04788d110e58ff8", "38488f6fd710f468"),
}


@pytest.mark.parametrize("law", list(Law))
def test_the_tables_are_those_of_the_reference(law: Law) -> None:
    tables = (decode(BYTES, law), encode(ALL, law))
    assert tuple(hashlib.sha256(table.tobytes()).hexdigest()[:16] for table in tables) == REFERENCE[law]


@pytest.mark.parametrize("law", list(Law))
def test_a_byte_survives_the_way_there_and_back(law: Law) -> None:
    again = encode(decode(BYTES, law), law)
    # Mu-law writes zero in two ways.
    assert set(np.flatnonzero(again != BYTES)) <= ({127} if law is Law.MU else set())


@pytest.mark.parametrize("law", list(Law))
def test_the_noise_of_the_code_is_below_30_db(law: Law) -> None:
    time = np.arange(8_000) / 8_000
    signal = (8_000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)
    noise = decode(encode(signal, law), law).astype(float) - signal
    assert 10 * np.log10((signal.astype(float) ** 2).mean() / (noise**2).mean()) > 30


def test_shapes_stay() -> None:
    frames = np.zeros((3, 160), np.int16)
    assert encode(frames, Law.A).shape == (3, 160)
    assert decode(encode(frames, Law.A), Law.A).shape == (3, 160)
