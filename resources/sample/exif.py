"""Writes what a phone writes of itself into a JPEG: EXIF with GPS and a small picture."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

_ASCII, _SHORT, _LONG, _RATIO, _RAW = 2, 3, 4, 5, 7
Value = str | int | bytes | tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Phone:
    make: str
    model: str
    software: str
    f_number: Fraction
    focal: Fraction
    focal_35: int


@dataclass(frozen=True, slots=True)
class Taken:
    """When, where and how a photo was taken; `at` is `YYYY:MM:DD HH:MM:SS`, place in WGS-84."""

    at: str
    subsec: str
    place: tuple[float, float] | None = None
    offset: str = "+08:00"
    exposure: Fraction = Fraction(1, 120)
    iso: int = 100
    orientation: int = 1
    changed_at: str = ""
    changed_by: str = ""


def exif(phone: Phone, taken: Taken, size: tuple[int, int], thumbnail: bytes) -> bytes:
    """The EXIF block (without JPEG marker), little-endian, with one thumbnail."""
    first: dict[int, Value] = {
        0x010F: phone.make, 0x0110: phone.model, 0x0112: taken.orientation,
        0x011A: (Fraction(72),), 0x011B: (Fraction(72),), 0x0128: 2,
        0x0131: taken.changed_by or phone.software,
        0x0132: taken.changed_at or taken.at, 0x0213: 1,
    }  # fmt: skip
    second: dict[int, Value] = {
        0x0103: 6, 0x011A: (Fraction(72),), 0x011B: (Fraction(72),), 0x0128: 2,
    }  # fmt: skip
    return _tiff(first, _camera(phone, taken, size), _gps(taken), second, thumbnail)


def _camera(phone: Phone, taken: Taken, size: tuple[int, int]) -> dict[int, Value]:
    return {
        0x829A: (taken.exposure,), 0x829D: (phone.f_number,), 0x8822: 2, 0x8827: taken.iso,
        0x9000: b"0220", 0x9003: taken.at, 0x9004: taken.at,
        0x9010: taken.offset, 0x9011: taken.offset, 0x9012: taken.offset,
        0x9101: b"\x01\x02\x03\x00", 0x9207: 2, 0x9209: 16 if taken.iso < 800 else 1,
        0x920A: (phone.focal,), 0x9290: taken.subsec, 0x9291: taken.subsec, 0x9292: taken.subsec,
        0xA000: b"0100", 0xA001: 1, 0xA002: size[0], 0xA003: size[1],
        0xA402: 0, 0xA403: 0, 0xA405: phone.focal_35, 0xA406: 0,
    }  # fmt: skip


def _gps(taken: Taken) -> dict[int, Value]:
    if taken.place is None:
        return {}
    lat, lon = taken.place
    utc = datetime.strptime(taken.at + taken.offset, "%Y:%m:%d %H:%M:%S%z").astimezone(UTC)
    return {
        0x0000: b"\x02\x03\x00\x00", 0x0001: "N", 0x0002: _degrees(lat), 0x0003: "E",
        0x0004: _degrees(lon), 0x0005: b"\x00", 0x0006: (Fraction(127, 10),),
        0x0007: (Fraction(utc.hour), Fraction(utc.minute), Fraction(utc.second)),
        0x0012: "WGS-84", 0x001D: utc.strftime("%Y:%m:%d"),
    }  # fmt: skip


def _degrees(value: float) -> tuple[Fraction, ...]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = round(((value - whole) * 60 - minutes) * 60 * 10000)
    return Fraction(whole), Fraction(minutes), Fraction(seconds, 10000)


def _tiff(
    first: dict[int, Value],
    camera: dict[int, Value],
    gps: dict[int, Value],
    second: dict[int, Value],
    thumbnail: bytes,
) -> bytes:
    """The parts one behind the other; each is laid out once to know where the next begins."""
    first = {**first, 0x8769: 0xFFFFFFFF} | ({0x8825: 0xFFFFFFFF} if gps else {})
    second = {**second, 0x0201: 0xFFFFFFFF, 0x0202: 0xFFFFFFFF}
    start = 8
    at_camera = start + len(_directory(first, start, 0))
    at_gps = at_camera + len(_directory(camera, at_camera, 0))
    at_second = at_gps + (len(_directory(gps, at_gps, 0)) if gps else 0)
    at_picture = at_second + len(_directory(second, at_second, 0))
    first[0x8769] = at_camera
    if gps:
        first[0x8825] = at_gps
    second |= {0x0201: at_picture, 0x0202: len(thumbnail)}
    parts = [b"II*\0" + struct.pack("<I", start), _directory(first, start, at_second)]
    parts.append(_directory(camera, at_camera, 0))
    parts.append(_directory(gps, at_gps, 0) if gps else b"")
    parts += [_directory(second, at_second, 0), thumbnail]
    return b"".join(parts)


_LONGS = {0x8769, 0x8825, 0x0201, 0x0202, 0xA002, 0xA003}


def _directory(tags: dict[int, Value], at: int, following: int) -> bytes:
    entries, beyond = b"", b""
    free = at + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        kind, count, data = _encoded(tag, value)
        if len(data) > 4:
            place = struct.pack("<I", free + len(beyond))
            beyond += data + b"\0" * (len(data) % 2)
        else:
            place = data.ljust(4, b"\0")
        entries += struct.pack("<HHI", tag, kind, count) + place
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", following) + beyond


def _encoded(tag: int, value: Value) -> tuple[int, int, bytes]:
    if isinstance(value, str):
        data = value.encode("ascii") + b"\0"
        return _ASCII, len(data), data
    if isinstance(value, bytes):
        kind = 1 if tag in (0x0000, 0x0005) else _RAW
        return kind, len(value), value
    if isinstance(value, int):
        if tag in _LONGS:
            return _LONG, 1, struct.pack("<I", value)
        return _SHORT, 1, struct.pack("<H", value)
    pairs = b"".join(struct.pack("<II", v.numerator, v.denominator) for v in value)
    return _RATIO, len(value), pairs
