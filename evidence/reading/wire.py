"""
What passes between the host and a worker, and the check of everything that comes back.

Request: number (8 bytes), length of the media type (2), longest edge of a preview (2; 0 asks
for a reading instead), which local features (1; place in `POINTS`), which part of the picture
(left, top, width, height in per mille, 2 each), length of the file (8), big-endian; then the
media type in ASCII, then the file. Answer: the number, length (4), then MessagePack of `Answer`.
Hello (once, before the first request): number 0, then MessagePack of `Hello`. The number is
drawn at random for each file: an answer written ahead of its question does not pass. A worker is
untrusted: types, lengths, numbers, facts and features are checked here, and pictures come as
bare pixels of which the host makes a JPEG.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from evidence.reading import fact_names
from evidence.reading.limits import HELD
from evidence.reading.reading import (
    PREVIEW_SIDE,
    THUMBNAIL_SIDE,
    WHOLE,
    NoReading,
    Points,
    Reading,
    Region,
)

REQUEST = struct.Struct(">QHHB4HQ")
POINTS: tuple[Points, ...] = ("none", "stored", "asked")
ANSWER = struct.Struct(">QI")
HELLO_NUMBER = 0
DEEPEST_STRUCTURE = 4
MOST_STRUCTURE_PARTS = 4_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a file: a preview where `longest` is not 0, else a reading."""

    longest: int = 0
    points: Points = "stored"
    region: Region = WHOLE

    def request(self, number: int, media_type: bytes, untrusted_file: bytes) -> bytes:
        """What goes before the media type and the file."""
        points, sizes = POINTS.index(self.points), (len(media_type), len(untrusted_file))
        return REQUEST.pack(number, sizes[0], self.longest, points, *self.region, sizes[1])


class BadAnswer(Exception):
    """What a worker sent is not an answer; it never leaves this package."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """An upright picture, 8-bit RGB, rows from the top; small with a reading, larger as preview."""

    width: Annotated[int, Meta(ge=1, le=PREVIEW_SIDE)]
    height: Annotated[int, Meta(ge=1, le=PREVIEW_SIDE)]
    rgb: Annotated[bytes, Meta(max_length=PREVIEW_SIDE * PREVIEW_SIDE * 3)]

    def check(self, longest: int) -> None:
        """Raises `ValueError` unless they are as many as they say, and no larger than asked."""
        if max(self.width, self.height) > longest:
            raise ValueError("a larger picture than was asked for")
        if len(self.rgb) != self.width * self.height * 3:
            raise ValueError("the pixels are not as many as they say")


@dataclass(frozen=True, slots=True)
class Answer:
    """Exactly one of `reading` and `nothing`; for a preview one of `pixels` and `nothing`."""

    reading: Reading | None = None
    pixels: Pixels | None = None
    nothing: NoReading | None = None


@dataclass(frozen=True, slots=True)
class Hello:
    """Which limits a fresh worker found to hold (names of limits.HELD)."""

    held: Annotated[tuple[str, ...], Meta(max_length=32)] = field(default=())


_answer = msgspec.msgpack.Decoder(Answer)
_hello = msgspec.msgpack.Decoder(Hello)
_write = msgspec.msgpack.Encoder()


def packed(value: Answer | Hello) -> bytes:
    """An answer or a hello as it is sent."""
    return _write.encode(value)


def hello(untrusted_bytes: bytes) -> Hello:
    """A worker's first words; raises `BadAnswer`."""
    try:
        said = _hello.decode(untrusted_bytes)
    except (msgspec.MsgspecError, ValueError, RecursionError) as e:
        raise BadAnswer("not a hello") from e
    return Hello(tuple(name for name in HELD if name in said.held))


def answer(untrusted_bytes: bytes, media_type: str) -> Answer:
    """A worker's answer about a file of `media_type`; raises `BadAnswer`."""
    try:
        said = _answer.decode(untrusted_bytes)
        _check(said, media_type)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as e:
        raise BadAnswer("not an answer") from e
    return said


def preview(untrusted_bytes: bytes, longest: int) -> Pixels | NoReading:
    """A worker's answer to a request for a preview; raises `BadAnswer`."""
    try:
        said = _answer.decode(untrusted_bytes)
        if said.reading is not None or (said.pixels is None) == (said.nothing is None):
            raise ValueError("neither a preview nor a reason")
        if said.pixels is not None:
            said.pixels.check(longest)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as e:
        raise BadAnswer("not a preview") from e
    return said.pixels or said.nothing or NoReading("")


def _check(said: Answer, media_type: str) -> None:
    if (said.reading is None) == (said.nothing is None):
        raise ValueError("neither a reading nor a reason")
    if said.reading is not None:
        _check_reading(said.reading, media_type)
    if said.pixels is not None:
        if said.reading is None:
            raise ValueError("pixels without a reading")
        said.pixels.check(THUMBNAIL_SIDE)


def _check_reading(reading: Reading, media_type: str) -> None:
    if reading.media_type != media_type or reading.thumbnail:
        raise ValueError("an answer about something else")
    for name, value in reading.facts.items():
        fact_names.check(name, value)
    if reading.features or reading.small is not None:
        # OpenCV is not loaded before there is something to check.
        from evidence.reading import features

        features.check(reading.features, reading.small)
    _check_plain(reading.structure, 0, [MOST_STRUCTURE_PARTS])


def _check_plain(value: Any, depth: int, left: list[int]) -> None:
    left[0] -= 1
    if depth > DEEPEST_STRUCTURE or left[0] < 0:
        raise ValueError("too deep or too long")
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str) or len(name) > 100:
                raise ValueError("a name that is not a short text")
            _check_plain(inner, depth + 1, left)
    elif isinstance(value, list):
        for inner in value:
            _check_plain(inner, depth + 1, left)
    elif not _is_small_value(value):
        raise ValueError("neither a short text, a number nor a truth value")


def _is_small_value(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= 500
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, bool) or (isinstance(value, int) and abs(value) <= 2**53)
