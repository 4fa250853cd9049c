"""
What is remembered of a file that was read, so that it need not be read again to be compared.

It lies in the workspace's scratch: lost or of another version, it is made again from the
original. Keys are `case/exhibit`. Nothing here is recorded in ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from evidence.errors import Damaged
from evidence.likeness import fingerprint as fingerprints
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.index import Known
from evidence.likeness.verify import Picture
from evidence.reading import complaints
from evidence.reading.reading import NoReading, Reading
from evidence.scratch import Scratch

KIND = "remembered"
FORM = 1
SHORTEST_SERIAL = 5
NO_SERIALS = ("unknown", "none", "null", "n/a", "serial")

NO_READER = NoReading(complaints.NO_READER)
"""This computer's fault, not the file's: the file is asked again next time."""

_LINE = msgspec.json.Decoder(tuple[int, int, str, str, int, int])
_SIDEWAYS = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """`device` is make, model and serial number; "" where the serial number says nothing."""

    image_data: str = ""
    device: str = ""
    picture: Picture | None = None

    def to_bytes(self) -> bytes:
        """A line of JSON, then the fingerprint's own bytes."""
        size = [self.picture.width, self.picture.height] if self.picture else [0, 0]
        line = [FORM, fingerprints.VERSION, self.image_data, self.device, *size]
        made = self.picture.fingerprint.to_bytes() if self.picture else b""
        return msgspec.json.encode(line) + b"\n" + made

    @classmethod
    def from_bytes(cls, piece: bytes) -> Remembered | None:
        """The inverse; None for another form or version: then it is made again."""
        line, _, made = piece.partition(b"\n")
        try:
            form, version, image_data, device, width, height = _LINE.decode(line)
            if (form, version) != (FORM, fingerprints.VERSION):
                return None
            picture = Picture(Fingerprint.from_bytes(made), width, height) if made else None
        except (ValueError, msgspec.MsgspecError, Damaged):
            return None
        return cls(image_data=image_data, device=device, picture=picture)


def of_reading(reading: Reading | NoReading) -> Remembered:
    """What to remember of a file."""
    if isinstance(reading, NoReading):
        return Remembered()
    picture = None
    if reading.fingerprint is not None:
        size = (reading.width, reading.height)
        width, height = size[::-1] if reading.facts.get("orientation") in _SIDEWAYS else size
        picture = Picture(reading.fingerprint, width, height)
    return Remembered(image_data=reading.image_data, device=_device(reading), picture=picture)


class Memory:
    """All that is remembered of a workspace's files: by key, and ready to be searched."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._all: dict[str, Remembered] = {}
        self.known = Known()
        for key, piece in scratch.all(KIND):
            found = Remembered.from_bytes(piece)
            if found is not None:
                self._keep(key, found)

    def __contains__(self, key: str) -> bool:
        return key in self._all

    def __getitem__(self, key: str) -> Remembered:
        return self._all[key]

    def items(self) -> Iterator[tuple[str, Remembered]]:
        """In the order of the keys, whatever the order of intake."""
        return iter(sorted(self._all.items(), key=lambda item: item[0]))

    def remember(self, key: str, reading: Reading | NoReading) -> None:
        """Keep what matters of a file; a second time changes nothing, nor does having no reader."""
        if key not in self._all and reading != NO_READER:
            made = of_reading(reading)
            self._scratch.put(KIND, key, made.to_bytes())
            self._keep(key, made)

    def _keep(self, key: str, made: Remembered) -> None:
        self._all[key] = made
        if made.picture is not None:
            self.known.add(key, made.picture.fingerprint)


def key_of(case: str, exhibit: str) -> str:
    return f"{case}/{exhibit}"


def _device(reading: Reading) -> str:
    make, model, serial = (
        str(reading.facts.get(name, "")).strip() for name in ("make", "model", "serial_number")
    )
    says_nothing = len(serial) < SHORTEST_SERIAL or len(set(serial)) < 3
    if says_nothing or serial.lower() in NO_SERIALS:
        return ""
    return " ".join(part for part in (make, model, serial) if part)
