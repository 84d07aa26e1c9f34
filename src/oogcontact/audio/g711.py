"""G.711 by table: both laws of ITU-T G.711, for whole arrays of samples at once."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

#: Samples, 16 bit linear.
Samples = NDArray[np.int16]

#: One byte per sample.
Bytes = NDArray[np.uint8]

#: Mu-law: what is added before the logarithm, and the loudest magnitude, of fourteen bits.
_BIAS, _CLIP = 33, 8_158


class Law(IntEnum):
    """The two ways to write a sample in eight bits; the value is its static RTP payload type (RFC 3551, section 6)."""

    MU = 0
    A = 8


def decode(encoded: Bytes, law: Law) -> Samples:
    """Return the samples of encoded bytes, of the same shape."""
    return _DECODE[law][encoded]


def encode(samples: Samples, law: Law) -> Bytes:
    """Return the bytes of samples, of the same shape."""
    return _ENCODE[law][samples.view(np.uint16)]


def _mu_to_linear() -> Samples:
    code = ~np.arange(256, dtype=np.uint8)
    exponent, mantissa = ((code >> 4) & 7).astype(np.int32), (code & 15).astype(np.int32)
    magnitude = ((((mantissa << 1) + _BIAS) << exponent) - _BIAS) << 2
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _a_to_linear() -> Samples:
    code = np.arange(256, dtype=np.uint8) ^ 0x55
    exponent, mantissa = ((code >> 4) & 7).astype(np.int32), (code & 15).astype(np.int32)
    magnitude = np.where(exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0))
    # In this law a set sign bit means positive.
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


def _linear_to_mu() -> Bytes:
    # Fourteen bits, as the law is defined.
    linear = _all_samples() >> 2
    magnitude = np.minimum(np.abs(linear), _CLIP) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 5
    mantissa = (magnitude >> (exponent + 1)) & 15
    sign = np.where(linear < 0, 0x80, 0)
    encoded: Bytes = (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)
    return encoded


def _linear_to_a() -> Bytes:
    linear = _all_samples()
    # Thirteen bits; a negative sample has the complement as its magnitude.
    scaled = linear >> 3
    magnitude = np.where(linear >= 0, scaled, -scaled - 1)
    exponent = np.maximum(np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int32) - 4, 0)
    mantissa = (magnitude >> np.maximum(exponent, 1)) & 15
    sign = np.where(linear >= 0, 0x80, 0)
    encoded: Bytes = ((sign | (exponent << 4) | mantissa) ^ 0x55).astype(np.uint8)
    return encoded


def _all_samples() -> NDArray[np.int32]:
    """Every sample in the order of its bits as an unsigned number, so that those bits are the index."""
    return np.arange(65_536, dtype=np.uint16).view(np.int16).astype(np.int32)


_DECODE = {Law.MU: _mu_to_linear(), Law.A: _a_to_linear()}
_ENCODE = {Law.MU: _linear_to_mu(), Law.A: _linear_to_a()}
