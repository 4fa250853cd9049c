"""
Where a match shows in a picture: outlines of the part cut out and of what differs, and places
that lie alike. In per mille of a picture's sides, from what was recorded with the match; what
cannot be understood is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.index.rows import MatchRow

PER_MILLE, MILLIONTHS = 1000, 1_000_000
MOST_OUTLINES, MOST_LINES = 12, 24
FARTHEST = 1_000_000

Place = tuple[int, int]
Outline = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """`own` and `other` outlines of the two pictures; `lines` from places of the own to theirs."""

    own: tuple[Outline, ...] = ()
    other: tuple[Outline, ...] = ()
    lines: tuple[tuple[Place, Place], ...] = ()


def marks_of(match: MatchRow) -> Marks:
    """The marks of a match that names two pictures, seen from its own side."""
    values = match.values
    onto = _numbers(values.get("transform"), 9)
    if not onto:
        return Marks()
    first: list[Outline] = []
    second: list[Outline] = []
    if box := _box(values.get("box")):
        (first if values.get("box_in_first") else second).append(box)
    back = _inverse(onto)
    for region in _listed(values.get("regions"), MOST_OUTLINES):
        place = _box(region)
        if place and values.get("regions_in_first"):
            first.append(place)
            second.append(tuple(_carried(onto, at) for at in place))
        elif place:
            second.append(place)
            first.append(tuple(_carried(back, at) for at in place))
    lines = tuple(_lines(values.get("points")))
    mine = f"{match.case}/{match.exhibit}" < f"{match.other_case}/{match.other_exhibit}"
    if mine:
        return Marks(tuple(first), tuple(second), lines)
    return Marks(tuple(second), tuple(first), tuple((b, a) for a, b in lines))


def _lines(untrusted: Any) -> Iterator[tuple[Place, Place]]:
    pairs = [numbers for one in _listed(untrusted, 400) if (numbers := _numbers(one, 4))]
    step = max(1, -(-len(pairs) // MOST_LINES))
    for a, b, c, d in pairs[::step]:
        yield (round(a), round(b)), (round(c), round(d))


def _box(untrusted: Any) -> Outline:
    numbers = _numbers(untrusted, 4)
    if not numbers or min(numbers) < 0 or max(numbers) > PER_MILLE:
        return ()
    left, top, width, height = (round(number) for number in numbers)
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _carried(onto: Sequence[float], place: Place) -> Place:
    x, y = place
    a, b, c, d, e, f, g, h, i = onto
    # The transform is of places from 0 to 1, these are thousandths.
    c, f, g, h = c * PER_MILLE, f * PER_MILLE, g / PER_MILLE, h / PER_MILLE
    depth = g * x + h * y + i
    depth = depth if abs(depth) > 1e-9 else 1e-9
    return _bounded((a * x + b * y + c) / depth), _bounded((d * x + e * y + f) / depth)


def _bounded(place: float) -> int:
    """A paper holds whole numbers; what lies far outside a picture is not drawn anyway."""
    return round(max(-FARTHEST, min(FARTHEST, place)))


def _inverse(onto: Sequence[float]) -> tuple[float, ...]:
    """By the adjugate: places are divided by their depth, so its scale says nothing."""
    a, b, c, d, e, f, g, h, i = onto
    return (
        e * i - f * h, c * h - b * i, b * f - c * e,
        f * g - d * i, a * i - c * g, c * d - a * f,
        d * h - e * g, b * g - a * h, a * e - b * d,
    )  # fmt: skip


def _listed(untrusted: Any, most: int) -> list[Any]:
    return list(untrusted[:most]) if isinstance(untrusted, list | tuple) else []


def _numbers(untrusted: Any, count: int) -> tuple[float, ...]:
    """Millionths where there are nine, else as they are."""
    if not isinstance(untrusted, list | tuple) or len(untrusted) != count:
        return ()
    if not all(isinstance(n, int) and abs(n) < 2**40 for n in untrusted):
        return ()
    return tuple(n / (MILLIONTHS if count == 9 else 1) for n in untrusted)
