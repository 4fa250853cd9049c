"""
Which Ed25519 public keys we accept: only those on whose signatures all libraries agree.

Refused are encodings that are not the shortest (y ≥ p) and the points of small order,
for which one signature can fit many messages. The table is that of RFC 8032 libraries.
"""

from __future__ import annotations

from evidence.errors import Damaged
from evidence.words import say

_FIELD = 2**255 - 19
_ORDER_EIGHT = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_EIGHT, _FIELD - _ORDER_EIGHT})


def check_point(public_key: bytes) -> None:
    """Raise `Damaged` unless `public_key` is one whose signatures mean one thing."""
    y = int.from_bytes(public_key, "little") & (2**255 - 1)
    if len(public_key) != 32 or y >= _FIELD or y in _SMALL_ORDER:
        raise Damaged(say("A ledger names a signer whose key is not one we accept."))
