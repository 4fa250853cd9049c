"""Nothing but a well-formed, bounded answer passes from a worker."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading import wire
from evidence.reading.reading import LONGEST_TAG_TEXT, MOST_TAGS, NoReading, Reading, Tag
from evidence.reading.thumbnail import as_jpeg
from evidence.reading.wire import Answer, BadAnswer, Hello, Pixels, packed

PNG = "image/png"


def _answer(**reading: Any) -> bytes:
    return packed(Answer(reading=Reading(media_type=PNG, **reading)))


@given(st.binary(max_size=300))
def test_random_bytes_are_no_answer(untrusted: bytes) -> None:
    with pytest.raises(BadAnswer):
        wire.answer(untrusted, PNG)
    with pytest.raises(BadAnswer):
        wire.preview(untrusted, 100)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_spoilt_answer_is_refused_or_still_within_bounds(at: int, byte: int) -> None:
    good = bytearray(_answer(width=10, facts={"make": "X"}, tags=(Tag("g", "n", "t"),)))
    good[at % len(good)] = byte
    try:
        said = wire.answer(bytes(good), PNG)
    except BadAnswer:
        return
    assert said.reading is not None
    assert said.reading.media_type == PNG


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": -1},
        {"height": 2**60},
        {"image_data": "not a digest"},
        {"facts": {"latitude": float("nan")}},
        {"facts": {"latitude": "39"}},
        {"facts": {"unheard_of": 1}},
        {"facts": {"time_original": "2026-02-30T10:00:00"}},
        {"facts": {"gps_time": "2026-02-03T10:00:00"}},
        {"facts": {"orientation": 9}},
        {"facts": {"orientation": True}},
        {"facts": {"make": "x" * 1001}},
        {"facts": {"xmp_history": [{"who": "x"}]}},
        {"tags": (Tag("g", "n", "x" * (LONGEST_TAG_TEXT + 1)),)},
        {"tags": (Tag("g", "n", "t"),) * (MOST_TAGS + 1)},
        {"structure": {"a": [[[[[[1]]]]]]}},
        {"structure": {"a": float("inf")}},
        {"structure": {"a": [1] * 5000}},
        {"thumbnail": b"\xff\xd8 made by a worker"},
        {"complaints": ("x" * 401,)},
    ],
)
def test_what_is_out_of_bounds_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer):
        wire.answer(_answer(**wrong), PNG)


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(),
        Answer(reading=Reading(media_type="image/jpeg")),
        Answer(reading=Reading(media_type=PNG), nothing=NoReading("x")),
        Answer(reading=Reading(media_type=PNG), pixels=Pixels(2, 2, b"12")),
        Answer(nothing=NoReading("x"), pixels=Pixels(1, 1, b"123")),
    ],
)
def test_an_answer_of_another_shape_is_refused(wrong: Answer) -> None:
    with pytest.raises(BadAnswer):
        wire.answer(packed(wrong), PNG)


def test_a_preview_is_no_larger_than_asked() -> None:
    pixels = Pixels(4, 1, bytes(12))
    assert wire.preview(packed(Answer(pixels=pixels)), 4) == pixels
    with pytest.raises(BadAnswer):
        wire.preview(packed(Answer(pixels=pixels)), 3)


def test_only_known_limits_are_said_to_hold() -> None:
    assert wire.hello(packed(Hello(("memory", "everything")))).held == ("memory",)
    with pytest.raises(BadAnswer):
        wire.hello(msgspec.msgpack.encode({"held": 5}))


def test_a_thumbnail_holds_nothing_but_pixels() -> None:
    made = as_jpeg(Pixels(2, 2, bytes(12)))
    assert made[:4] == b"\xff\xd8\xff\xe0"
    assert b"Exif" not in made
