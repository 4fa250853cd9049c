"""
A JPEG file from mark to mark: where EXIF and XMP lie, what stands in which order, what
follows the end, and the digest of the image data alone (README.md defines it).

Walks each segment once and copies none of the scan data; a file that breaks off or does not
follow the rules is walked as far as it goes, with a complaint.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from evidence.reading import complaints
from evidence.reading.media_type import media_type
from evidence.reading.parts import Parts, without_exif_mark

MOST_SEGMENTS = 2_000
MOST_SEGMENTS_TOLD = 100
LONGEST_COMMENT = 400

_SOI, _EOI, _SOS, _DQT, _DRI, _COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xDD, 0xFE
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TABLES = frozenset({0xC4, 0xCC, _DQT, 0xDC, _DRI, 0xDE, 0xDF})
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_NAMES = {_SOI: "SOI", _EOI: "EOI", _SOS: "SOS", _DQT: "DQT", _DRI: "DRI", _COM: "COM", 0xC4: "DHT"}

#: The first mark after entropy-coded data: neither a stuffed zero, a restart nor a fill byte.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")


@dataclass(slots=True)
class _Walk:
    data: memoryview
    parts: Parts
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    scans: int = 0
    ended: bool = False
    told: list[dict[str, str | int]] = field(default_factory=list)
    quantization: hashlib._Hash = field(default_factory=hashlib.sha256)


def walk(untrusted_file: bytes) -> Parts:
    """The parts of a JPEG file; never raises for what is in it."""
    found = _Walk(memoryview(untrusted_file), Parts())
    at = 2
    for _ in range(MOST_SEGMENTS):
        at = _one(found, at)
        if found.ended or at < 0:
            break
    parts = found.parts
    if found.scans:
        parts.image_data = found.digest.hexdigest()
    if found.ended:
        _after_the_end(parts, untrusted_file, at)
    else:
        parts.complain(complaints.NO_END)
    parts.structure["segments"] = found.told
    parts.structure["scans"] = found.scans
    if "quantization" in parts.structure:
        parts.structure["quantization"] = found.quantization.hexdigest()[:16]
    return parts


def _one(found: _Walk, at: int) -> int:
    """Walk over one segment; the place of the next, -1 at the end of what can be walked."""
    data = found.data
    start = bytes(data[at : at + 4096]).find(b"\xff")
    if start:
        found.parts.complain(complaints.BROKEN_PARTS)
        if start < 0:
            return -1
        at += start
    while at + 1 < len(data) and data[at + 1] == 0xFF:
        at += 1
    if at + 1 >= len(data):
        return -1
    marker = data[at + 1]
    if marker in _ALONE or marker in (_SOI, 0x00):
        return at + 2
    if marker == _EOI:
        found.ended = True
        return at + 2
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    end = at + 2 + length
    if length < 2 or end > len(data):
        found.parts.complain(complaints.BROKEN_PARTS if length < 2 else complaints.CUT_SHORT)
        return -1
    _tell(found, marker, data[at + 4 : end])
    _read(found, marker, data[at + 4 : end])
    if marker == _SOS:
        return _scan(found, at, end)
    if marker in _FRAMES or marker in _TABLES:
        found.digest.update(data[at:end])
    return end


def _scan(found: _Walk, at: int, end: int) -> int:
    found.scans += 1
    after = _END_OF_SCAN.search(found.data, end)
    stop = after.start() if after else len(found.data)
    found.digest.update(found.data[at:stop])
    return stop if after else -1


def _read(found: _Walk, marker: int, segment: memoryview) -> None:
    if marker in _FRAMES:
        _frame(found.parts, marker, bytes(segment[:32]))
    elif marker == 0xE1:
        _app1(found.parts, bytes(segment))
    elif marker == _DQT:
        found.quantization.update(segment)
        found.parts.structure["quantization"] = ""
    elif marker == _COM:
        found.parts.untrusted_texts.append(("JPEG Comment", bytes(segment[:LONGEST_COMMENT])))
    elif marker == _DRI:
        found.parts.structure["restart_interval"] = int.from_bytes(segment[:2], "big")
    elif 0xE0 <= marker <= 0xEF:
        _application(found.parts, marker, bytes(segment[:64]))


def _frame(parts: Parts, marker: int, frame: bytes) -> None:
    if len(frame) < 6 or parts.width:
        return
    parts.height = int.from_bytes(frame[1:3], "big")
    parts.width = int.from_bytes(frame[3:5], "big")
    count = frame[5]
    factors = [frame[7 + 3 * i] for i in range(count) if 7 + 3 * i < len(frame)]
    parts.structure |= {
        "precision": frame[0],
        "components": count,
        "progressive": marker in _PROGRESSIVE,
        "sampling": " ".join(f"{one >> 4}x{one & 15}" for one in factors),
    }


def _app1(parts: Parts, segment: bytes) -> None:
    if segment[:5] == b"Exif\0":
        parts.structure["exif_parts"] = parts.structure.get("exif_parts", 0) + 1
        if not parts.untrusted_exif:
            parts.untrusted_exif = without_exif_mark(segment)
        else:
            parts.complain(complaints.EXIF_TWICE)
    elif segment.startswith(_XMP):
        parts.structure["xmp_parts"] = parts.structure.get("xmp_parts", 0) + 1
        parts.untrusted_xmp = parts.untrusted_xmp or segment[len(_XMP) :]


def _application(parts: Parts, marker: int, start: bytes) -> None:
    known = (
        (0xE0, b"JFIF\0", "jfif"),
        (0xE2, b"ICC_PROFILE\0", "icc"),
        (0xE2, b"MPF\0", "several_pictures"),
        (0xE7, b"HUAWEI", "huawei"),
        (0xE7, b"Qualcomm", "qualcomm"),
        (0xEB, b"JP", "content_credentials"),
        (0xEC, b"Ducky", "ducky"),
        (0xED, b"Photoshop 3.0\0", "photoshop"),
        (0xEE, b"Adobe", "adobe"),
    )
    for wanted, beginning, name in known:
        if marker == wanted and start.startswith(beginning):
            parts.structure[name] = True


def _tell(found: _Walk, marker: int, segment: memoryview) -> None:
    if len(found.told) >= MOST_SEGMENTS_TOLD:
        return
    one: dict[str, str | int] = {"name": _name(marker), "length": len(segment)}
    if 0xE0 <= marker <= 0xEF:
        one["id"] = bytes(segment[:32]).split(b"\0")[0].decode("ascii", "replace")
    found.told.append(one)


def _name(marker: int) -> str:
    if marker in _FRAMES:
        return f"SOF{marker - 0xC0}"
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    return _NAMES.get(marker, f"{marker:02X}")


def _after_the_end(parts: Parts, untrusted_file: bytes, at: int) -> None:
    trailing = len(untrusted_file) - at
    parts.structure["trailing"] = trailing
    if trailing:
        parts.structure["trailing_type"] = media_type(untrusted_file[at : at + 4096])
