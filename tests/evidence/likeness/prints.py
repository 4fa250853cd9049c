"""Fingerprints of no picture, for what only counts bits."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from evidence.likeness.fingerprint import GREY_SIDE, VERSION, Fingerprint

#: A slow machine is no failure.
unhurried = settings(max_examples=60, deadline=None)

GREY = bytes(GREY_SIDE * GREY_SIDE)
NO_PDQ = (bytes(32),) * 8

hashes = st.tuples(*[st.integers(0, 2**64 - 1)] * 8)
long_hashes = st.tuples(*[st.binary(min_size=32, max_size=32)] * 8)


def fingerprint(
    phash: tuple[int, ...], dhash: tuple[int, ...] = (0,) * 8, pdq: tuple[bytes, ...] = NO_PDQ
) -> Fingerprint:
    """A fingerprint of these hashes."""
    return Fingerprint(VERSION, phash, dhash, pdq, 50, GREY)


prints = st.builds(fingerprint, hashes, hashes, long_hashes)
"""Any fingerprint: nothing near anything."""

#: Hashes with at most a few bits set: some near, some not, none by luck alone.
_few = st.lists(st.integers(0, 63), max_size=7).map(lambda bits: sum(1 << b for b in set(bits)))
_all_alike = _few.map(lambda one: (one,) * 8)
close = st.builds(fingerprint, _all_alike | st.tuples(*[_few] * 8), _all_alike)
"""Fingerprints of which many are near another."""
