"""
The whole-image fingerprint of one picture: what a search for the same picture compares.

Two 64-bit hashes (imagehash's pHash and dHash), each in the eight ways a picture can be
turned and mirrored, and the picture itself at 64 × 64 grey, for a closer look at candidates.
The same upright picture gives the same fingerprint on every machine; the eight variants are
made from flips of two small arrays, never of the picture. Knows no case and reads no file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence.errors import Damaged
from evidence.words import say

VERSION = 1
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

_FORM = struct.Struct(">B8Q8Q")
_Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Variant 0 of each hash is the upright picture; `grey` is 64 rows of 64 bytes."""

    version: int
    phash: tuple[int, ...]
    dhash: tuple[int, ...]
    grey: bytes

    def __post_init__(self) -> None:
        if not 1 <= self.version <= 255:
            raise ValueError("not a version of a fingerprint")
        if len(self.phash) != len(VARIANTS) or len(self.dhash) != len(VARIANTS):
            raise ValueError("a fingerprint has eight variants")
        if not all(0 <= one <= LARGEST_HASH for one in self.phash + self.dhash):
            raise ValueError("a hash beyond 64 bits")
        if len(self.grey) != GREY_SIDE * GREY_SIDE:
            raise ValueError("the small picture is not 64 by 64")

    def to_bytes(self) -> bytes:
        """Version, eight pHashes, eight dHashes (big-endian), 4096 bytes of grey: 4225 bytes."""
        return _FORM.pack(self.version, *self.phash, *self.dhash) + self.grey

    @classmethod
    def from_bytes(cls, untrusted_bytes: bytes) -> Fingerprint:
        """The inverse of `to_bytes`; raises `Damaged`."""
        if len(untrusted_bytes) != _FORM.size + GREY_SIDE * GREY_SIDE:
            raise Damaged(say("A fingerprint has the wrong length."))
        version, *hashes = _FORM.unpack_from(untrusted_bytes)
        if version != VERSION:
            raise Damaged(say("A fingerprint is of another version."))
        grey = bytes(untrusted_bytes[_FORM.size :])
        return cls(version, tuple(hashes[:8]), tuple(hashes[8:]), grey)


def of_pixels(image: Image.Image) -> Fingerprint:
    """The fingerprint of an upright decoded picture of any mode and size."""
    grey = image if image.mode == "L" else image.convert("L")
    square = np.asarray(grey.resize((PHASH_SIDE, PHASH_SIDE), Image.Resampling.LANCZOS))
    across = np.asarray(grey.resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.LANCZOS))
    down = np.asarray(grey.resize((HASH_SIDE, HASH_SIDE + 1), Image.Resampling.LANCZOS))
    return Fingerprint(
        version=VERSION,
        phash=tuple(_number(imagehash.phash(Image.fromarray(one))) for one in _eight(square)),
        dhash=tuple(
            _number(imagehash.dhash(Image.fromarray(one)))
            for one in _eight(across)[:4] + _eight(down)[4:]
        ),
        grey=grey.resize((GREY_SIDE, GREY_SIDE), Image.Resampling.BOX).tobytes(),
    )


def turned(grey: _Grey, variant: int) -> _Grey:
    """A small grey picture in one of the eight ways."""
    return _eight(grey)[variant]


def _eight(small: _Grey) -> list[_Grey]:
    flat = [small, small[:, ::-1], small[::-1, ::-1], small[::-1, :]]
    on_side = [small.T, small.T[:, ::-1], small.T[::-1, ::-1], small.T[::-1, :]]
    return [np.ascontiguousarray(one) for one in flat + on_side]


def _number(found: imagehash.ImageHash) -> int:
    return int.from_bytes(np.packbits(found.hash).tobytes(), "big")
