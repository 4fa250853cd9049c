"""A PNG file from chunk to chunk: EXIF, XMP and texts, what follows the end, the image data."""

from __future__ import annotations

import hashlib
import zlib

from evidence.reading import complaints
from evidence.reading.media_type import media_type
from evidence.reading.parts import Parts, without_exif_mark

MOST_CHUNKS = 50_000
MOST_TEXTS = 100
MOST_TOLD = 60
LONGEST_TEXT = 1024 * 1024
LONGEST_HEX = 4 * 1024 * 1024

_IMAGE_DATA = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT"})
_XMP = "XML:com.adobe.xmp"


def walk(untrusted_file: bytes) -> Parts:
    """The parts of a PNG file; never raises for what is in it."""
    parts = Parts()
    data = memoryview(untrusted_file)
    digest = hashlib.sha256()
    told: dict[str, int] = {}
    at, before = 8, b""
    for _ in range(MOST_CHUNKS):
        head = bytes(data[at : at + 8])
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8 or at + 12 + length > len(data):
            parts.complain(complaints.CUT_SHORT if told else complaints.BROKEN_PARTS)
            break
        body = data[at + 8 : at + 8 + length]
        if kind in _IMAGE_DATA:
            digest.update(kind if kind != before else b"")
            digest.update(body)
            before = kind
        name = kind.decode("latin-1")
        if name in told or len(told) < MOST_TOLD:
            told[name] = told.get(name, 0) + 1
        _read(parts, kind, body)
        at += 12 + length
        if kind == b"IEND":
            _after_the_end(parts, untrusted_file, at)
            break
    parts.structure["chunks"] = told
    if "IDAT" in told:
        parts.image_data = digest.hexdigest()
    return parts


def _read(parts: Parts, kind: bytes, body: memoryview) -> None:
    if kind == b"IHDR" and len(body) >= 13:
        parts.width = int.from_bytes(body[:4], "big")
        parts.height = int.from_bytes(body[4:8], "big")
        parts.structure |= {"bit_depth": body[8], "colour_type": body[9]}
    elif kind == b"eXIf" and not parts.untrusted_exif:
        parts.untrusted_exif = without_exif_mark(bytes(body))
    elif kind in (b"tEXt", b"zTXt", b"iTXt") and len(parts.untrusted_texts) < MOST_TEXTS:
        _text(parts, kind, bytes(body[: 2 * LONGEST_HEX]))


def _text(parts: Parts, kind: bytes, body: bytes) -> None:
    keyword, _, rest = body.partition(b"\0")
    name = keyword[:79].decode("latin-1")
    if kind == b"zTXt":
        rest = _inflated(rest[1:])
    elif kind == b"iTXt":
        compressed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        rest = _inflated(rest) if compressed else rest
    if name == _XMP:
        parts.untrusted_xmp = parts.untrusted_xmp or rest
    elif name.startswith("Raw profile type "):
        _raw_profile(parts, name[17:], rest)
    else:
        parts.untrusted_texts.append((name, rest[:LONGEST_TEXT]))


def _raw_profile(parts: Parts, name: str, text: bytes) -> None:
    """ImageMagick's way: a line break, a name, a length, then hexadecimal digits."""
    pieces = text[:LONGEST_HEX].split(None, 2)
    if len(pieces) < 3:
        return
    try:
        block = bytes.fromhex(b"".join(pieces[2].split()).decode("ascii"))
    except ValueError:
        return
    if name.lower() in ("exif", "app1") and block[:5] == b"Exif\0":
        parts.untrusted_exif = parts.untrusted_exif or without_exif_mark(block)
    elif name.lower() == "xmp":
        parts.untrusted_xmp = parts.untrusted_xmp or block


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST_HEX)
    except zlib.error:
        return b""


def _after_the_end(parts: Parts, untrusted_file: bytes, at: int) -> None:
    trailing = len(untrusted_file) - at
    parts.structure["trailing"] = trailing
    if trailing:
        parts.structure["trailing_type"] = media_type(untrusted_file[at : at + 4096])
