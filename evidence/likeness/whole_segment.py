"""
A segment: the hashes of many pictures under their keys, unchanging, as plain bytes.

The same pictures make the same bytes, whatever order they came in. `of_bytes` copies nothing: the
bytes may be a mapped file, of which a search then touches little. The form is written down in
README.md. From `TABLES_FROM` pictures on it holds the tables of bands.py; below, looking at
every hash is as quick.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.errors import Damaged
from evidence.likeness.bands import BANDS, PLACES, Band, Bands, Hits, near_of_all
from evidence.likeness.fingerprint import VARIANTS, VERSION, Fingerprint
from evidence.words import say

TABLES_FROM = 32_768
MOST_ROWS = 2**24
WORDS = 6
"""What is kept of a picture and way: pHash, dHash, four words of PDQ."""

PHASH, DHASH, PDQ = 0, 1, 2

_MAGIC = b"LZWHOLE\0"
_FORM = 1
_HEAD = struct.Struct("<8sHHHHQ")
_ALIGNED = 64
_KEY = re.compile(r"[!-~]{1,255}")
_WAYS = (1, len(VARIANTS))
_Array = NDArray[Any]


def words_of(fingerprint: Fingerprint, ways: int) -> NDArray[np.uint64]:
    """The hashes of a picture as they stand in a segment: ways × WORDS."""
    words = np.empty((ways, WORDS), np.uint64)
    words[:, PHASH] = fingerprint.phash[:ways]
    words[:, DHASH] = fingerprint.dhash[:ways]
    words[:, PDQ:] = np.frombuffer(b"".join(fingerprint.pdq[:ways]), ">u8").reshape(ways, -1)
    return words


def check_key(key: str) -> None:
    """Raises `ValueError` unless a key is 1 to 255 visible ASCII characters."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a key")


@dataclass(frozen=True, eq=False)
class Segment:
    """
    Rows in the order of their keys (fixed width, zero-padded). `words` is ways × WORDS × rows;
    ways is eight, or one: the picture as it is, for libraries that are only asked.
    """

    keys: NDArray[np.bytes_]
    words: NDArray[np.uint64]
    bands: Bands | None

    @classmethod
    def of(cls, keys: Sequence[str] | NDArray[np.bytes_], words: NDArray[np.uint64]) -> Segment:
        """A segment of these rows, in any order; of a key given twice the first counts."""
        named = np.array(keys, np.bytes_)
        named, order = np.unique(named, return_index=True)
        if len(order) > MOST_ROWS:
            raise ValueError("more rows than a segment holds")
        ordered = np.ascontiguousarray(words[:, :, order])
        tables = Bands.of(ordered[0, PHASH]) if len(order) >= TABLES_FROM else None
        return cls(named, ordered, tables)

    @classmethod
    def of_bytes(cls, untrusted_bytes: bytes | memoryview) -> Segment:
        """The inverse of `to_bytes`, without copying; raises `Damaged`."""
        reader = _Reader(memoryview(untrusted_bytes))
        ways, width, rows = reader.head()
        keys = reader.array(f"S{width}", rows)
        words = reader.array("<u8", ways * WORDS * rows).reshape(ways, WORDS, rows)
        bands = Bands(tuple(reader.band(rows) for _ in range(BANDS))) if _tabled(rows) else None
        reader.check_end()
        return cls(keys, words, bands)

    def parts(self) -> Iterator[memoryview]:
        """The bytes of the segment piece by piece, to be written or hashed one behind the other."""
        head = _HEAD.pack(_MAGIC, _FORM, VERSION, self.ways, self.keys.itemsize, len(self))
        yield from _padded(np.frombuffer(head, np.uint8))
        arrays: list[_Array] = [self.keys, self.words]
        for band in self.bands.tables if self.bands else ():
            arrays += [band.places, band.hashes, band.rows]
        for array in arrays:
            yield from _padded(array)

    def to_bytes(self) -> bytes:
        return b"".join(self.parts())

    @cached_property
    def name(self) -> str:
        """The digest of the bytes: equal segments have equal names."""
        digest = hashlib.sha256()
        for part in self.parts():
            digest.update(part)
        return digest.hexdigest()[:32]

    @property
    def ways(self) -> int:
        return len(self.words)

    def __len__(self) -> int:
        return len(self.keys)

    def row_of(self, key: str) -> int | None:
        """Where a key stands, or None."""
        row = int(np.searchsorted(self.keys, np.bytes_(key.encode())))
        return row if row < len(self) and self.key_at(row) == key else None

    def key_at(self, row: int) -> str:
        return bytes(self.keys[row]).decode("ascii", "replace")

    def near(self, asked: Sequence[int], most: int, deepest: int) -> Hits:
        """Rows whose pHash is within `most` bits of any of the asked; tables up to `deepest`."""
        if self.bands is None or most > deepest:
            return near_of_all(self.words[0, PHASH], asked, most)
        hits = self.bands.near(asked, most)
        if len(hits.rows) and int(hits.rows[-1]) >= len(self):
            raise Damaged(say("An index of fingerprints is damaged."))
        return hits

    def without(self, rows: Iterable[int]) -> Segment:
        """The same without these rows."""
        kept = np.ones(len(self), np.bool_)
        kept[list(rows)] = False
        return Segment.of(self.keys[kept], self.words[:, :, kept])


def joined(segments: Sequence[Segment]) -> Segment:
    """One segment of the rows of several that keep as many ways."""
    keys = np.concatenate([segment.keys for segment in segments])
    words = np.concatenate([segment.words for segment in segments], axis=2)
    return Segment.of(keys, words)


class _Reader:
    """Arrays out of untrusted bytes, one behind the other; raises `Damaged`."""

    def __init__(self, untrusted: memoryview) -> None:
        self._untrusted = untrusted.cast("B")
        self._at = 0

    def head(self) -> tuple[int, int, int]:
        """Ways, width of a key, rows."""
        raw = self.array("u1", _HEAD.size).tobytes()
        magic, form, version, ways, width, rows = _HEAD.unpack(raw)
        if magic != _MAGIC:
            raise Damaged(say("An index of fingerprints is damaged."))
        if (form, version) != (_FORM, VERSION):
            raise Damaged(say("An index of fingerprints is of another version."))
        if ways not in _WAYS or not 1 <= width <= 255 or not 1 <= rows <= MOST_ROWS:
            raise Damaged(say("An index of fingerprints is damaged."))
        return ways, width, rows

    def array(self, kind: str, count: int) -> _Array:
        size = np.dtype(kind).itemsize * count
        if self._at + size > len(self._untrusted):
            raise Damaged(say("An index of fingerprints is damaged."))
        view = self._untrusted[self._at : self._at + size]
        self._at += size + -size % _ALIGNED
        return np.frombuffer(view, kind)

    def band(self, rows: int) -> Band:
        places = self.array("<u4", PLACES)
        if places[0] or places[-1] != rows or np.any(places[1:] < places[:-1]):
            raise Damaged(say("An index of fingerprints is damaged."))
        return Band(places, self.array("<u8", rows), self.array("<u4", rows))

    def check_end(self) -> None:
        if self._at != len(self._untrusted):
            raise Damaged(say("An index of fingerprints is damaged."))


def _tabled(rows: int) -> bool:
    return rows >= TABLES_FROM


def _padded(array: _Array) -> Iterator[memoryview]:
    raw = np.ascontiguousarray(array).data.cast("B")
    yield raw
    if -len(raw) % _ALIGNED:
        yield memoryview(bytes(-len(raw) % _ALIGNED))
