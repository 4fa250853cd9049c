"""
Finds, among all known pictures, those that share places with a picture asked for: candidates.

A descriptor of the query looks into the cells nearest to it for codes that differ in few bits.
Each such record votes for its picture, and for where the whole query would have to lie in it;
candidates are the pictures whose votes lie together. They are judged elsewhere (`geometry`). The
answer depends on what is known alone, not on the order of adding. Keeping the bytes of
`segments` is the caller's affair.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.likeness.codebook import codebook
from evidence.likeness.descriptors import LocalFeatures
from evidence.likeness.segments import (
    BYTE,
    OWNER_SHIFT,
    SCALE_STEP,
    Segment,
    joined,
    placed,
    segment_of,
)
from evidence.values import sha256

PROBES, CODE_BITS = 4, 8
CROWDED = 2000
"""A cell with more records than this, and than a 20,000th of all, says too little to be asked."""

SEGMENT_PICTURES = 2048
MOST_LOOSE = 6
"""Segments kept apart in memory before they are joined into one."""

LOOKED_AT = 300
"""Pictures with most votes whose votes are then asked whether they lie together."""

AT_ONCE = 1 << 20
"""Records compared at a time; bounds memory."""

FEWEST_VOTES = 3

_TURN_STEP, _SIZE_STEP, _PLACE_STEP = 24, 12, 64.0
_BIN_BITS = 16
_CROWDED_SHARE = 20_000
_Array = NDArray[Any]
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known picture that may share places with the query, as it is or mirrored."""

    key: str
    votes: int
    mirrored: bool


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Segments to keep under their names, and names of segments to forget."""

    made: tuple[tuple[str, Segment], ...]
    dropped: tuple[str, ...]


class PartsIndex:
    """The known pictures' parts; one thread adds and removes, any may ask meanwhile."""

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._lock = threading.Lock()
        self._young: dict[str, LocalFeatures] = {}
        kept = list(segments)
        self._stored = {_name(one.keys): one.keys for one in kept}
        self._keys = {key for one in kept for key in one.keys}
        self._memory: tuple[Segment, ...] = (joined(kept),) if kept else ()

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def add(self, key: str, features: LocalFeatures) -> None:
        """Make a picture known; adding a key again changes nothing."""
        if key not in self._keys:
            self._keys.add(key)
            self._young[key] = features

    def remove(self, keys: Iterable[str]) -> None:
        """Forget pictures; keys not known are passed over."""
        gone = set(keys) & self._keys
        if gone:
            self._settle()
            self._memory = tuple(one.without(gone) for one in self._memory)
            self._keys -= gone

    def candidates(self, query: LocalFeatures, most: int = 50) -> list[Candidate]:
        """The pictures most likely to share places, the likeliest first, then by key."""
        self._settle()
        found: dict[str, Candidate] = {}
        for mirrored, features in ((False, query), (True, query.mirrored())):
            if not len(features) or not self._memory:
                break
            for one in self._asked(features, mirrored):
                if one.key not in found or found[one.key].votes < one.votes:
                    found[one.key] = one
        return sorted(found.values(), key=lambda one: (-one.votes, one.key))[:most]

    def changes(self) -> Changes:
        """What the caller must keep and may forget for `PartsIndex(segments)` to know the same."""
        self._settle()
        stays = {
            name: keys
            for name, keys in self._stored.items()
            if len(keys) >= SEGMENT_PICTURES and self._keys.issuperset(keys)
        }
        loose = sorted(self._keys.difference(*stays.values()))
        fresh = {}
        for at in range(0, len(loose), SEGMENT_PICTURES):
            keys = tuple(loose[at : at + SEGMENT_PICTURES])
            fresh[_name(keys)] = keys
        made = tuple((n, self._only(k)) for n, k in fresh.items() if n not in self._stored)
        dropped = tuple(sorted(set(self._stored) - set(stays) - set(fresh)))
        self._stored = stays | fresh
        return Changes(made, dropped)

    def _only(self, keys: tuple[str, ...]) -> Segment:
        wanted = set(keys)
        return joined([one.without(set(one.keys) - wanted) for one in self._memory])

    def _settle(self) -> None:
        """What was added becomes searchable; small segments are joined."""
        with self._lock:
            memory = list(self._memory)
            if self._young:
                memory.append(segment_of(list(self._young.items())))
                self._young = {}
            if len(memory) > MOST_LOOSE:
                memory.sort(key=lambda one: -len(one.codes))
                rest = joined(memory[1:])
                large = 2 * len(rest.codes) > len(memory[0].codes)
                memory = [joined([memory[0], rest])] if large else [memory[0], rest]
            self._memory = tuple(memory)

    def _asked(self, query: LocalFeatures, mirrored: bool) -> Iterator[Candidate]:
        memory = self._memory
        cells, codes = codebook().probed(query.descriptors, PROBES)
        every = sum(len(one.codes) for one in memory)
        held = np.zeros(cells.shape, np.int64)
        for segment in memory:
            held += segment.starts[cells + 1] - segment.starts[cells]
        asked = held <= max(CROWDED, every // _CROWDED_SHARE)
        keys = [key for one in memory for key in one.keys]
        hits, pictures = [], 0
        for segment in memory:
            hits.append(_hits(segment, cells, codes, asked, pictures))
            pictures += len(segment.keys)
        picture, place, point = (np.concatenate(column) for column in zip(*hits, strict=True))
        asking = placed(query).astype(np.int64)
        for found, votes in _together(picture, place, point, asking, pictures):
            yield Candidate(keys[found], votes, mirrored)


def _hits(
    segment: Segment, cells: _Array, codes: _Array, asked: _Array, before: int
) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Records in the cells asked whose codes are near: picture, place in it, point of the query."""
    begin = segment.starts[cells].astype(np.int64)
    end = np.where(asked, segment.starts[cells + 1], begin)
    counts = (end - begin).sum(axis=1)
    groups = np.cumsum(counts) // AT_ONCE
    parts = []
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        parts.append(_near(segment, begin[rows], end[rows], rows, codes))
    point, record = (np.concatenate(column) for column in zip(*parts, strict=True))
    owners = segment.owners[record].astype(np.int64)
    return (owners >> OWNER_SHIFT) + before, owners & (2**OWNER_SHIFT - 1), point


def _near(
    segment: Segment, begin: _Array, end: _Array, rows: _Array, codes: _Array
) -> tuple[_Array, _Array]:
    counts = (end - begin).reshape(-1)
    before = np.cumsum(counts) - counts
    each = counts.reshape(begin.shape).sum(axis=1)
    record = np.repeat(begin.reshape(-1) - before, counts) + np.arange(counts.sum())
    bits = np.bitwise_count(segment.codes[record] ^ np.repeat(codes[rows], each))
    near = np.flatnonzero(bits <= CODE_BITS)
    return np.repeat(rows, each)[near], record[near]


def _together(
    picture: _Numbers, place: _Numbers, point: _Numbers, query: _Numbers, pictures: int
) -> Iterator[tuple[int, int]]:
    """The pictures whose votes lie together, with how many different points of theirs do."""
    pairs = _different(picture << OWNER_SHIFT | point)
    totals = np.bincount(pairs >> OWNER_SHIFT, minlength=pictures)
    most = min(LOOKED_AT, pictures)
    least = max(1, np.partition(totals, -most)[-most])
    chosen = np.flatnonzero(totals >= least)
    number = np.full(pictures, -1, np.int64)
    number[chosen] = np.arange(len(chosen))
    inside = np.flatnonzero(number[picture] >= 0)
    picture, place, point = number[picture[inside]], place[inside], point[inside]
    best = np.zeros(len(chosen), np.int64)
    for one in _bins(place, query[point]):
        bins = _different((picture << _BIN_BITS | one) << OWNER_SHIFT | place) >> OWNER_SHIFT
        if len(bins):
            starts = np.flatnonzero(np.r_[True, bins[1:] != bins[:-1]])
            np.maximum.at(best, bins[starts] >> _BIN_BITS, np.diff(np.r_[starts, len(bins)]))
    for i in np.flatnonzero(best >= FEWEST_VOTES):
        yield int(chosen[i]), int(best[i])


def _bins(known: NDArray[np.int64], asked: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """
    Turn, scale and where the query's middle would lie, of each vote, in steps that overlap by
    half; as one number.
    """
    turn = ((known >> 8) - (asked >> 8)) & BYTE
    size = (known & BYTE) - (asked & BYTE)
    step = np.exp2(size / SCALE_STEP) * np.exp(turn * (2j * np.pi / (BYTE + 1)))
    middle = _complex(known) + step * ((1 + 1j) * BYTE / 2 - _complex(asked))
    reach = _PLACE_STEP * np.maximum(1.0, np.abs(step))
    for shift in (0.0, 0.5):
        across, down = (
            np.clip(np.floor(part / reach + shift) + 8, 0, 15).astype(np.int64)
            for part in (middle.real, middle.imag)
        )
        for turn_shift in (0, _TURN_STEP // 2):
            for size_shift in (0, _SIZE_STEP // 2):
                turns = ((turn + turn_shift) & BYTE) // _TURN_STEP
                sizes = np.clip((size + size_shift) // _SIZE_STEP + 8, 0, 15)
                yield ((turns * 16 + sizes) * 16 + across) * 16 + down


def _different(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sorted, each once; numpy's own way by hashing is slower for these."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _complex(places: NDArray[np.int64]) -> NDArray[np.complex128]:
    return (places >> 24 & BYTE) + 1j * (places >> 16 & BYTE)


def _name(keys: tuple[str, ...]) -> str:
    return sha256("\n".join(keys).encode())[:32]
