"""
Facts from the EXIF GPS directory: place, height, time of the fix, datum, accuracy.

A position whose numbers are all zero is no position: phones blank it when an app without
leave for the place takes the photo (the tags stay, the numbers go). That is said as the fact
`gps_redacted` and is nothing unusual. Signs come from the reference tags; without them there is
no position.
"""

from __future__ import annotations

from evidence.reading import complaints
from evidence.reading.exif_tags import Exif, Number
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.text import user_comment

_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_ALTITUDE_REF, _ALTITUDE, _TIME, _DATE = 5, 6, 7, 0x1D
_SPEED_REF, _SPEED, _DIRECTION, _DATUM, _METHOD, _ACCURACY = 0x0C, 0x0D, 0x11, 0x12, 0x1B, 0x1F
_KMH = {"K": 1.0, "M": 1.609344, "N": 1.852}


def put_gps(sheet: FactSheet, exif: Exif) -> None:
    """The facts of the GPS directory, if there is one."""
    latitude = exif.numbers("GPS", _LATITUDE[1])
    longitude = exif.numbers("GPS", _LONGITUDE[1])
    if latitude and longitude and not any((*latitude, *longitude)):
        sheet.put("gps_redacted", True)
    elif latitude or longitude:
        _put_position(sheet, exif, latitude, longitude)
    _put_altitude(sheet, exif)
    _put_time(sheet, exif)
    sheet.put_text("gps_datum", exif.text("GPS", _DATUM))
    for name, tag in (("gps_accuracy", _ACCURACY), ("gps_direction", _DIRECTION)):
        numbers = exif.numbers("GPS", tag)
        if numbers and numbers[0] is not None:
            sheet.put(name, numbers[0])
    speed = exif.numbers("GPS", _SPEED)
    unit = _KMH.get(exif.text("GPS", _SPEED_REF))
    if speed and speed[0] is not None and unit is not None:
        sheet.put("gps_speed", round(speed[0] * unit, 3))
    method = exif.value("GPS", _METHOD)
    if isinstance(method, bytes):
        sheet.put_text("gps_method", user_comment(method))


def _put_position(
    sheet: FactSheet, exif: Exif, latitude: tuple[Number, ...], longitude: tuple[Number, ...]
) -> None:
    north = _degrees(latitude, exif.text("GPS", _LATITUDE[0]), "N", "S", 90)
    east = _degrees(longitude, exif.text("GPS", _LONGITUDE[0]), "E", "W", 180)
    if north is None or east is None:
        for name, place, numbers in (
            ("latitude", _LATITUDE, latitude),
            ("longitude", _LONGITUDE, longitude),
        ):
            raw = f"{exif.text('GPS', place[0])} {_as_text(numbers)}"
            sheet.refuse(name, raw, complaints.IMPOSSIBLE_PLACE)
        return
    sheet.put("latitude", north, complaints.IMPOSSIBLE_PLACE)
    sheet.put("longitude", east, complaints.IMPOSSIBLE_PLACE)


def _as_text(numbers: tuple[Number, ...]) -> str:
    """Numbers as the tags show them; a denominator of zero is `undefined`."""
    return " ".join("undefined" if n is None else f"{n:.10g}" for n in numbers)


def _degrees(
    numbers: tuple[Number, ...], reference: str, plus: str, minus: str, most: int
) -> float | None:
    if not numbers or len(numbers) > 3 or numbers[0] is None:
        return None
    # Some writers leave the seconds, or the minutes too, as 0/0: not given.
    degrees, minutes, seconds = (*(n or 0 for n in numbers), 0, 0)[:3]
    if min(degrees, minutes, seconds) < 0 or minutes >= 60.000001 or seconds >= 60.000001:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    sign = {plus: 1, minus: -1}.get(reference[:1].upper())
    return None if sign is None or value > most else round(sign * value, 9)


def _put_altitude(sheet: FactSheet, exif: Exif) -> None:
    numbers = exif.numbers("GPS", _ALTITUDE)
    if not numbers or sheet.facts.get("gps_redacted"):
        return
    if numbers[0] is None:
        sheet.refuse("altitude", _as_text(numbers), complaints.IMPOSSIBLE_PLACE)
        return
    height = -numbers[0] if _altitude_is_below(exif) else numbers[0]
    sheet.put("altitude", height, complaints.IMPOSSIBLE_PLACE, raw=f"{height:.10g}")


def _altitude_is_below(exif: Exif) -> bool:
    value = exif.value("GPS", _ALTITUDE_REF)
    if isinstance(value, bytes):
        return value[:1] in (b"\1", b"1")
    if isinstance(value, str):
        return value[:1] in ("\1", "1")
    return bool(value) and value is not None and value[0] == 1


def _put_time(sheet: FactSheet, exif: Exif) -> None:
    date, clock = exif.text("GPS", _DATE), exif.numbers("GPS", _TIME)
    date = date if date.strip(": ") else ""
    if not (date or any(clock)) or (sheet.facts.get("gps_redacted") and not any(clock)):
        return
    raw = f"{date} {_as_text(clock)}"
    if not date or len(clock) != 3:
        sheet.put_text("gps_time_raw", raw)
        return
    hour, minute, second = (-1 if n is None else n for n in clock)
    whole = date[:10].replace(":", "-").replace("/", "-").replace(".", "-")
    part = f"{second % 1:.3f}"[1:] if second % 1 >= 0.0005 else ""
    text = f"{whole}T{int(hour):02d}:{int(minute):02d}:{int(second):02d}{part}Z"
    sheet.put("gps_time", text, complaints.IMPOSSIBLE_TIME, raw=raw)
