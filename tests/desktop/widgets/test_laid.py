"""How one picture lies on the other, checked against the pixels the engine itself turned."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPolygonF, QTransform

from desktop.widgets.laid import both, difference, laid, laid_over
from evidence.likeness.fingerprint import VARIANTS, turned

FOUR = np.array([[10, 60], [120, 240]], np.uint8)
"""Four quarters, each of its own grey, so that every turn of it looks different."""


def _picture(greys: Any, side: int = 40) -> QImage:
    made = QImage(side, side, QImage.Format.Format_RGB32)
    for y in range(side):
        for x in range(side):
            grey = int(greys[2 * y // side, 2 * x // side])
            made.setPixelColor(x, y, QColor(grey, grey, grey))
    return made


def _quarters(image: QImage) -> list[list[int]]:
    w, h = image.width(), image.height()
    places = (
        (h // 4, w // 4),
        (h // 4, 3 * w // 4),
        (3 * h // 4, w // 4),
        (3 * h // 4, 3 * w // 4),
    )
    a, b, c, d = (image.pixelColor(x, y).red() for y, x in places)
    return [[a, b], [c, d]]


@pytest.mark.parametrize("variant", range(8))
def test_a_turned_picture_lies_the_same_way_up(variant: int) -> None:
    how = laid("mirrored_rotated", {"variant": VARIANTS[variant], "box": None})
    second = turned(FOUR, variant)
    made = laid_over(_picture(second), _picture(FOUR), how.onto)
    assert _quarters(made) == second.tolist()


@pytest.mark.parametrize("in_first", [True, False])
def test_a_cut_lies_where_it_was_cut_out(in_first: bool) -> None:
    how = laid(
        "cropped", {"variant": "as_is", "box": [100, 200, 800, 700], "box_in_first": in_first}
    )
    corner = how.onto.map(QPointF(0.1, 0.2)) if in_first else how.onto.map(QPointF(0, 0))
    at = QPointF(0, 0) if in_first else QPointF(0.1, 0.2)
    assert (corner - at).manhattanLength() < 1e-9
    marked = how.first_marks if in_first else how.second_marks
    assert marked == (QPolygonF(QRectF(0.1, 0.2, 0.8, 0.7)),)
    bounds = both(how.onto)
    assert bounds.contains(QRectF(0, 0, 1, 1)) is True
    assert (bounds.width() > 1.2) is in_first


def test_a_place_that_differs_is_marked_in_both() -> None:
    how = laid("edited_locally", {"variant": "as_is", "box": [166, 332, 332, 166]})
    assert how.onto == QTransform()
    assert how.first_marks == how.second_marks == (QPolygonF(QRectF(0.166, 0.332, 0.332, 0.166)),)
    turned_too = laid(
        "mirrored_rotated",
        {"variant": "mirrored", "box": [0, 332, 332, 166], "box_in_first": False},
    )
    (mark,) = turned_too.first_marks
    assert mark.boundingRect().left() == pytest.approx(1 - 0.332)


def test_a_later_engine_says_it_with_a_matrix_boxes_and_points() -> None:
    how = laid(
        "edited_locally",
        {
            "transform": [500_000, 0, 250_000, 0, 1_000_000, 0, 0, 0, 1_000_000],
            "box": [0, 0, 800, 800],
            "box_in_first": True,
            "regions": [[0, 0, 500, 500], [500, 500, 500, 500], ["x"]],
            "points": [[0, 0, 250, 0], [1000, 1000, 750, 1000], [1]],
        },
    )
    assert how.onto.map(QPointF(1, 1)) == QPointF(0.75, 1)
    assert how.first_marks[0] == QPolygonF(QRectF(0, 0, 0.8, 0.8))
    assert len(how.second_marks) == 2
    assert len(how.first_marks) == 3
    # What is marked in the left half of the second lies at the first's left edge and beyond.
    assert how.second_marks[0] == QPolygonF(QRectF(0, 0, 0.5, 0.5))
    assert how.first_marks[1].boundingRect() == QRectF(-0.5, 0, 1, 0.5)
    turned = laid("cropped", {"transform": [2_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000],
                              "regions": [[0, 0, 100, 100]], "regions_in_first": True})  # fmt: skip
    assert turned.first_marks == (QPolygonF(QRectF(0, 0, 0.1, 0.1)),)
    assert turned.second_marks[0].boundingRect() == QRectF(0, 0, 0.2, 0.1)
    assert how.points[0] == (QPointF(0, 0), QPointF(0.25, 0))


@pytest.mark.parametrize(
    "values",
    [
        {"variant": 7, "box": "all"},
        {"box": [0, 0, 0, 0]},
        {"box": [0, 0, -5, 2000]},
        {"transform": [0] * 9},
        {"transform": [1.5] * 9, "regions": {}, "points": 3},
    ],
)
def test_what_cannot_be_understood_is_left_out(values: dict[str, Any]) -> None:
    how = laid("cropped", values)
    assert how.onto == QTransform()
    assert (how.first_marks, how.second_marks, how.points) == ((), (), ())


def test_only_what_differs_is_bright(qapp: Any) -> None:
    other = FOUR.copy()
    other[1, 0] += 10
    made = difference(_picture(FOUR), _picture(other), QTransform(), 4)
    assert _quarters(made) == [[0, 0], [40, 0]]
    beyond = difference(_picture(FOUR), _picture(FOUR), QTransform.fromTranslate(0.5, 0), 1)
    assert _quarters(beyond) == [[0, 50], [0, 120]]
