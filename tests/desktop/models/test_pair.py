"""Which of two pictures is the first, and where the right one lies on the left one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from desktop.models.pair import Pair, Side, side_of
from desktop.workbench import Workbench
from tests.desktop.small_case import small_case

LESSER, GREATER = Side(case="a", exhibit="1", number="1"), Side(case="b", exhibit="1", number="2")
VALUES: dict[str, Any] = {
    "variant": "turned_90", "box": [0, 0, 500, 1000], "box_in_first": True,
    "points": [[0, 0, 1000, 0]],
}  # fmt: skip


def test_the_right_one_lies_on_the_left_one_from_either_side() -> None:
    one = Pair(left=LESSER, right=GREATER, match_class="mirrored_rotated", values=VALUES).lying()
    other = Pair(left=GREATER, right=LESSER, match_class="mirrored_rotated", values=VALUES).lying()
    there_and_back = other.onto * one.onto
    for corner in (QPointF(0, 0), QPointF(1, 0), QPointF(0.3, 0.7)):
        assert (there_and_back.map(corner) - corner).manhattanLength() < 1e-9
    assert (len(one.first_marks), len(one.second_marks)) == (1, 0)
    assert other.second_marks == one.first_marks
    assert other.points == ((QPointF(1, 0), QPointF(0, 0)),)


def test_pictures_that_are_not_one_picture_are_not_laid() -> None:
    for kind in ("", "same_device"):
        pair = Pair(left=LESSER, right=GREATER, match_class=kind, values=VALUES)
        assert not pair.alike
        assert pair.lying().onto == QTransform()


def test_sides_are_named_by_what_is_known(empty_bench: Workbench) -> None:
    case = small_case(empty_bench)
    look = empty_bench.workspace.look
    row = look.exhibits(case)[0]
    side = side_of(look, case, row.exhibit)
    assert (side.number, side.name) == (row.number, "现场1.jpg")
    assert side.case_number == look.case(case).number
    assert side_of(look, case, "9" * 32).number == ""
