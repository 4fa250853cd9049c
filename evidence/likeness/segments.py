"""
A segment: the coded descriptors of some pictures, sorted by cell, as plain bytes and in memory.

A record is two 64-bit numbers: the code, and whose it is with where in the picture it lies. Big
segments are joined from small ones at one pass. What holds the bytes is the caller's affair.

Bytes (little-endian): `LZPARTS1`, pictures, records, length of the keys (8 bytes each); the codes
of the records, their owners, their cells (4 bytes each, ascending); the keys (UTF-8, a line each).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.errors import Damaged
from evidence.likeness.codebook import CELLS, codebook
from evidence.likeness.descriptors import LocalFeatures
from evidence.words import say

OWNER_SHIFT = 32
BYTE = 0xFF
SCALE_STEP, SCALE_UNIT = 16, 4096
"""Sizes are in 16ths of an octave, of 4096ths of the picture's longer side."""

_MARK = b"LZPARTS1"
_HEAD = struct.Struct("<8sQQQ")
_RECORD = 4 + 8 + 8
_Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """`starts[c]` to `starts[c + 1]` are the records of cell c; owners count from 0."""

    keys: tuple[str, ...]
    starts: NDArray[np.int32]
    codes: _Numbers
    owners: _Numbers

    def to_bytes(self) -> bytes:
        """For the caller to keep."""
        keys = "\n".join(self.keys).encode()
        cells = np.repeat(np.arange(CELLS, dtype="<u4"), np.diff(self.starts))
        head = _HEAD.pack(_MARK, len(self.keys), len(self.codes), len(keys))
        parts = (self.codes.astype("<u8"), self.owners.astype("<u8"), cells)
        return b"".join((head, *(part.tobytes() for part in parts), keys))

    @classmethod
    def from_bytes(cls, untrusted_bytes: bytes) -> Segment:
        """The inverse of `to_bytes`; raises `Damaged`."""
        if len(untrusted_bytes) < _HEAD.size:
            raise _damaged()
        mark, pictures, records, length = _HEAD.unpack_from(untrusted_bytes)
        if mark != _MARK or len(untrusted_bytes) != _HEAD.size + length + records * _RECORD:
            raise _damaged()
        first = _HEAD.size
        codes = np.frombuffer(untrusted_bytes, "<u8", records, first)
        owners = np.frombuffer(untrusted_bytes, "<u8", records, first + 8 * records)
        cells = np.frombuffer(untrusted_bytes, "<u4", records, first + 16 * records)
        keys = _keys(bytes(untrusted_bytes[first + _RECORD * records :]), pictures)
        if records and (
            cells[-1] >= CELLS
            or (cells[1:] < cells[:-1]).any()
            or (owners >> np.uint64(OWNER_SHIFT)).max() >= pictures
        ):
            raise _damaged()
        return cls(
            keys, _starts(cells), np.asarray(codes, np.uint64), np.asarray(owners, np.uint64)
        )

    def without(self, gone: set[str]) -> Segment:
        """The same less some pictures."""
        kept = np.array([key not in gone for key in self.keys], np.bool_)
        number = np.cumsum(kept).astype(np.uint64) - np.uint64(1)
        whose = (self.owners >> np.uint64(OWNER_SHIFT)).astype(np.int64)
        stays = kept[whose] if len(whose) else np.zeros(0, np.bool_)
        place = self.owners[stays] & np.uint64(2**OWNER_SHIFT - 1)
        owners = (number[whose[stays]] << np.uint64(OWNER_SHIFT)) | place
        cells = np.repeat(np.arange(CELLS), np.diff(self.starts))[stays]
        keys = tuple(key for key, stay in zip(self.keys, kept, strict=True) if stay)
        return Segment(keys, _starts(cells), self.codes[stays], owners)


def segment_of(pictures: Sequence[tuple[str, LocalFeatures]]) -> Segment:
    """The segment of these pictures; each key once."""
    counts = [len(features) for _, features in pictures]
    held = [features for _, features in pictures if len(features)]
    keys = tuple(key for key, _ in pictures)
    if not held:
        return Segment(keys, _starts(np.zeros(0, np.int64)), *(np.zeros(0, np.uint64),) * 2)
    cells, codes = codebook().coded(np.concatenate([one.descriptors for one in held]))
    owners = np.repeat(np.arange(len(keys), dtype=np.uint64), counts) << np.uint64(OWNER_SHIFT)
    owners |= np.concatenate([placed(one) for one in held])
    order = np.argsort(cells, kind="stable")
    return Segment(keys, _starts(cells[order]), codes[order], owners[order])


def placed(features: LocalFeatures) -> _Numbers:
    """x, y, direction and size of each point, a byte each, relative to the longer side."""
    side = max(features.width, features.height, 1)
    x, y = (features.places * (BYTE / side)).T
    turn = features.directions * ((BYTE + 1) / (2 * np.pi))
    size = SCALE_STEP * np.log2(features.sizes * (SCALE_UNIT / side))
    columns = [np.clip(np.rint(c), 0, BYTE).astype(np.uint64) for c in (x, y, turn, size)]
    columns[2] = np.rint(turn).astype(np.uint64) & np.uint64(BYTE)
    shifts = [np.uint64(s) for s in (24, 16, 8, 0)]
    packed = [c << s for c, s in zip(columns, shifts, strict=True)]
    return np.asarray(np.bitwise_or.reduce(packed), np.uint64)


def joined(segments: Sequence[Segment]) -> Segment:
    """One segment of several; within a cell the earlier ones come first."""
    starts = np.zeros(CELLS + 1, np.int64)
    for one in segments:
        starts += one.starts
    codes, owners = np.empty(starts[-1], np.uint64), np.empty(starts[-1], np.uint64)
    free = starts[:-1].copy()
    pictures = 0
    for one in segments:
        counts = np.diff(one.starts)
        target = np.arange(len(one.codes)) + np.repeat(free - one.starts[:-1], counts)
        codes[target] = one.codes
        owners[target] = one.owners + (np.uint64(pictures) << np.uint64(OWNER_SHIFT))
        free += counts
        pictures += len(one.keys)
    keys = tuple(key for one in segments for key in one.keys)
    return Segment(keys, starts.astype(np.int32), codes, owners)


def _starts(cells: NDArray[Any]) -> NDArray[np.int32]:
    counts = np.bincount(cells.astype(np.int64), minlength=CELLS)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def _keys(untrusted_bytes: bytes, pictures: int) -> tuple[str, ...]:
    try:
        keys = tuple(untrusted_bytes.decode().split("\n")) if untrusted_bytes else ()
    except UnicodeDecodeError:
        raise _damaged() from None
    if len(keys) != pictures or len(set(keys)) != len(keys):
        raise _damaged()
    return keys


def _damaged() -> Damaged:
    return Damaged(say("A part of the index of picture parts is not as it was written."))
