"""
The whole-image fingerprint of one picture: what a search for the same picture compares.

Three hashes, each in the eight ways a picture can be turned and mirrored, and the picture
itself at 64 × 64 grey, for a closer look at candidates. The picture is brought to 96 × 96 grey
(Lanczos) once; pHash and dHash are imagehash's `phash` and `dhash` of that square, bit for bit.
PDQ (pdq.py) is taken of the picture itself. The eight ways are made by turning small arrays,
never the picture. The same upright picture gives the same fingerprint on every machine. Knows
no case and reads no file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence.errors import Damaged
from evidence.likeness import pdq
from evidence.words import say

VERSION = 2
SQUARE_SIDE = 96
GREY_SIDE = 64
PHASH_SIDE = 32
HASH_SIDE = 8
LARGEST_HASH = 2**64 - 1

#: The eight ways, in the order and meaning of EXIF orientation 1 to 8: variant i of a picture
#: is the picture as a viewer would show it were its orientation tag i + 1.
VARIANTS: tuple[str, ...] = (
    "as_is",
    "mirrored",
    "turned_180",
    "mirrored_turned_180",
    "mirrored_turned_90",
    "turned_90",
    "mirrored_turned_270",
    "turned_270",
)

_FORM = struct.Struct(">B8Q8Q256sB")
_Array = NDArray[Any]

#: Steps over rows and columns of variants 0 to 3; 4 to 7 are the same of the transposed picture.
_FLIPS = ((1, 1), (1, -1), (-1, -1), (-1, 1))
_PLACES = np.arange(PHASH_SIDE)
_COSINES = np.cos(np.pi * np.outer(np.arange(HASH_SIDE), 2 * _PLACES + 1) / (2 * PHASH_SIDE))
_EVEN = np.ones(HASH_SIDE)
_ODD = np.where(np.arange(HASH_SIDE) % 2, -1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """
    Variant 0 of each hash is the upright picture; `grey` is 64 rows of 64 bytes.

    `quality` is PDQ's: how much there is to compare, 0 (a flat picture) to 100.
    """

    version: int
    phash: tuple[int, ...]
    dhash: tuple[int, ...]
    pdq: tuple[bytes, ...]
    quality: int
    grey: bytes

    def __post_init__(self) -> None:
        if not 1 <= self.version <= 255:
            raise ValueError("not a version of a fingerprint")
        if not len(self.phash) == len(self.dhash) == len(self.pdq) == len(VARIANTS):
            raise ValueError("a fingerprint has eight variants")
        if not all(0 <= one <= LARGEST_HASH for one in self.phash + self.dhash):
            raise ValueError("a hash beyond 64 bits")
        if not all(len(one) == pdq.HASH_BYTES for one in self.pdq):
            raise ValueError("a PDQ hash has 256 bits")
        if not 0 <= self.quality <= pdq.MOST_QUALITY:
            raise ValueError("a quality is 0 to 100")
        if len(self.grey) != GREY_SIDE * GREY_SIDE:
            raise ValueError("the small picture is not 64 by 64")

    def to_bytes(self) -> bytes:
        """Version, eight pHashes, dHashes, PDQs (big-endian), quality, 4096 grey: 4482 bytes."""
        hashes = (*self.phash, *self.dhash, b"".join(self.pdq))
        return _FORM.pack(self.version, *hashes, self.quality) + self.grey

    @classmethod
    def from_bytes(cls, untrusted_bytes: bytes) -> Fingerprint:
        """The inverse of `to_bytes`; raises `Damaged`."""
        if len(untrusted_bytes) != _FORM.size + GREY_SIDE * GREY_SIDE:
            raise Damaged(say("A fingerprint has the wrong length."))
        version, *hashes, joined, quality = _FORM.unpack_from(untrusted_bytes)
        if version != VERSION:
            raise Damaged(say("A fingerprint is of another version."))
        if quality > pdq.MOST_QUALITY:
            raise Damaged(say("A fingerprint holds what it cannot."))
        long = tuple(joined[at : at + pdq.HASH_BYTES] for at in range(0, 256, pdq.HASH_BYTES))
        grey = bytes(untrusted_bytes[_FORM.size :])
        return cls(version, tuple(hashes[:8]), tuple(hashes[8:]), long, quality, grey)


def of_pixels(image: Image.Image) -> Fingerprint:
    """The fingerprint of an upright decoded picture of any mode and size."""
    grey = image if image.mode == "L" else image.convert("L")
    square = _resized(grey, SQUARE_SIDE, SQUARE_SIDE)
    long = pdq.of_grey(grey)
    return Fingerprint(
        version=VERSION,
        phash=_phash(np.asarray(_resized(square, PHASH_SIDE, PHASH_SIDE), np.float64)),
        dhash=_dhash(
            np.asarray(_resized(square, HASH_SIDE + 1, HASH_SIDE), np.int16),
            np.asarray(_resized(square, HASH_SIDE, HASH_SIDE + 1), np.int16),
        ),
        pdq=long.hashes,
        quality=long.quality,
        grey=_resized(square, GREY_SIDE, GREY_SIDE).tobytes(),
    )


def turned(grey: _Array, variant: int) -> _Array:
    """A small grey picture in one of the eight ways."""
    upside = grey.T if variant >= 4 else grey
    rows, columns = _FLIPS[variant % 4]
    return np.ascontiguousarray(upside[::rows, ::columns])


def _phash(pixels: NDArray[np.float64]) -> tuple[int, ...]:
    """A mirrored picture has the same cosine coefficients, the odd ones with the other sign."""
    low = _COSINES @ pixels @ _COSINES.T
    hashes = []
    for variant in range(len(VARIANTS)):
        rows, columns = _FLIPS[variant % 4]
        upright = low.T if variant >= 4 else low
        signed = upright * np.outer(_ODD if rows < 0 else _EVEN, _ODD if columns < 0 else _EVEN)
        # Rounded, so that a flat picture has the same hash on every machine.
        signed = np.round(signed, 4) + 0.0
        hashes.append(_number(signed > np.median(signed)))
    return tuple(hashes)


def _dhash(across: NDArray[np.int16], down: NDArray[np.int16]) -> tuple[int, ...]:
    """Each pixel brighter than the one on its left; a turned picture needs the other oblong."""
    hashes = []
    for variant in range(len(VARIANTS)):
        one = turned(down if variant >= 4 else across, variant)
        hashes.append(_number(one[:, 1:] > one[:, :-1]))
    return tuple(hashes)


def _resized(grey: Image.Image, width: int, height: int) -> Image.Image:
    return grey.resize((width, height), Image.Resampling.LANCZOS)


def _number(bits: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
