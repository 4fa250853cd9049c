"""What is remembered of a file: kept whole, refused when it is of another form."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.examination import remembered
from evidence.examination.remembered import Facts, Remembered, key_of, of_reading
from evidence.likeness.picture import Picture
from evidence.reading import complaints
from evidence.reading.features import made
from evidence.reading.reading import NoReading, Reading
from tests.evidence.examination.built import scene
from tests.evidence.likeness.test_classes import NOON, picture

SEEN = picture(scene(1), taken=NOON)
WHOLE = Remembered(image_data="a" * 64, device="X Y 12345", picture=SEEN)


def reading(**how: Any) -> Reading:
    features, small = made(scene(1), "stored")
    looks: dict[str, Any] = {"fingerprint": SEEN.fingerprint, "features": features, "small": small}
    return Reading(media_type="image/jpeg", width=600, height=800, **(looks | how))


def seen(found: Remembered) -> Picture:
    assert found.picture is not None
    return found.picture


def test_it_comes_back_as_it_was() -> None:
    back = Remembered.from_bytes(WHOLE.to_bytes())
    assert back is not None
    assert back.to_bytes() == WHOLE.to_bytes()
    assert seen(back).features.to_bytes() == SEEN.features.to_bytes()
    assert replace(seen(back), features=SEEN.features) == SEEN
    assert back.facts == WHOLE.facts == Facts("a" * 64, "X Y 12345", True, True)
    assert Remembered.from_bytes(Remembered().to_bytes()) == Remembered()


@given(st.binary(max_size=200))
def test_other_bytes_are_nothing(piece: bytes) -> None:
    assert Remembered.from_bytes(piece) in (None, Remembered())


@pytest.mark.parametrize("cut", [1, 100, 40_000])
def test_a_cut_piece_is_nothing(cut: int) -> None:
    assert Remembered.from_bytes(WHOLE.to_bytes()[:-cut]) is None


def test_another_version_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = WHOLE.to_bytes()
    monkeypatch.setattr(remembered, "VERSIONS", (9, 9, 9))
    assert Remembered.from_bytes(piece) is None


def test_the_size_is_the_upright_one() -> None:
    found = seen(of_reading(reading(facts={"orientation": 6})))
    assert (found.width, found.height) == (800, 600)


@pytest.mark.parametrize(
    ("facts", "when"),
    [
        ({"time_original": "2026-03-01T12:00:00"}, NOON),
        (
            {"time_original": "2026-03-01T12:00:00", "subsec_original": "25"},
            NOON + timedelta(milliseconds=250),
        ),
        (
            {"time_original": "2026-03-01T12:00:00", "offset_original": "+08:00"},
            datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=8))),
        ),
        ({"time_original": "2026-03-01T12:00:00", "subsec_original": "x"}, NOON),
        ({}, None),
    ],
)
def test_when_it_was_taken(facts: dict[str, str], when: datetime | None) -> None:
    assert seen(of_reading(reading(facts=facts))).taken == when


def test_without_pixels_there_is_nothing_to_compare() -> None:
    assert of_reading(NoReading(complaints.STOPPED)) == Remembered()
    assert of_reading(reading(features=b"", small=None)).picture is None


def test_only_serial_numbers_that_say_something_name_a_device() -> None:
    def device(serial: str) -> str:
        facts = {"make": "Canon", "model": "EOS", "serial_number": serial}
        return of_reading(Reading(media_type="image/jpeg", facts=facts)).device

    assert device("0123456789") == "Canon EOS 0123456789"
    assert [device(s) for s in ("", "0", "0000000000", "unknown", "N/A", "1111111", "1234")] == [
        ""
    ] * 7


def test_a_key_names_case_and_exhibit() -> None:
    assert key_of("c", "e") == "c/e"
