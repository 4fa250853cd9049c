"""
PDQ: the 256-bit hash of a picture that Facebook published, in the eight ways of a picture.

The published steps (Jarosz filter, 64 × 64 samples, 16 × 16 cosine coefficients, bits above
their median) are linear up to the last, so each is a small matrix here, in whole numbers below
2^53: every machine gets the same bits. The filter's weights are rounded to 16 binary places,
the cosines to 12; it gives the hashes that were published, bit for bit (tests).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HASH_BYTES = 32
MOST_QUALITY = 100
MOST_SIDE = 2048
"""A longer picture is first reduced by a whole factor, as the reference first resizes."""

_SAMPLES = 64
_COEFFICIENTS = 16
_PASSES = 2
_WEIGHT_SCALE, _COSINE_SCALE, _SAMPLE_SCALE = 2.0**16, 2.0**12, 2.0**8
_Whole = NDArray[np.float64]

_WAVES = np.outer(np.arange(1, _COEFFICIENTS + 1), 2 * np.arange(_SAMPLES) + 1)
_COSINES = np.round(np.cos(np.pi / (2 * _SAMPLES) * _WAVES) * _COSINE_SCALE)
_SIGNS = np.where(np.arange(1, _COEFFICIENTS + 1) % 2, -1.0, 1.0)
_KEPT = np.ones(_COEFFICIENTS)

#: Signs of rows and columns of the eight ways, and whether the coefficients change places.
_WAYS = tuple(
    (np.outer(rows, columns), transposed)
    for transposed in (False, True)
    for rows, columns in ((_KEPT, _KEPT), (_KEPT, _SIGNS), (_SIGNS, _SIGNS), (_SIGNS, _KEPT))
)


@dataclass(frozen=True, slots=True)
class Pdq:
    """Eight hashes of 32 bytes in the order of fingerprint.VARIANTS; quality 0 to 100."""

    hashes: tuple[bytes, ...]
    quality: int


def of_grey(grey: Image.Image) -> Pdq:
    """PDQ of an upright 8-bit grey picture of any size."""
    factor = -(-max(grey.size) // MOST_SIDE)
    pixels = np.asarray(grey.reduce(factor) if factor > 1 else grey, np.float64)
    rows, columns = _weights(pixels.shape[0]), _weights(pixels.shape[1])
    exact = rows @ pixels @ columns.T
    samples = np.round(exact * (_SAMPLE_SCALE / (_WEIGHT_SCALE * _WEIGHT_SCALE)))
    low = _COSINES @ samples @ _COSINES.T
    return Pdq(tuple(_hash(low, *way) for way in _WAYS), _quality(samples / _SAMPLE_SCALE))


def _hash(low: _Whole, signs: _Whole, transposed: bool) -> bytes:
    """A mirrored picture has the same coefficients, every second one with the other sign."""
    signed = (low.T if transposed else low) * signs
    # The lower of the two middle values, as the reference's median of 256.
    median = np.partition(signed, signed.size // 2 - 1, axis=None)[signed.size // 2 - 1]
    # Bit 0 is the last in print: the reference writes its sixteen words from the last to the first.
    return np.packbits((signed > median).ravel()[::-1]).tobytes()


def _quality(samples: _Whole) -> int:
    """How much the picture has to tell, by its steps from sample to sample."""
    down = np.abs(np.trunc((samples[:-1] - samples[1:]) * 100 / 255)).sum()
    across = np.abs(np.trunc((samples[:, :-1] - samples[:, 1:]) * 100 / 255)).sum()
    return min(MOST_QUALITY, int((down + across) // 90))


@lru_cache(maxsize=32)
def _weights(length: int) -> _Whole:
    """How much each of `length` pixels counts in each sample: two box filters, then samples."""
    full = -(-length // (2 * _SAMPLES))
    behind = full - (full + 2) // 2
    places = np.arange(length)
    counts = np.minimum(places - behind + full, length) - np.maximum(places - behind, 0)
    first = np.maximum(places + behind - full + 1, 0)
    end = np.minimum(places + behind + 1, length)
    weights = np.eye(length)[(2 * np.arange(_SAMPLES) + 1) * length // (2 * _SAMPLES)]
    for _ in range(_PASSES):
        # Each value was the average of its window: its weight goes to them in equal shares.
        sums = np.cumsum(weights / counts, axis=1)
        sums = np.concatenate([np.zeros((_SAMPLES, 1)), sums], axis=1)
        weights = sums[:, end] - sums[:, first]
    # A little above half: what is a half but for rounding goes the same way on every machine.
    rounded: _Whole = np.floor(weights * _WEIGHT_SCALE + 0.500001)
    return rounded
