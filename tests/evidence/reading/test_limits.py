"""Limits travel to the worker, and each has a sentence."""

from __future__ import annotations

import pytest

from evidence.reading import read_file
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.limits import HELD, HOST_KEEPS, Limits


def test_what_is_told_is_heard() -> None:
    some = Limits(processor=3, memory=2**28, open_files=9, files=4)
    assert Limits.heard(some.told()) == some
    assert Limits.heard(()) == Limits()


def test_what_the_host_keeps_is_a_limit() -> None:
    assert set(HOST_KEEPS) < set(HELD)
    assert all(HELD.values())


@pytest.mark.parametrize(
    ("kind", "orientation", "expected"),
    [
        ("image/heic", 6, (4032, 3024)),
        ("image/heic", 1, (3024, 4032)),
        ("image/jpeg", 6, (3024, 4032)),
    ],
)
def test_the_stored_size_of_a_turned_picture(
    kind: str, orientation: int, expected: tuple[int, int]
) -> None:
    sheet = FactSheet({"orientation": orientation, "exif_width": 4032, "exif_height": 3024})
    assert read_file._as_stored(sheet, kind, 3024, 4032) == expected
