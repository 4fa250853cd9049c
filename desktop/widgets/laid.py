"""
How one of two like pictures lies on the other, from what was recorded with their match.

Places are in units of a picture as seen upright: (0, 0) its upper left corner, (1, 1) its lower
right one. The first of two is the one with the lesser "case/exhibit", as the engines were asked.
What is recorded may be of an earlier or a later engine, or nonsense from elsewhere: what cannot
be understood is left out, and the pictures then lie as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF, QTransform

from evidence.likeness.fingerprint import VARIANTS

PER_MILLE = 1000
MILLIONTHS = 1_000_000
MOST_BOXES = 32
MOST_POINTS = 400
LARGEST_GAIN = 16
COMPARED_SIDE = 1280

_HALF_TURNS = ((1, 1), (-1, 1), (-1, -1), (1, -1))
"""Which ways are turned round (across, down) in the variants 0 to 3; 4 to 7 swap the axes first."""

_SIXTH = 166
"""The first engine names places that differ by sixths of a side, and cuts by 128ths."""


@dataclass(frozen=True, slots=True)
class Laid:
    """
    `onto` takes places of the first picture to places of the second. The marks outline the
    part that was cut out, or what differs, in each picture's own places; `points` are places
    that agree, in the first and in the second.
    """

    onto: QTransform
    first_marks: tuple[QPolygonF, ...] = ()
    second_marks: tuple[QPolygonF, ...] = ()
    points: tuple[tuple[QPointF, QPointF], ...] = ()


def laid(match_class: str, values: dict[str, Any]) -> Laid:
    """How the first picture of a match lies on the second."""
    onto = _transform(values.get("transform"))
    return _laid_whole(match_class, values) if onto is None else _laid_by_places(onto, values)


def _laid_by_places(onto: QTransform, values: dict[str, Any]) -> Laid:
    """As `parts-1` records it: every box in its own picture's places."""
    first: list[QPolygonF] = []
    second: list[QPolygonF] = []
    box = _rect(values.get("box"))
    if box is not None:
        (first if values.get("box_in_first") else second).append(QPolygonF(box))
    in_first = bool(values.get("regions_in_first"))
    for place in _rects(values.get("regions")):
        own, other = (first, second) if in_first else (second, first)
        own.append(QPolygonF(place))
        other.append((onto if in_first else _inverse(onto)).map(QPolygonF(place)))
    return Laid(onto, tuple(first), tuple(second), _points(values.get("points")))


def _laid_whole(match_class: str, values: dict[str, Any]) -> Laid:
    """As `whole-image-1` recorded it: turned first, and cut then."""
    turn = _turn(values.get("variant"))
    box = _rect(values.get("box"))
    cut = box is not None and not _is_place(match_class, values)
    onto = turn
    if box is not None and cut:
        onto = turn * (_from_box(box) if values.get("box_in_first") else _into_box(box))
    first: list[QPolygonF] = []
    second: list[QPolygonF] = []
    if box is not None and cut:
        if values.get("box_in_first"):
            first.append(_inverse(turn).map(QPolygonF(box)))
        else:
            second.append(QPolygonF(box))
    places = [box] if box is not None and not cut else []
    for place in places + _rects(values.get("regions")):
        second.append(QPolygonF(place))
        first.append(_inverse(onto).map(QPolygonF(place)))
    return Laid(onto, tuple(first), tuple(second), _points(values.get("points")))


def both(places: QTransform) -> QRectF:
    """What holds a picture and one laid on it, in the places of the picture."""
    whole = QRectF(0, 0, 1, 1)
    return whole.united(places.mapRect(whole))


def laid_over(under: QImage, over: QImage, onto: QTransform) -> QImage:
    """`over` as it lies on `under`: of the size of `under`, black where it does not reach."""
    made = QImage(under.size(), QImage.Format.Format_RGB32)
    made.fill(0)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(
        QTransform.fromScale(1 / max(1, over.width()), 1 / max(1, over.height()))
        * onto
        * QTransform.fromScale(under.width(), under.height())
    )
    painter.drawImage(0, 0, over)
    painter.end()
    return made


