"""
What is remembered of a file that was read, so that it need not be read again to be compared.

A piece of bytes for each file; of another form or version it is nothing, and made again from the
original. Nothing here is recorded in ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from evidence.errors import Damaged
from evidence.likeness import descriptors
from evidence.likeness import fingerprint as fingerprints
from evidence.likeness.descriptors import LocalFeatures
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.picture import Picture, Small
from evidence.reading import complaints
from evidence.reading.reading import NoReading, Reading

FORM = 2
SHORTEST_SERIAL = 5
NO_SERIALS = ("unknown", "none", "null", "n/a", "serial")

NO_READER = NoReading(complaints.NO_READER)
"""This computer's fault, not the file's: the file is asked again next time."""

VERSIONS = (FORM, fingerprints.VERSION, descriptors.VERSION)

_SIDEWAYS = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What stays at hand of a file. `device` is make, model and serial number; "" where the serial
    number says nothing. `comparable`: there is a picture of it; `by_parts`: it is found by parts,
    too.
    """

    image_data: str = ""
    device: str = ""
    comparable: bool = False
    by_parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What stands before the fingerprint, the small picture and the features."""

    versions: tuple[int, int, int]
    image_data: str
    device: str
    width: int = 0
    height: int = 0
    taken: datetime | None = None
    fingerprint: int = 0
    small: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A file's facts, and its picture if it has one."""

    image_data: str = ""
    device: str = ""
    picture: Picture | None = None

    @property
    def facts(self) -> Facts:
        """Without the picture."""
        seen = self.picture
        by_parts = seen is not None and not seen.features.whole_image_only
        return Facts(self.image_data, self.device, seen is not None, by_parts)

    def to_bytes(self) -> bytes:
        """A line of JSON, then the bytes of fingerprint, small picture and features."""
        line = _Line(versions=VERSIONS, image_data=self.image_data, device=self.device)
        seen, parts = self.picture, b""
        if seen is not None:
            made = seen.fingerprint.to_bytes()
            parts = made + seen.small.pixels + seen.features.to_bytes()
            line = _Line(
                versions=VERSIONS,
                image_data=self.image_data,
                device=self.device,
                width=seen.width,
                height=seen.height,
                taken=seen.taken,
                fingerprint=len(made),
                small=(seen.small.width, seen.small.height),
            )
        return msgspec.json.encode(line) + b"\n" + parts

    @classmethod
    def from_bytes(cls, piece: bytes) -> Remembered | None:
        """The inverse; None for another form or version: then it is made again."""
        head, _, parts = piece.partition(b"\n")
        try:
            line = msgspec.json.decode(head, type=_Line)
            if line.versions != VERSIONS:
                return None
            picture = _picture(line, parts) if parts else None
        except (ValueError, msgspec.MsgspecError, Damaged):
            return None
        return cls(image_data=line.image_data, device=line.device, picture=picture)


def of_reading(reading: Reading | NoReading) -> Remembered:
    """What to remember of a file."""
    if isinstance(reading, NoReading):
        return Remembered()
    picture = None
    if reading.fingerprint is not None and reading.small is not None:
        size = (reading.width, reading.height)
        width, height = size[::-1] if reading.facts.get("orientation") in _SIDEWAYS else size
        picture = Picture(
            fingerprint=reading.fingerprint,
            features=LocalFeatures.from_bytes(reading.features),
            small=Small(reading.small.width, reading.small.height, reading.small.pixels),
            width=width,
            height=height,
            taken=_taken(reading),
        )
    return Remembered(image_data=reading.image_data, device=_device(reading), picture=picture)


def key_of(case: str, exhibit: str) -> str:
    return f"{case}/{exhibit}"


def _picture(line: _Line, parts: bytes) -> Picture:
    first = line.fingerprint
    last = first + line.small[0] * line.small[1]
    return Picture(
        fingerprint=Fingerprint.from_bytes(parts[:first]),
        features=LocalFeatures.from_bytes(parts[last:]),
        small=Small(*line.small, parts[first:last]),
        width=line.width,
        height=line.height,
        taken=line.taken,
    )


def _taken(reading: Reading) -> datetime | None:
    """When the camera says it was taken, to the part of a second it tells."""
    said = str(reading.facts.get("time_original", ""))
    part = str(reading.facts.get("subsec_original", "")).strip()
    if "." not in said and part.isascii() and part.isdigit():
        said += f".{part[:6]}"
    try:
        return datetime.fromisoformat(said + str(reading.facts.get("offset_original", "")))
    except ValueError:
        return None


def _device(reading: Reading) -> str:
    make, model, serial = (
        str(reading.facts.get(name, "")).strip() for name in ("make", "model", "serial_number")
    )
    says_nothing = len(serial) < SHORTEST_SERIAL or len(set(serial)) < 3
    if says_nothing or serial.lower() in NO_SERIALS:
        return ""
    return " ".join(part for part in (make, model, serial) if part)
