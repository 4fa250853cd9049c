"""
All known whole-image fingerprints: searched exactly, kept as unchanging segments.

`near` finds every picture whose pHash is within a few bits of any of the eight ways of the asked
one, also among ten million. `candidates` finds what a closer look should be taken at, by pHash
and dHash together, up to some hundred thousand; with eight ways kept it is symmetric: if A finds
B, B finds A at the same distance. No answer depends on the order of adding, or on how the
pictures lie in segments. One thread changes; any may search. Touches no file: `settle` says what
to write and what to forget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evidence.likeness.bands import DEEPEST, Hits
from evidence.likeness.fingerprint import VARIANTS, Fingerprint
from evidence.likeness.whole_segment import (
    DHASH,
    MOST_ROWS,
    PDQ,
    PHASH,
    WORDS,
    Segment,
    check_key,
    joined,
    words_of,
)

NEAR_BITS = 7
"""pHash bits that may differ between copies of a picture (README.md, Measured)."""

CANDIDATE_BITS = 34
"""pHash and dHash bits that may differ together; measured in tests/benchmarks/bench_likeness.py."""

DESKTOP_ROWS = 16_384
"""Rows of a segment that fits a piece of scratch."""

_FIRST_ROOM = 256
_INVERSE = (0, 1, 2, 3, 4, 7, 6, 5)
_Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """
    A known picture near the asked one: `variant` turns the asked into the known one.

    `distance` is in bits of 64 (`near`) or 128 (`candidates`), `pdq` in bits of 256.
    """

    distance: int
    key: str
    variant: int
    pdq: int


@dataclass(frozen=True, slots=True)
class Change:
    """First write every segment of `write` under its name, then forget the names in `forget`."""

    write: tuple[Segment, ...] = ()
    forget: tuple[str, ...] = ()


class Whole:
    """Known pictures. `segments` of an earlier `settle`, in any order; all keep `ways` ways."""

    def __init__(
        self, segments: Iterable[Segment] = (), *, ways: int = 8, most_rows: int = DESKTOP_ROWS
    ) -> None:
        self._ways = ways
        self._most_rows = min(most_rows, MOST_ROWS)
        self._held = [_Held(segment) for segment in segments]
        if any(held.segment.ways != ways for held in self._held):
            raise ValueError("segments that keep another number of ways")
        self._tail = _Tail(ways)

    def __len__(self) -> int:
        """How many pictures are known; a key that lies in two segments counts twice."""
        return len(self._tail.rows) + sum(len(h.segment) - len(h.gone) for h in self._held)

    def __contains__(self, key: str) -> bool:
        return key in self._tail.rows or any(held.row_of(key) is not None for held in self._held)

    def keys(self) -> Iterator[str]:
        """Every known key, in no order."""
        yield from self._tail.rows
        for held in self._held:
            for row in range(len(held.segment)):
                if row not in held.gone:
                    yield held.segment.key_at(row)

    def add(self, key: str, fingerprint: Fingerprint) -> None:
        """Make a picture known; adding a key again changes nothing."""
        check_key(key)
        if key not in self:
            self._tail.add(key, words_of(fingerprint, self._ways))

    def remove(self, key: str) -> None:
        """Forget a picture: it is never found again, and gone from the bytes once settled."""
        self._tail.remove(key)
        for held in self._held:
            row = held.row_of(key)
            if row is not None:
                held.gone.add(row)

    def near(self, fingerprint: Fingerprint, most: int = NEAR_BITS) -> list[Near]:
        """Every known picture within `most` bits of pHash in any way, the nearest first."""
        asked = words_of(fingerprint, len(VARIANTS))
        phashes = asked[:, PHASH].tolist()
        found: dict[str, Near] = {}
        for held in self._all():
            _add(found, held, asked, held.segment.near(phashes, most, DEEPEST))
        return sorted(found.values())

    def candidates(self, fingerprint: Fingerprint, most: int = CANDIDATE_BITS) -> list[Near]:
        """Every known picture within `most` bits of pHash and dHash, the nearest first."""
        asked = words_of(fingerprint, len(VARIANTS))
        found: dict[str, Near] = {}
        for held in self._all():
            _add(found, held, asked, _candidates(held.segment.words, asked, most))
        return sorted(found.values())

    def settle(self) -> Change:
        """
        Put what was added into a segment, take out what was removed, join what is small.

        Each picture is rewritten about as often as the number known doubles. Was the writing
        cut off, opening with all that is there finds every picture, and may find removed ones:
        then remove again what `keys` tells beside the pictures there are.
        """
        changed = [held for held in self._held if held.gone]
        left = sorted((h for h in self._held if not h.gone), key=lambda h: len(h.segment))
        made = [self._tail.segment()] + [h.segment.without(h.gone) for h in changed]
        made = [segment for segment in made if len(segment)]
        if not made and not changed:
            return Change()
        total = sum(map(len, made))
        while left and len(left[0].segment) <= min(2 * total, self._most_rows - total):
            changed.append(left.pop(0))
            made.append(changed[-1].segment)
            total += len(made[-1])
        new = _cut(joined(made), self._most_rows) if made else []
        before = {held.segment.name for held in self._held}
        after = {segment.name for segment in new}
        self._held = [*left, *map(_Held, new)]
        self._tail = _Tail(self._ways)
        write = tuple(segment for segment in new if segment.name not in before)
        return Change(write, tuple(sorted({h.segment.name for h in changed} - after)))

    def _all(self) -> Iterator[_Held]:
        yield from self._held
        if self._tail.rows:
            yield self._tail.held()


def best_variant(a: Fingerprint, b: Fingerprint) -> tuple[int, int]:
    """The variant that turns `a` into `b` best, and how many bits of 128 then differ."""
    known = words_of(b, len(VARIANTS))[:, :, None]
    hits = _candidates(known, words_of(a, len(VARIANTS)), 2 * 64)
    return int(hits.asked[0]), int(hits.distances[0])


@dataclass(slots=True)
class _Held:
    """A segment, and the rows of it that were removed."""

    segment: Segment
    gone: set[int] = field(default_factory=set)

    def row_of(self, key: str) -> int | None:
        row = self.segment.row_of(key)
        return None if row in self.gone else row


class _Tail:
    """What was added since the last `settle`, in the order of adding."""

    def __init__(self, ways: int) -> None:
        self.rows: dict[str, int] = {}
        self._keys: list[str] = []
        self._gone: set[int] = set()
        self._words = np.zeros((ways, WORDS, _FIRST_ROOM), np.uint64)

    def add(self, key: str, words: _Words) -> None:
        at = len(self._keys)
        if at == self._words.shape[2]:
            self._words = np.concatenate([self._words, np.zeros_like(self._words)], axis=2)
        self._words[:, :, at] = words
        self._keys.append(key)
        self.rows[key] = at

    def remove(self, key: str) -> None:
        row = self.rows.pop(key, None)
        if row is not None:
            self._gone.add(row)

    def held(self) -> _Held:
        """Searchable as it is; not in the order of its keys."""
        count = len(self._keys)
        keys = np.array(self._keys, np.bytes_)
        return _Held(Segment(keys, self._words[:, :, :count], None), self._gone)

    def segment(self) -> Segment:
        rows = np.array(list(self.rows.values()), np.int64)
        return Segment.of(list(self.rows), self._words[:, :, rows])


def _candidates(known: _Words, asked: _Words, most: int) -> Hits:
    """Each way of the asked against the known as it is and, where kept, the reverse."""
    pairs = [(0, way, way) for way in range(len(asked))]
    pairs += [(way, 0, _INVERSE[way]) for way in range(1, len(known))]
    nearest = np.full(known.shape[2], 2 * 64, np.uint8)
    for theirs, mine, _ in pairs:
        np.minimum(nearest, _apart(known[theirs], asked[mine]), out=nearest)
    rows = np.flatnonzero(nearest <= most)
    table = np.stack([_apart(known[theirs][:, rows], asked[mine]) for theirs, mine, _ in pairs])
    variants = np.array([variant for *_, variant in pairs])[:, None]
    # Of ways equally near the first counts.
    best = np.where(table == nearest[rows], variants, len(VARIANTS)).min(axis=0)
    return Hits(rows, best, nearest[rows].astype(np.int64))


def _apart(known: _Words, asked: _Words) -> NDArray[np.uint8]:
    """In how many of 128 bits."""
    distances: NDArray[np.uint8] = np.bitwise_count(known[PHASH] ^ asked[PHASH])
    distances += np.bitwise_count(known[DHASH] ^ asked[DHASH])
    return distances


def _add(found: dict[str, Near], held: _Held, asked: _Words, hits: Hits) -> None:
    """Put the hits in a segment among the found, with their keys and PDQ."""
    known = held.segment.words
    for row, variant, distance in zip(
        hits.rows.tolist(), hits.asked.tolist(), hits.distances.tolist(), strict=True
    ):
        if row in held.gone:
            continue
        bits = int(np.bitwise_count(known[0, PDQ:, row] ^ asked[variant, PDQ:]).sum())
        if len(known) > 1:
            back = np.bitwise_count(known[_INVERSE[variant], PDQ:, row] ^ asked[0, PDQ:])
            bits = min(bits, int(back.sum()))
        near = Near(distance, held.segment.key_at(row), variant, bits)
        if near.key not in found or near < found[near.key]:
            found[near.key] = near


def _cut(segment: Segment, most: int) -> list[Segment]:
    """A segment in pieces of at most `most` rows."""
    if len(segment) <= most:
        return [segment]
    starts = range(0, len(segment), most)
    return [
        Segment.of(segment.keys[at : at + most], segment.words[:, :, at : at + most])
        for at in starts
    ]
