"""
One EXIF block through two independent readers: exifread first, Pillow second.

What exifread has, counts; what only Pillow has, is taken from it; where both have a value of a
tag that facts rest on and it differs, both stay in the tags and the difference is said.
Nothing here raises for what is in a block: a block that breaks a reader gives what was read
up to there. Rationals become numbers; one with a zero denominator becomes None.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import exifread
from exifread.core.exif_header import ExifHeader
from PIL import Image

from evidence.reading import complaints
from evidence.reading.reading import LONGEST_TAG_TEXT, MOST_TAGS, Tag
from evidence.reading.text import decoded, readable

Number = int | float | None
Value = str | bytes | tuple[Number, ...]
Place = tuple[str, int]

MOST_IFDS = 8
MOST_ENTRIES = 1_000
MOST_VALUES = 64
_IFDS = {"Image": None, "EXIF": 0x8769, "GPS": 0x8825, "Interoperability": 0xA005}
_TEXT_TYPE = 2

logging.getLogger("exifread").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Exif:
    """What both readers made of one block, by (directory, tag number)."""

    values: dict[Place, Value] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def text(self, directory: str, number: int) -> str:
        """A text without its padding; "" when there is none."""
        value = self.value(directory, number)
        if isinstance(value, bytes):
            value = decoded(value)
        return value.strip(" \t\r\n\0") if isinstance(value, str) else ""

    def numbers(self, directory: str, number: int) -> tuple[Number, ...]:
        """The numbers of a tag; empty when there are none."""
        value = self.value(directory, number)
        return value if isinstance(value, tuple) else ()

    def value(self, directory: str, number: int) -> Value | None:
        """A tag, also where a writer put an Image tag into EXIF or the other way round."""
        other = {"EXIF": "Image", "Image": "EXIF"}.get(directory, directory)
        return self.values.get((directory, number), self.values.get((other, number)))


def read(untrusted_block: bytes, compared: frozenset[Place]) -> Exif:
    """Read a block that begins at its TIFF header; `compared` are the tags facts rest on."""
    found = Exif()
    if untrusted_block[:2] not in (b"II", b"MM"):
        found.complaints.append(complaints.EXIF_DAMAGED)
        return found
    _by_exifread(untrusted_block, found)
    second = _by_pillow(untrusted_block, found)
    for place, value in second.items():
        first = found.values.get(place)
        if first is None:
            found.values[place] = value
            _tell_second(found, place, value)
        elif place in compared and not _same(first, value):
            _tell_second(found, place, value)
            found.complaints.append(complaints.READERS_DIFFER)
    if len(found.tags) > MOST_TAGS:
        del found.tags[MOST_TAGS:]
        found.complaints.append(complaints.EXIF_TOO_LONG)
    return found


def versions() -> dict[str, str]:
    """The readers and their versions, as they are named in a reading."""
    import PIL

    return {"exifread": exifread.__version__, "Pillow": PIL.__version__}


def _by_exifread(untrusted_block: bytes, found: Exif) -> None:
    endian = chr(untrusted_block[0])
    reader = ExifHeader(io.BytesIO(untrusted_block), endian, 0, 0, False, False, False)
    try:
        _walk(reader)
    except Exception:  # noqa: BLE001 - a foreign parser over hostile bytes may raise anything
        found.complaints.append(complaints.EXIF_DAMAGED)
    for name, tag in reader.tags.items():
        directory, _, label = name.partition(" ")
        if not hasattr(tag, "field_type"):
            continue
        value = _from_exifread(tag)
        if value is not None and (directory, tag.tag) not in found.values:
            found.values[directory, tag.tag] = value
            text = readable(str(tag.printable), LONGEST_TAG_TEXT)
            found.tags.append(Tag(f"EXIF {directory}", label[:100], text))


def _walk(reader: Any) -> None:
    names = ("Image", "Thumbnail", *(f"IFD{n}" for n in range(2, MOST_IFDS)))
    starts: list[int] = []
    at = reader.s2n(4, 4)
    while at and at not in starts and len(starts) < MOST_IFDS:
        if reader.s2n(at, 2) > MOST_ENTRIES:
            break
        starts.append(at)
        at = reader.s2n(at + 2 + 12 * reader.s2n(at, 2), 4)
    for name, start in zip(names, starts, strict=False):
        reader.dump_ifd(ifd=start, ifd_name=name)
    pointer = reader.tags.get("Image ExifOffset")
    if pointer is not None and pointer.values and reader.s2n(pointer.values[0], 2) <= MOST_ENTRIES:
        reader.dump_ifd(ifd=pointer.values[0], ifd_name="EXIF")


def _from_exifread(tag: Any) -> Value | None:
    values = tag.values
    if isinstance(values, str | bytes):
        return values
    if int(tag.field_type) in (7, 1) and len(values) > 4:
        return bytes(v & 0xFF for v in values if isinstance(v, int))
    return tuple(_number(v) for v in values[:MOST_VALUES])


def _by_pillow(untrusted_block: bytes, found: Exif) -> dict[Place, Value]:
    values: dict[Place, Value] = {}
    try:
        for place, value in _pillow_values(untrusted_block):
            kept = _from_pillow(value)
            if kept is not None:
                values[place] = kept
    except Exception:  # noqa: BLE001 - a foreign parser over hostile bytes may raise anything
        found.complaints.append(complaints.EXIF_DAMAGED)
    return values


def _pillow_values(untrusted_block: bytes) -> Iterator[tuple[Place, Any]]:
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + untrusted_block)
    for directory, pointer in _IFDS.items():
        content = exif if pointer is None else exif.get_ifd(pointer)
        for number in list(content)[:MOST_ENTRIES]:
            yield (directory, number), content.get(number)
    for number, value in exif.get_ifd(1).items():
        yield ("Thumbnail", number), value


def _from_pillow(value: Any) -> Value | None:
    if isinstance(value, str | bytes):
        return value
    if isinstance(value, tuple | list):
        return tuple(_number(v) for v in value[:MOST_VALUES])
    if isinstance(value, dict) or value is None:
        return None
    return (_number(value),)


def _number(value: Any) -> Number:
    """A number of either reader; None for a rational whose denominator is zero."""
    if isinstance(value, tuple):
        value = value[0] if value else None
    if value is None or isinstance(value, int):
        return value
    if getattr(value, "denominator", 1) == 0:
        return None
    try:
        plain = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return plain if math.isfinite(plain) else None


def _same(first: Value, second: Value) -> bool:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(_close, first, second))
    return _plain(first) == _plain(second)


def _close(first: Number, second: Number) -> bool:
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=1e-6, abs_tol=1e-9)


def _plain(value: Value) -> str:
    if isinstance(value, tuple):
        if all(isinstance(v, int) and 0 <= v < 256 for v in value):
            return decoded(bytes(int(v) for v in value if v is not None))
        return str(value)
    text = decoded(value) if isinstance(value, bytes) else value
    if text.isascii():
        return text.split("\0")[0].strip()
    # One decodes as Latin-1, the other as UTF-8 or GB 18030: compare the bytes.
    try:
        return decoded(text.encode("latin-1")).split("\0")[0].strip()
    except UnicodeEncodeError:
        return text.split("\0")[0].strip()


def _tell_second(found: Exif, place: Place, value: Value) -> None:
    directory, number = place
    text = value if isinstance(value, str) else decoded(value) if isinstance(value, bytes) else ""
    if isinstance(value, tuple):
        text = " ".join("undefined" if v is None else f"{v:.10g}" for v in value)
    name = f"0x{number:04X}"
    found.tags.append(Tag(f"Pillow {directory}", name, readable(text, LONGEST_TAG_TEXT)))