def difference(under: QImage, over: QImage, onto: QTransform, gain: int) -> QImage:
    """How much each place differs, `gain` (1, 2, 4, 8, 16) times as bright; black: not at all."""
    base = _small(under)
    made = laid_over(base, _small(over), onto)
    mask = laid_over(base, _white(over), onto)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, base)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(0, 0, mask)
    painter.end()
    brighter = 1
    while brighter < min(gain, LARGEST_GAIN):
        same = made.copy()
        painter = QPainter(made)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.drawImage(0, 0, same)
        painter.end()
        brighter *= 2
    return made


def _small(image: QImage) -> QImage:
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    if max(image.width(), image.height()) <= COMPARED_SIDE:
        return rgb
    return rgb.scaled(
        COMPARED_SIDE,
        COMPARED_SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _white(image: QImage) -> QImage:
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(0xFFFFFFFF)
    return made


def _turn(variant: Any) -> QTransform:
    if variant not in VARIANTS:
        return QTransform()
    number = VARIANTS.index(variant)
    across, down = _HALF_TURNS[number % 4]
    swap = QTransform(0, 1, 1, 0, 0, 0) if number >= 4 else QTransform()
    middle = QTransform.fromTranslate(-0.5, -0.5) * QTransform.fromScale(across, down)
    return swap * middle * QTransform.fromTranslate(0.5, 0.5)


def _is_place(match_class: str, values: dict[str, Any]) -> bool:
    """Whether the box is a place that differs, not the part that was cut out."""
    if "regions" in values:
        return False
    if match_class == "mirrored_rotated" and not values.get("box_in_first"):
        return all(side % _SIXTH == 0 for side in values["box"])
    return match_class not in ("cropped", "mirrored_rotated")


def _from_box(box: QRectF) -> QTransform:
    return QTransform.fromTranslate(-box.left(), -box.top()) * QTransform.fromScale(
        1 / box.width(), 1 / box.height()
    )


def _into_box(box: QRectF) -> QTransform:
    return QTransform.fromScale(box.width(), box.height()) * QTransform.fromTranslate(
        box.left(), box.top()
    )


def _inverse(transform: QTransform) -> QTransform:
    inverse, _ = transform.inverted()
    return inverse


def _rect(untrusted: Any) -> QRectF | None:
    """A box in per mille of the sides, if it is one."""
    numbers = _integers(untrusted, 4)
    if not numbers or min(numbers) < 0 or max(numbers) > PER_MILLE or min(numbers[2:]) <= 0:
        return None
    return QRectF(*(number / PER_MILLE for number in numbers))


def _rects(untrusted: Any) -> list[QRectF]:
    listed = untrusted[:MOST_BOXES] if isinstance(untrusted, list | tuple) else ()
    return [rect for each in listed if (rect := _rect(each)) is not None]


def _points(untrusted: Any) -> tuple[tuple[QPointF, QPointF], ...]:
    """Pairs of places x, y, x, y in per mille."""
    listed = untrusted[:MOST_POINTS] if isinstance(untrusted, list | tuple) else ()
    pairs = [numbers for each in listed if (numbers := _integers(each, 4))]
    return tuple(
        (QPointF(a / PER_MILLE, b / PER_MILLE), QPointF(c / PER_MILLE, d / PER_MILLE))
        for a, b, c, d in pairs
    )


def _transform(untrusted: Any) -> QTransform | None:
    """Nine whole numbers, row by row, in millionths, which take a first place to a second."""
    numbers = _integers(untrusted, 9)
    if not numbers:
        return None
    a, b, c, d, e, f, g, h, i = (number / MILLIONTHS for number in numbers)
    found = QTransform(a, d, g, b, e, h, c, f, i)
    return found if found.isInvertible() else None


def _integers(untrusted: Any, count: int) -> tuple[int, ...]:
    if not isinstance(untrusted, list | tuple) or len(untrusted) != count:
        return ()
    whole = all(isinstance(n, int) and abs(n) < 2**40 for n in untrusted)
    return tuple(untrusted) if whole else ()
