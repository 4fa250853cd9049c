"""
The camera's serial number where only the maker's own notes hold it: Canon, Nikon, Olympus.

Only the one entry is looked up; the rest of a maker's notes is not decoded (it breaks when a
program moves it, and nothing may rest on it). A note that does not have the form known here gives
no number. Forms: ExifTool's Canon.pm, Nikon.pm, Olympus.pm.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

MOST_ENTRIES = 500
MOST_TEXT = 64
_TEXT = 2
_OLYMPUS_EQUIPMENT = 0x2010


class _Notes(NamedTuple):
    """Where a directory's offsets count from, and in which byte order."""

    data: bytes
    base: int
    order: str


def serial_number(untrusted_block: bytes, untrusted_note: bytes, make: str, model: str) -> str:
    """The serial number in a maker note of an EXIF block; "" when there is none."""
    at = untrusted_block.find(untrusted_note) if len(untrusted_note) > 16 else -1
    if at < 0:
        return ""
    order = "<" if untrusted_block[:2] == b"II" else ">"
    try:
        if untrusted_note.startswith(b"OLYMPUS\0"):
            own = "<" if untrusted_note[8:10] == b"II" else ">"
            return _olympus(_Notes(untrusted_block, at, own), at + 12)
        if untrusted_note.startswith(b"OLYMP\0"):
            return _olympus(_Notes(untrusted_block, 0, order), at + 8)
        if untrusted_note.startswith(b"Nikon\0\x02"):
            own = "<" if untrusted_note[10:12] == b"II" else ">"
            return _text_of(_Notes(untrusted_block, at + 10, own), at + 18, 0x001D)
        if "EOS" in model and make.lower().startswith("canon"):
            number = _find(_Notes(untrusted_block, 0, order), at, 0x000C)
            return str(number) if isinstance(number, int) and number else ""
    except struct.error:
        return ""
    return ""


def _olympus(notes: _Notes, at: int) -> str:
    equipment = _find(notes, at, _OLYMPUS_EQUIPMENT)
    newer = _text_of(notes, notes.base + equipment, 0x0101) if isinstance(equipment, int) else ""
    return newer or _text_of(notes, at, 0x0404) or _text_of(notes, at, 0x101A)


def _text_of(notes: _Notes, at: int, tag: int) -> str:
    value = _find(notes, at, tag)
    return value if isinstance(value, str) else ""


def _find(notes: _Notes, at: int, wanted: int) -> int | str | None:
    (count,) = struct.unpack_from(notes.order + "H", notes.data, at)
    for index in range(min(count, MOST_ENTRIES)):
        entry = at + 2 + 12 * index
        tag, kind, number = struct.unpack_from(notes.order + "HHI", notes.data, entry)
        if tag == wanted:
            return _value(notes, entry + 8, kind, number)
    return None


def _value(notes: _Notes, at: int, kind: int, number: int) -> int | str | None:
    if kind != _TEXT and number >= 1:
        (whole,) = struct.unpack_from(notes.order + "I", notes.data, at)
        return int(whole)
    if not 0 < number <= MOST_TEXT:
        return None
    if number > 4:
        (offset,) = struct.unpack_from(notes.order + "I", notes.data, at)
        at = notes.base + offset
    text = notes.data[at : at + number].split(b"\0")[0]
    return text.decode("ascii", "replace").strip() if text.isascii() else None
