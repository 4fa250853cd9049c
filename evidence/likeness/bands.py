"""
Multi-index hashing: every 64-bit hash within a few bits of an asked one, exactly, among millions.

Two hashes that differ in at most r bits differ in few bits of at least one of their four 16-bit
bands. So the hashes lie four times in tables ordered by one band each; a search looks into the
places of all near values of that band and counts the bits of what lies there. Only plain arrays:
they may be views of a mapped file, of which a search touches a few thousand places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations

import numpy as np
from numpy.typing import NDArray

BANDS = 4
BAND_BITS = 16
PLACES = 2**BAND_BITS + 1
DEEPEST = 11
"""Beyond this many bits so many places are near that looking at every hash is quicker."""

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Hits:
    """What is near: the row of a hash, which of the asked ones it is near to, by how many bits."""

    rows: NDArray[np.int64]
    asked: NDArray[np.int64]
    distances: NDArray[np.int64]

    @classmethod
    def joined(cls, parts: Sequence[Hits]) -> Hits:
        """Several answers as one; each row once, with its nearest of the asked (the first)."""
        if not parts:
            none = np.zeros(0, np.int64)
            return cls(none, none, none)
        rows = np.concatenate([part.rows for part in parts])
        asked = np.concatenate([part.asked for part in parts])
        distances = np.concatenate([part.distances for part in parts])
        order = np.lexsort((asked, distances, rows))
        rows = rows[order]
        first = np.ones(len(rows), np.bool_)
        first[1:] = rows[1:] != rows[:-1]
        return cls(rows[first], asked[order][first], distances[order][first])


@dataclass(frozen=True, slots=True)
class Band:
    """One table: hashes ordered by 16 of their bits, their rows, and where each value begins."""

    places: Numbers
    hashes: Hashes
    rows: Numbers

    @classmethod
    def of(cls, hashes: Hashes, band: int) -> Band:
        """The table of a band; equal values stay in the order of their rows."""
        values = (hashes >> np.uint64(_shift(band))).astype(np.uint16)
        order = np.argsort(values, kind="stable").astype(np.uint32)
        places = np.zeros(PLACES, np.uint32)
        places[1:] = np.cumsum(np.bincount(values, minlength=PLACES - 1))
        return cls(places, hashes[order], order)

    def near(self, asked: int, number: int, values: Numbers, most: int) -> Hits | None:
        """Hashes lying under one of the band's `values` and within `most` bits of `asked`."""
        starts, ends = self.places[values].tolist(), self.places[values + 1].tolist()
        found = np.concatenate([self.hashes[a:b] for a, b in zip(starts, ends, strict=True)])
        found ^= np.uint64(asked)
        distances = np.bitwise_count(found)
        hits = np.flatnonzero(distances <= most)
        if not len(hits):
            return None
        lengths = list(accumulate(b - a for a, b in zip(starts, ends, strict=True)))
        part = np.searchsorted(lengths, hits, side="right")
        before = np.array([0, *lengths])[part]
        rows = self.rows[np.array(starts)[part] + hits - before].astype(np.int64)
        return Hits(rows, np.full(len(rows), number), distances[hits].astype(np.int64))


@dataclass(frozen=True, slots=True)
class Bands:
    """The four tables over one array of hashes; a row is a place in that array."""

    tables: tuple[Band, ...]

    @classmethod
    def of(cls, hashes: Hashes) -> Bands:
        """Build the tables: 48 bytes a hash, and a megabyte."""
        return cls(tuple(Band.of(hashes, band) for band in range(BANDS)))

    def near(self, asked: Sequence[int], most: int) -> Hits:
        """Every hash within `most` (at most DEEPEST) bits of any of the asked."""
        found = []
        for band, table in enumerate(self.tables):
            share = _share(band, most)
            if share < 0:
                continue
            near_values = _values_within(share)
            for number, one in enumerate(asked):
                value = np.uint32(one >> _shift(band) & 0xFFFF)
                hits = table.near(one, number, near_values ^ value, most)
                if hits is not None:
                    found.append(hits)
        return Hits.joined(found)


def near_of_all(hashes: Hashes, asked: Sequence[int], most: int) -> Hits:
    """As `Bands.near`, for any number of bits, by looking at every hash."""
    found = []
    for number, one in enumerate(asked):
        distances = np.bitwise_count(hashes ^ np.uint64(one))
        rows = np.flatnonzero(distances <= most)
        if len(rows):
            at = distances[rows].astype(np.int64)
            found.append(Hits(rows, np.full(len(rows), number), at))
    return Hits.joined(found)


def _share(band: int, most: int) -> int:
    """
    The bits in which this band may differ: the shares are such that were every band to differ
    in more, the whole would differ in more than `most`. Below 0: the other bands find all.
    """
    each, over = divmod(most + 1, BANDS)
    return each - 1 + (band < over)


def _shift(band: int) -> int:
    return 64 - BAND_BITS * (band + 1)


@cache
def _values_within(bits: int) -> Numbers:
    """Every 16-bit value with at most so many bits set."""
    values = [
        sum(1 << place for place in places)
        for count in range(bits + 1)
        for places in combinations(range(BAND_BITS), count)
    ]
    return np.array(values, np.uint32)
