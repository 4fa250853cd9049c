"""
The names of facts, what kind of value each has, and the check that a value is one.

The names of design §8 are fixed; the rest grows and is never renamed. A name that ends in
`_raw` holds, as text, what the file claims where that cannot be a fact. `check` is what the host
holds against a worker's answer: an unknown name or a value that cannot be true is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime

LONGEST_TEXT = 1_000
MOST_STEPS = 50
LONGEST_STEP_TEXT = 300

#: Names of a PDF that can make it act; those of three letters or fewer turn up by chance.
ACTIVE_NAMES: tuple[str, ...] = (
    "OpenAction",
    "JavaScript",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "RichMedia",
    "SubmitForm",
    "ImportData",
    "GoToE",
)
STEP_NAMES = frozenset({"action", "when", "software", "changed", "instance"})

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?")
_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")

Check = Callable[[object], bool]


def _text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT


def _local_time(value: object) -> bool:
    return isinstance(value, str) and bool(_LOCAL.fullmatch(value)) and _is_a_time(value)


def _zoned_time(value: object) -> bool:
    """XMP and GPS times: local, with `Z`, or with an offset."""
    if not isinstance(value, str):
        return False
    local = value[:-1] if value.endswith("Z") else value
    if _OFFSET.fullmatch(local[-6:]):
        local = local[:-6]
    return _local_time(local)


def _utc_time(value: object) -> bool:
    return _zoned_time(value) and str(value).endswith("Z")


def _offset(value: object) -> bool:
    return isinstance(value, str) and bool(_OFFSET.fullmatch(value))


def _number(least: float, most: float) -> Check:
    def check(value: object) -> bool:
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and math.isfinite(value)
            and least <= value <= most
        )

    return check


def _whole(least: int, most: int) -> Check:
    def check(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return check


def _truth(value: object) -> bool:
    return isinstance(value, bool)


def _active(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and value == [name for name in ACTIVE_NAMES if name in value]
    )


def _steps(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_STEPS
        and all(isinstance(step, dict) and all(map(_step_part, step.items())) for step in value)
    )


def _step_part(part: tuple[object, object]) -> bool:
    name, text = part
    return name in STEP_NAMES and isinstance(text, str) and len(text) <= LONGEST_STEP_TEXT


def _is_a_time(local: str) -> bool:
    try:
        datetime.strptime(local[:19], "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return False
    return True


FACTS: dict[str, Check] = {
    "time_original": _local_time,
    "offset_original": _offset,
    "subsec_original": _text,
    "time_digitized": _local_time,
    "offset_digitized": _offset,
    "time_modified": _local_time,
    "offset_modified": _offset,
    "gps_time": _utc_time,
    "latitude": _number(-90, 90),
    "longitude": _number(-180, 180),
    "altitude": _number(-12_000, 1_000_000),
    "gps_datum": _text,
    "gps_accuracy": _number(0, 1_000_000),
    "gps_direction": _number(0, 360),
    "gps_speed": _number(0, 100_000),
    "gps_method": _text,
    "gps_redacted": _truth,
    "make": _text,
    "model": _text,
    "lens_make": _text,
    "lens_model": _text,
    "serial_number": _text,
    "lens_serial_number": _text,
    "owner_name": _text,
    "artist": _text,
    "copyright": _text,
    "image_unique_id": _text,
    "description": _text,
    "user_comment": _text,
    "software": _text,
    "host_computer": _text,
    "orientation": _whole(1, 8),
    "width": _whole(1, 1_000_000),
    "height": _whole(1, 1_000_000),
    "exif_width": _whole(1, 1_000_000),
    "exif_height": _whole(1, 1_000_000),
    "exposure_time": _number(0, 1_000_000),
    "f_number": _number(0.1, 1_000),
    "iso": _whole(1, 2**32 - 1),
    "focal_length": _number(0.01, 100_000),
    "focal_length_35mm": _whole(1, 100_000),
    "maker_note": _whole(0, 2**31),
    "xmp_document_id": _text,
    "xmp_original_document_id": _text,
    "xmp_instance_id": _text,
    "xmp_derived_from": _text,
    "xmp_history": _steps,
    "xmp_time_created": _zoned_time,
    "xmp_time_modified": _zoned_time,
    "xmp_time_metadata": _zoned_time,
    "creator_tool": _text,
    "digital_source_type": _text,
    "ai_label": _text,
    "active_content": _active,
}

#: Facts whose claimed text is shown when it cannot be one, each under `<name>_raw`.
SHOWN_RAW: tuple[str, ...] = (
    "time_original",
    "offset_original",
    "time_digitized",
    "offset_digitized",
    "time_modified",
    "offset_modified",
    "gps_time",
    "latitude",
    "longitude",
    "altitude",
    "width",
    "height",
    "xmp_time_created",
    "xmp_time_modified",
    "xmp_time_metadata",
)
FACTS |= {f"{name}_raw": _text for name in SHOWN_RAW}


def check(name: str, value: object) -> None:
    """Return when `value` can be the fact `name`; raise `ValueError` otherwise."""
    kind = FACTS.get(name)
    if kind is None or not kind(value):
        raise ValueError("not a fact we know, or not a value of it")
