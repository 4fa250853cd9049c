"""A WebP file from chunk to chunk: EXIF, XMP, what follows the end, the image data."""

from __future__ import annotations

import hashlib

from evidence.reading import complaints
from evidence.reading.media_type import media_type
from evidence.reading.parts import Parts, without_exif_mark

MOST_CHUNKS = 10_000
MOST_TOLD = 60

_IMAGE_DATA = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})


def walk(untrusted_file: bytes) -> Parts:
    """The parts of a WebP file; never raises for what is in it."""
    parts = Parts()
    data = memoryview(untrusted_file)
    digest = hashlib.sha256()
    told: dict[str, int] = {}
    end = min(8 + int.from_bytes(data[4:8], "little"), len(data))
    if end < 8 + int.from_bytes(data[4:8], "little"):
        parts.complain(complaints.CUT_SHORT)
    at = 12
    for _ in range(MOST_CHUNKS):
        if at + 8 > end:
            break
        kind, length = bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : min(at + 8 + length, end)]
        name = kind.decode("latin-1")
        if name in told or len(told) < MOST_TOLD:
            told[name] = told.get(name, 0) + 1
        if kind in _IMAGE_DATA:
            digest.update(kind)
            digest.update(body)
            parts.image_data = "pending"
        _read(parts, kind, bytes(body) if kind in (b"EXIF", b"XMP ") else bytes(body[:32]))
        at += 8 + length + length % 2
    parts.image_data = digest.hexdigest() if parts.image_data else ""
    parts.structure["chunks"] = told
    parts.structure["trailing"] = len(data) - end
    if len(data) > end:
        parts.structure["trailing_type"] = media_type(untrusted_file[end : end + 4096])
    return parts


def _read(parts: Parts, kind: bytes, body: bytes) -> None:
    if kind == b"EXIF":
        parts.untrusted_exif = parts.untrusted_exif or without_exif_mark(body)
    elif kind == b"XMP ":
        parts.untrusted_xmp = parts.untrusted_xmp or body
    elif not parts.width:
        parts.width, parts.height = _size(kind, body)


def _size(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8X" and len(body) >= 10:
        return (
            int.from_bytes(body[4:7], "little") + 1,
            int.from_bytes(body[7:10], "little") + 1,
        )
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return (
            int.from_bytes(body[6:8], "little") & 0x3FFF,
            int.from_bytes(body[8:10], "little") & 0x3FFF,
        )
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0
