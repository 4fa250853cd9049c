"""
A reading kept for later, so that what intake read need not be read again to be examined.

It lies in the workspace's scratch under `KIND` and the exhibit's id, as MessagePack behind the
form's number and the digest of the readers' versions. Scratch is sealed and may vanish at any
time: what is not there, has another form or was read by other versions is simply read again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import msgspec

from evidence.likeness import fingerprint
from evidence.reading.reading import MOST_THUMBNAIL_BYTES, Reading

KIND = "reading"
FORM = b"\x04"
"""Raised when the form, or what our own readers find, changes."""

READERS = (
    "lianzheng",
    "exifread",
    "pillow",
    "pi-heif",
    "simplejpeg",
    "numpy",
    "opencv-python-headless",
)
MOST_STORED_BYTES = 8 * 1024 * 1024


def stored(reading: Reading) -> bytes | None:
    """The reading as it is kept, or None when it is too large to be worth it."""
    piece = _front() + msgspec.msgpack.encode(reading)
    return piece if len(piece) <= MOST_STORED_BYTES else None


def reading_of(piece: bytes | None) -> Reading | None:
    """The reading that was kept; None when there is none in this form."""
    front = _front()
    if piece is None or not piece.startswith(front):
        return None
    try:
        return msgspec.msgpack.decode(memoryview(piece)[len(front) :], type=Reading)
    except (msgspec.DecodeError, ValueError):
        return None


def thumbnail_of(piece: bytes | None) -> bytes | None:
    """
    Only the thumbnail of what was kept, many times faster than the whole; b"" where the file
    has no picture, None when nothing is kept in this form.
    """
    front = _front()
    if piece is None or not piece.startswith(front):
        return None
    try:
        return _ONLY_THUMBNAIL.decode(memoryview(piece)[len(front) :]).thumbnail
    except (msgspec.DecodeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _OnlyThumbnail:
    thumbnail: Annotated[bytes, msgspec.Meta(max_length=MOST_THUMBNAIL_BYTES)] = b""


_ONLY_THUMBNAIL = msgspec.msgpack.Decoder(_OnlyThumbnail)


def _front() -> bytes:
    versions = [f"fingerprint {fingerprint.VERSION}"] + [f"{n} {_version(n)}" for n in READERS]
    return FORM + hashlib.sha256("\n".join(versions).encode()).digest()[:8]


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
