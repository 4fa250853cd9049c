"""
All known whole-image fingerprints in memory, searched exactly.

A search compares a picture with every known one in all eight turned and mirrored variants, both
ways round, and returns those whose two hashes together differ in few bits: candidates, which
`verify.py` looks at closely. The answer does not depend on the order in which pictures were
added, and `near` is symmetric: if A finds B, B finds A at the same distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evidence.likeness.fingerprint import VARIANTS, Fingerprint

CANDIDATE_BITS = 34
"""pHash and dHash bits that may differ together; measured in tests/benchmarks/bench_likeness.py."""

_FIRST_ROOM = 256
_INVERSE = (0, 1, 2, 3, 4, 7, 6, 5)
_Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A candidate: `variant` turns the searched picture into the known one."""

    distance: int
    key: str
    variant: int


class Known:
    """The fingerprints of known pictures; one thread adds, any may search."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._fingerprints: dict[str, Fingerprint] = {}
        self._phash = np.zeros((_FIRST_ROOM, len(VARIANTS)), np.uint64)
        self._dhash = np.zeros((_FIRST_ROOM, len(VARIANTS)), np.uint64)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._fingerprints

    def __getitem__(self, key: str) -> Fingerprint:
        return self._fingerprints[key]

    def add(self, key: str, fingerprint: Fingerprint) -> None:
        """Make a picture known; adding a key again changes nothing."""
        if key in self._fingerprints:
            return
        count = len(self._keys)
        if count == len(self._phash):
            self._phash = np.concatenate([self._phash, np.zeros_like(self._phash)])
            self._dhash = np.concatenate([self._dhash, np.zeros_like(self._dhash)])
        self._phash[count] = fingerprint.phash
        self._dhash[count] = fingerprint.dhash
        self._fingerprints[key] = fingerprint
        self._keys.append(key)

    def near(self, fingerprint: Fingerprint, most: int = CANDIDATE_BITS) -> list[Near]:
        """Every known picture within `most` bits, the nearest first, then by key."""
        count = len(self._keys)
        if not count:
            return []
        table = _distances(self._phash[:count], fingerprint.phash)
        table += _distances(self._dhash[:count], fingerprint.dhash)
        variants = table.argmin(axis=1)
        least = table[np.arange(count), variants]
        found = np.flatnonzero(least <= most)
        return sorted(Near(int(least[i]), self._keys[i], _variant(int(variants[i]))) for i in found)


def best_variant(a: Fingerprint, b: Fingerprint) -> tuple[int, int]:
    """The variant that turns `a` into `b` best, and how many bits then differ."""
    table = _distances(np.array([b.phash], np.uint64), a.phash)
    table += _distances(np.array([b.dhash], np.uint64), a.dhash)
    column = int(table[0].argmin())
    return _variant(column), int(table[0, column])


def _distances(known: _Hashes, asked: tuple[int, ...]) -> NDArray[np.uint8]:
    """Sixteen columns: each variant of the asked against the known as it is, and the reverse."""
    turned = np.array(asked, np.uint64)
    forward = np.bitwise_count(known[:, :1] ^ turned[None, :])
    backward = np.bitwise_count(known ^ turned[0])
    return np.concatenate([forward, backward], axis=1)


def _variant(column: int) -> int:
    return column if column < len(VARIANTS) else _INVERSE[column - len(VARIANTS)]
