"""
The known pictures of one run in memory: their fingerprints by key, and the search of whole.py.
"""

from __future__ import annotations

from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.whole import CANDIDATE_BITS, Near, Whole


class Known:
    """The fingerprints of known pictures; one thread adds, any may search."""

    def __init__(self) -> None:
        self._fingerprints: dict[str, Fingerprint] = {}
        self._whole = Whole()

    def __len__(self) -> int:
        return len(self._fingerprints)

    def __contains__(self, key: str) -> bool:
        return key in self._fingerprints

    def __getitem__(self, key: str) -> Fingerprint:
        return self._fingerprints[key]

    def add(self, key: str, fingerprint: Fingerprint) -> None:
        """Make a picture known; adding a key again changes nothing."""
        self._fingerprints.setdefault(key, fingerprint)
        self._whole.add(key, fingerprint)

    def near(self, fingerprint: Fingerprint, most: int = CANDIDATE_BITS) -> list[Near]:
        """Every known picture within `most` bits, the nearest first, then by key."""
        return self._whole.candidates(fingerprint, most)
