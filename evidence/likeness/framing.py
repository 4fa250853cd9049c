"""
How one picture's frame lies in the other's: turned, tilted, cut out, or set into something else.

Works on the transform and on small grey pictures. A part that was cut out goes on beyond its
edge in the larger picture; one that was set in (a screen, a collage, a border) ends there with
an edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from evidence.likeness.picture import Small

WHOLE = 0.965
"""Share of a picture's area from which it counts as shown whole."""

_EDGE, _LEAST_STEP, _MARGIN = 1.4, 8.0, 4
_Array = NDArray[Any]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """
    `first_shown` is the share of the first's area that the second shows, and so on; `angle` in
    degrees; `scale` from first to second relative to their widths; `tilt` how unevenly sizes
    change over the picture (1: not at all); `box` where the other one lies; `embedded` if it was
    set into something else there.
    """

    first_shown: float
    second_shown: float
    angle: float
    scale: float
    tilt: float
    box: Box | None
    box_in_first: bool
    embedded: bool


def framing(first: Small, second: Small, between: NDArray[np.float64]) -> Framing:
    """Of two pictures and the transform between them, places from 0 to 1."""
    back = np.asarray(np.linalg.pinv(between))
    in_second, in_first = _quad(between), _quad(back)
    second_shown, first_shown = _area(in_second), _area(in_first)
    box, box_in_first = None, first_shown < second_shown
    if min(first_shown, second_shown) < WHOLE:
        box = _box(in_first if box_in_first else in_second)
    outer = first if box_in_first else second
    angle, scale, tilt = _turn(first, second, between)
    square = abs((angle + 45) % 90 - 45) < 1.5
    return Framing(
        first_shown=first_shown,
        second_shown=second_shown,
        angle=angle,
        scale=scale,
        tilt=tilt,
        box=box,
        box_in_first=box_in_first and box is not None,
        embedded=box is not None and square and _ends_in_edges(outer, box),
    )


def _quad(between: _Array) -> NDArray[np.float32]:
    corners = np.array([[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1.0]]) @ between.T
    depth = np.where(np.abs(corners[:, 2:]) < 1e-6, 1e-6, corners[:, 2:])
    return np.asarray(corners[:, :2] / depth, np.float32)


def _area(quad: NDArray[np.float32]) -> float:
    """How much of the unit square a quadrangle covers."""
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    area, _ = cv2.intersectConvexConvex(cv2.convexHull(quad), square)
    return min(1.0, float(area))


def _box(quad: NDArray[np.float32]) -> Box:
    inside = np.clip(quad, 0, 1)
    (left, top), (right, bottom) = inside.min(axis=0), inside.max(axis=0)
    sides = (left, top, right - left, bottom - top)
    x, y, width, height = (round(1000 * float(side)) for side in sides)
    return x, y, max(1, width), max(1, height)


def _turn(first: Small, second: Small, between: _Array) -> tuple[float, float, float]:
    """Angle after mirroring, scale and tilt, at the middle of what both show."""
    ends = np.diag([second.width, second.height, 1.0])
    pixels = ends @ between @ np.diag([1 / first.width, 1 / first.height, 1.0])
    seen = np.clip(_quad(np.linalg.pinv(between)), 0, 1) * [first.width, first.height]
    middle = seen.mean(axis=0)
    slope = _slope(pixels, middle)
    if np.linalg.det(slope) < 0:
        slope = slope @ np.diag([-1.0, 1.0])
    angle = math.degrees(math.atan2(slope[1, 0] - slope[0, 1], slope[0, 0] + slope[1, 1]))
    sizes = [abs(float(np.linalg.det(_slope(pixels, place)))) for place in seen]
    tilt = math.sqrt(max(sizes) / max(1e-9, min(sizes)))
    across = math.sqrt(max(1e-9, abs(float(np.linalg.det(slope)))))
    return angle, across * first.width / second.width, tilt


def _slope(pixels: _Array, place: _Array) -> NDArray[np.float64]:
    """What one step right and one step down become, at a place."""
    steps = np.array([[0, 0], [1, 0], [0, 1.0]]) + place
    carried = np.column_stack([steps, np.ones(3)]) @ pixels.T
    there = carried[:, :2] / np.where(np.abs(carried[:, 2:]) < 1e-9, 1e-9, carried[:, 2:])
    return np.asarray((there[1:] - there[0]).T, np.float64)


def _ends_in_edges(outer: Small, box: Box) -> bool:
    """Whether at least half of the box's sides inside the picture are edges there."""
    grey = outer.grey
    x, y, width, height = box
    left, right = x * outer.width / 1000, (x + width) * outer.width / 1000
    top, bottom = y * outer.height / 1000, (y + height) * outer.height / 1000
    rows = grey[round(top) : max(round(top) + 1, round(bottom))]
    columns = grey[:, round(left) : max(round(left) + 1, round(right))]
    sides = (
        (rows.T, left), (rows.T, right), (columns, top), (columns, bottom),
    )  # fmt: skip
    found = [
        _edge(lines, round(at))
        for lines, at in sides
        if _MARGIN + 2 <= round(at) <= len(lines) - _MARGIN - 2
    ]
    return bool(found) and 2 * sum(found) >= len(found)


def _edge(lines: _Array, at: int) -> bool:
    """Whether the lines on both sides of a place differ more than lines as far apart nearby do."""

    def step(before: int) -> float:
        a, b = (min(len(lines) - 1, max(0, before + way)) for way in (-2, 1))
        return float(np.abs(lines[a] - lines[b]).mean())

    usual = max(step(at + way) for way in (-6, -3, 3, 6))
    return step(at) > max(_LEAST_STEP, _EDGE * usual)
