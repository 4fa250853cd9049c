"""Where a match shows: outlines and lines from either side, nonsense left out."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.index.rows import MatchRow
from evidence.papers.content.match_marks import Marks, marks_of

# The second shows the left half of the first.
VALUES: dict[str, Any] = {
    "transform": [2_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000],
    "box": [0, 0, 500, 1000],
    "box_in_first": True,
    "regions": [[100, 100, 200, 200]],
    "regions_in_first": False,
    "points": [[100, 500, 200, 500], [1]],
}


def match(values: dict[str, Any], first: bool = True) -> MatchRow:
    sides = ("a", "1", "b", "2") if first else ("b", "2", "a", "1")
    return MatchRow("p", *sides, "cropped", "parts-1", values, "", "")


def test_from_either_side() -> None:
    seen = marks_of(match(VALUES))
    assert seen.own[0] == ((0, 0), (500, 0), (500, 1000), (0, 1000))
    assert seen.own[1] == ((50, 100), (150, 100), (150, 300), (50, 300))
    assert seen.other == (((100, 100), (300, 100), (300, 300), (100, 300)),)
    assert seen.lines == (((100, 500), (200, 500)),)
    back = marks_of(match(VALUES, first=False))
    assert (back.own, back.other) == (seen.other, seen.own)
    assert back.lines == (((200, 500), (100, 500)),)


def test_a_region_of_the_first_is_carried_to_the_second() -> None:
    seen = marks_of(match(VALUES | {"regions_in_first": True, "box": None}))
    assert seen.other == (((200, 100), (600, 100), (600, 300), (200, 300)),)


@pytest.mark.parametrize(
    "values",
    [{}, {"transform": [1] * 8}, {"transform": ["x"] * 9}, {"box": [0, 0, 1, 1]}],
)
def test_what_cannot_be_understood_is_left_out(values: dict[str, Any]) -> None:
    assert marks_of(match(values)) == Marks()


def test_odd_numbers_end_nothing() -> None:
    seen = marks_of(match(VALUES | {"regions": [[333, 333, 333, 333]]}))
    assert all(type(n) is int for outline in seen.own + seen.other for at in outline for n in at)
    odd = {"transform": [0] * 9, "regions": [[0, 0, 9, 9], [-1, 0, 2000, 3], 7], "points": 3}
    assert len(marks_of(match(odd)).own) == 1
