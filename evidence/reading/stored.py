"""
A reading kept for later, so that what intake read need not be read again to be examined.

It lies in the workspace's scratch under `KIND` and the exhibit's id, as MessagePack behind the
form's number. Scratch is sealed and may vanish at any time: what is not there, or has
another form, is simply read again.
"""

from __future__ import annotations

import msgspec

from evidence.reading.reading import Reading

KIND = "reading"
FORM = b"\x01"
MOST_STORED_BYTES = 8 * 1024 * 1024


def stored(reading: Reading) -> bytes | None:
    """The reading as it is kept, or None when it is too large to be worth it."""
    piece = FORM + msgspec.msgpack.encode(reading)
    return piece if len(piece) <= MOST_STORED_BYTES else None


def reading_of(piece: bytes | None) -> Reading | None:
    """The reading that was kept; None when there is none in this form."""
    if piece is None or piece[:1] != FORM:
        return None
    try:
        return msgspec.msgpack.decode(memoryview(piece)[1:], type=Reading)
    except (msgspec.DecodeError, ValueError):
        return None
