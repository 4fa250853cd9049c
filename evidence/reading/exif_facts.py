"""
Facts from the EXIF directories: times, device, exposure, software, serial numbers.

A blank or zero field says nothing and gives no fact and no complaint, where the standard says
so; a value that cannot be true gives no fact and a complaint. Nothing is composed or guessed.
"""

from __future__ import annotations

import re

from evidence.reading import complaints
from evidence.reading.exif_tags import Exif, Place
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.maker_serial import serial_number
from evidence.reading.text import user_comment

_TIMES: tuple[tuple[str, Place, str, Place], ...] = (
    ("time_original", ("EXIF", 0x9003), "offset_original", ("EXIF", 0x9011)),
    ("time_digitized", ("EXIF", 0x9004), "offset_digitized", ("EXIF", 0x9012)),
    ("time_modified", ("Image", 0x0132), "offset_modified", ("EXIF", 0x9010)),
)
_TEXTS: tuple[tuple[str, Place], ...] = (
    ("make", ("Image", 0x010F)),
    ("model", ("Image", 0x0110)),
    ("software", ("Image", 0x0131)),
    ("host_computer", ("Image", 0x013C)),
    ("artist", ("Image", 0x013B)),
    ("copyright", ("Image", 0x8298)),
    ("description", ("Image", 0x010E)),
    ("subsec_original", ("EXIF", 0x9291)),
    ("image_unique_id", ("EXIF", 0xA420)),
    ("owner_name", ("EXIF", 0xA430)),
    ("serial_number", ("EXIF", 0xA431)),
    ("lens_make", ("EXIF", 0xA433)),
    ("lens_model", ("EXIF", 0xA434)),
    ("lens_serial_number", ("EXIF", 0xA435)),
)
_WHOLE: tuple[tuple[str, Place], ...] = (
    ("orientation", ("Image", 0x0112)),
    ("iso", ("EXIF", 0x8827)),
    ("exif_width", ("EXIF", 0xA002)),
    ("exif_height", ("EXIF", 0xA003)),
    ("focal_length_35mm", ("EXIF", 0xA405)),
)
_MEASURES: tuple[tuple[str, Place], ...] = (
    ("exposure_time", ("EXIF", 0x829A)),
    ("f_number", ("EXIF", 0x829D)),
    ("focal_length", ("EXIF", 0x920A)),
)
_USER_COMMENT: Place = ("EXIF", 0x9286)
_MAKER_NOTE: Place = ("EXIF", 0x927C)

#: The tags facts rest on: here the two readers are compared.
COMPARED: frozenset[Place] = frozenset(
    {place for _, place in (*_TEXTS, *_WHOLE, *_MEASURES)}
    | {place for _, place, _, _ in _TIMES}
    | {place for _, _, _, place in _TIMES}
    | {("GPS", number) for number in (1, 2, 3, 4, 5, 6, 7, 0x12, 0x1D, 0x1F)}
)

_TIME = re.compile(
    r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([+-]\d\d:\d\d|Z)?"
)
_NOTHING = re.compile(r"[\s:\-/]*")


def put_exif(sheet: FactSheet, exif: Exif, untrusted_block: bytes) -> None:
    """Everything but the place, which gps_facts puts."""
    for name, place, offset_name, offset_place in _TIMES:
        _put_time(sheet, name, exif.text(*place), offset_name, exif.text(*offset_place))
    for name, place in _TEXTS:
        sheet.put_text(name, exif.text(*place))
    for name, place in _WHOLE:
        _put_whole(sheet, name, exif, place)
    for name, place in _MEASURES:
        numbers = exif.numbers(*place)
        if numbers and numbers[0] != 0:
            sheet.put(name, numbers[0])
    comment = exif.value(*_USER_COMMENT)
    if isinstance(comment, bytes):
        sheet.put_text("user_comment", user_comment(comment))
    note = exif.value(*_MAKER_NOTE)
    if isinstance(note, bytes):
        sheet.put("maker_note", len(note))
        if "serial_number" not in sheet.facts:
            make, model = sheet.facts.get("make", ""), sheet.facts.get("model", "")
            sheet.put_text("serial_number", serial_number(untrusted_block, note, make, model))


def local_time(text: str) -> tuple[str, str]:
    """An EXIF time as `YYYY-MM-DDTHH:MM:SS` and the offset written behind it; "" where none."""
    match = _TIME.fullmatch(text)
    if match is None:
        return "", ""
    year, month, day, hour, minute, second, _, offset = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}", offset or ""


def _put_time(sheet: FactSheet, name: str, text: str, offset_name: str, offset: str) -> None:
    if not _NOTHING.fullmatch(text):
        local, written_behind = local_time(text)
        sheet.put(name, local, complaints.IMPOSSIBLE_TIME, raw=text)
        offset = offset or written_behind
    if offset == "Z":
        offset = "+00:00"
    if not _NOTHING.fullmatch(offset):
        sheet.put(offset_name, offset, complaints.IMPOSSIBLE_TIME, raw=offset)


def _put_whole(sheet: FactSheet, name: str, exif: Exif, place: Place) -> None:
    numbers = exif.numbers(*place)
    value = numbers[0] if numbers else 0
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value != 0:
        sheet.put(name, value)
