"""
What is read of real files agrees with two references shipped beside them: ExifTool and goexif.

Every fact of design §8 is compared in every file that has it in either; a disagreement must
stand in `UNDERSTOOD` with its reason, and one that is no longer there must leave the list.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.reading import read_file
from evidence.reading.media_type import PICTURES, media_type
from evidence.reading.reading import Reading

FOLDERS = ("exif", "orientation", "heic", "c2pa")
Tags = dict[str, Any]


def _first(*names: str) -> Callable[[Tags], Any]:
    return lambda tags: next((tags[n] for n in names if n in tags), None)


def _text(*names: str) -> Callable[[Tags], Any]:
    def find(tags: Tags) -> Any:
        value = _first(*names)(tags)
        return None if value is None or not str(value).strip() else str(value).strip()

    return find


def _time(*names: str) -> Callable[[Tags], Any]:
    def find(tags: Tags) -> Any:
        match = re.fullmatch(
            r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)\S*", str(_first(*names)(tags) or "")
        )
        # A time that cannot be is never a fact (test_exif_facts tests the complaint).
        if match is None or "00" in (match[2], match[3]):
            return None
        return f"{match[1]}-{match[2]}-{match[3]}T{match[4]}"

    return find


def _gps_time(tags: Tags) -> Any:
    date, clock = tags.get("GPS:GPSDateStamp"), tags.get("GPS:GPSTimeStamp")
    if date is None or clock is None:
        return None
    clock = re.sub(r"(\.\d{3})\d*", r"\1", str(clock))
    clock = re.sub(r"\.(\d+)", lambda m: f".{m[1]:0<3}", clock)
    return f"{date.replace(':', '-')}T{clock}Z"


def _place(name: str, minus: str) -> Callable[[Tags], Any]:
    def find(tags: Tags) -> Any:
        value, ref = tags.get(f"GPS:{name}"), str(tags.get(f"GPS:{name}Ref", ""))
        if not isinstance(value, int | float):
            return None
        return -abs(value) if ref[:1] == minus else value

    return find


def _altitude(tags: Tags) -> Any:
    value = tags.get("GPS:GPSAltitude")
    if not isinstance(value, int | float):
        return None
    return -value if tags.get("GPS:GPSAltitudeRef") == 1 else value


def _number(*names: str) -> Callable[[Tags], Any]:
    def find(tags: Tags) -> Any:
        value = _first(*names)(tags)
        if isinstance(value, str):
            value = value.split()[0]
            try:
                value = float(value)
            except ValueError:
                return None
        return value or None

    return find


SIZE = "File:{0} PNG:{0} RIFF:{0} IFD0:{0} Meta:{0}"
EXPECTED: dict[str, Callable[[Tags], Any]] = {
    "time_original": _time("ExifIFD:DateTimeOriginal"),
    "offset_original": _text("ExifIFD:OffsetTimeOriginal"),
    "time_digitized": _time("ExifIFD:CreateDate"),
    "time_modified": _time("IFD0:ModifyDate"),
    "gps_time": _gps_time,
    "latitude": _place("GPSLatitude", "S"),
    "longitude": _place("GPSLongitude", "W"),
    "altitude": _altitude,
    "make": _text("IFD0:Make"),
    "model": _text("IFD0:Model"),
    "lens_model": _text("ExifIFD:LensModel"),
    "serial_number": _text("ExifIFD:SerialNumber", "Canon:SerialNumber", "Olympus:SerialNumber"),
    "software": _text("IFD0:Software", "PNG:Software"),
    "orientation": _number("IFD0:Orientation"),
    "width": _number(*SIZE.format("ImageWidth").split()),
    "height": _number(*SIZE.format("ImageHeight").split()),
    "exposure_time": _number("ExifIFD:ExposureTime"),
    "f_number": _number("ExifIFD:FNumber"),
    "iso": _number("ExifIFD:ISO"),
    "focal_length": _number("ExifIFD:FocalLength"),
    "xmp_document_id": _text("XMP-xmpMM:DocumentID"),
}

#: Every disagreement with ExifTool, by file and fact, and why it is right to differ.
UNDERSTOOD: dict[tuple[str, str], str] = {
    ("Samsung GT-I9000 (Galaxy S).jpg", "latitude"): "all zero: gps_redacted, not a place",
    ("Samsung GT-I9000 (Galaxy S).jpg", "longitude"): "all zero: gps_redacted, not a place",
    ("Samsung GT-I9000 (Galaxy S).jpg", "altitude"): "all zero: gps_redacted, not a height",
    ("L_12__29x100.heif", "width"): "ExifTool tells the coded size, the clap box cuts it to 29",
    ("truncated.heic", "width"): "cut short: libheif finds only the 16 x 16 picture whole",
    ("truncated.heic", "height"): "cut short: libheif finds only the 16 x 16 picture whole",
    ("NegativeArraySizeException.ItemInfoBox.init.heif", "width"): "libheif refuses the file",
    ("NegativeArraySizeException.ItemInfoBox.init.heif", "height"): "libheif refuses the file",
}


def _agree(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, str) and re.fullmatch(r"\d+(\.\d+)?", ours) and theirs is not None:
        # ExifTool's JSON writes a text that looks like a number as a number.
        return math.isclose(float(ours), float(theirs))
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-5, abs_tol=1e-7)
    return bool(ours == theirs)


def _reading(path: Path) -> Reading | None:
    data = path.read_bytes()
    kind = media_type(data)
    return read_file.read(data, kind).reading if kind in PICTURES else None


def _compared(real_data: Path) -> Iterator[tuple[str, str, Any, Any]]:
    for folder in FOLDERS:
        expected = json.loads((real_data / folder / "expected_exiftool.json").read_text("utf-8"))
        for tags in expected:
            reading = _reading(real_data / folder / tags["SourceFile"])
            # goexif's samples have no picture: ExifTool gives up on them before their EXIF.
            if reading is None or tags.get("ExifTool:Warning") == "JPEG format error":
                continue
            for name, find in EXPECTED.items():
                yield tags["SourceFile"], name, reading.facts.get(name), find(tags)


def _check(compared: Iterable[tuple[str, str, Any, Any]], least: int) -> None:
    both, agreed, differ = Counter[str](), Counter[str](), {}
    for source, name, ours, theirs in compared:
        if ours is None and theirs is None:
            continue
        both[name] += 1
        if _agree(ours, theirs):
            agreed[name] += 1
        else:
            differ[source.rsplit("/", 1)[-1], name] = (ours, theirs)
    lines = [f"{n:18} {agreed[n]:4} of {both[n]:4}" for n in both]
    lines += [f"{k}: ours {v[0]!r}, theirs {v[1]!r}" for k, v in differ.items()]
    table = "\n".join(lines)
    sys.stdout.write(table)
    assert not set(differ) - set(UNDERSTOOD), f"\n{table}"
    assert sum(both.values()) >= least, table


@pytest.fixture(scope="module")
def compared(real_data: Path) -> list[tuple[str, str, Any, Any]]:
    return list(_compared(real_data))


def test_facts_agree_with_exiftool(compared: list[tuple[str, str, Any, Any]]) -> None:
    _check(compared, 900)


def test_every_understood_difference_is_still_there(
    compared: list[tuple[str, str, Any, Any]],
) -> None:
    differ = {
        (source.rsplit("/", 1)[-1], name)
        for source, name, ours, theirs in compared
        if (ours is not None or theirs is not None) and not _agree(ours, theirs)
    }
    assert set(UNDERSTOOD) <= differ


GOEXIF: dict[str, Callable[[Tags], Any]] = {
    "DateTimeOriginal": _time("v"),
    "DateTimeDigitized": _time("v"),
    "DateTime": _time("v"),
    "Make": _text("v"),
    "Model": _text("v"),
    "Software": _text("v"),
    "Orientation": _number("v"),
    "PixelXDimension": _number("v"),
    "PixelYDimension": _number("v"),
    "ExposureTime": _number("v"),
    "FNumber": _number("v"),
    "ISOSpeedRatings": _number("v"),
    "FocalLength": _number("v"),
    "FocalLengthIn35mmFilm": _number("v"),
    "ImageDescription": _text("v"),
    "Copyright": _text("v"),
    "SubSecTimeOriginal": _text("v"),
}
OUR_NAMES = {
    "DateTimeOriginal": "time_original",
    "DateTimeDigitized": "time_digitized",
    "DateTime": "time_modified",
    "PixelXDimension": "exif_width",
    "PixelYDimension": "exif_height",
    "ISOSpeedRatings": "iso",
    "FocalLengthIn35mmFilm": "focal_length_35mm",
    "ImageDescription": "description",
    "SubSecTimeOriginal": "subsec_original",
}


def _goexif(real_data: Path) -> Iterator[tuple[str, str, Any, Any]]:
    expected = json.loads((real_data / "exif" / "expected_goexif.json").read_text("utf-8"))
    for source, tags in expected.items():
        reading = _reading(real_data / source)
        assert reading is not None
        for theirs, find in GOEXIF.items():
            name = OUR_NAMES.get(theirs, re.sub(r"(?<!^)(?=[A-Z])", "_", theirs).lower())
            name = "f_number" if theirs == "FNumber" else name
            value = _literal(tags[theirs]) if theirs in tags else None
            yield source, name, reading.facts.get(name), find({"v": value} if value else {})


def _literal(text: str) -> Any:
    """goexif wrote each value as a Go literal: a number, a list, a text or a rational as text."""
    value = json.loads(text)
    if isinstance(value, list):
        value = value[0]
    ratio = re.fullmatch(r"(-?\d+)/(\d+)", value) if isinstance(value, str) else None
    return int(ratio[1]) / int(ratio[2]) if ratio and int(ratio[2]) else value


def test_facts_agree_with_goexif(real_data: Path) -> None:
    _check(_goexif(real_data), 200)
