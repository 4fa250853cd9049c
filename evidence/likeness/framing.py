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

_EDGE, _LEAST_STEP, _MARGIN, _SAMPLES = 1.3, 8.0, 3, 48
_UNTILTED = 1.06
_THIN = 35
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
    outer, inner = (first, in_first) if box_in_first else (second, in_second)
    angle, scale, tilt = _turn(first, second, between)
    # What an editor turns keeps its size; only the corners outside it are plain.
    reach = inner.max(axis=0) - inner.min(axis=0)
    corners_only = abs((angle + 45) % 90 - 45) > 1 and tilt < _UNTILTED and min(reach) > WHOLE
    return Framing(
        first_shown=first_shown,
        second_shown=second_shown,
        angle=angle,
        scale=scale,
        tilt=tilt,
        box=box,
        box_in_first=box_in_first and box is not None,
        embedded=box is not None
        and not corners_only
        and not _nearly_all(box)
        and _ends_in_edges(outer, inner),
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


def _nearly_all(box: Box) -> bool:
    """Whether too little is left around a box to tell a frame from a cut."""
    left, top, width, height = box
    return max(left, top, 1000 - left - width, 1000 - top - height) < _THIN


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


def _ends_in_edges(outer: Small, quad: NDArray[np.float32]) -> bool:
    """Whether at least half of the sides that lie inside the picture are edges there."""
    corners = quad * [outer.width, outer.height]
    middle = corners.mean(axis=0)
    found = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
        out = np.array([along[1], -along[0]])
        out = out if (start - middle) @ out > 0 else -out
        line = start + np.linspace(0.05, 0.95, _SAMPLES)[:, None] * (end - start)
        room = ((line >= _MARGIN) & (line <= [outer.width - _MARGIN, outer.height - _MARGIN])).all(
            1
        )
        if room.sum() >= _SAMPLES // 3:
            found.append(_edge(outer.grey, line[room], out))
    return bool(found) and 2 * sum(found) >= len(found)


def _edge(grey: _Array, line: _Array, out: _Array) -> bool:
    """Whether both sides of a line differ more than those of lines beside it do."""

    def at(places: _Array) -> _Array:
        x, y = np.rint(places - 0.5).astype(int).T
        rows, columns = np.clip(y, 0, grey.shape[0] - 1), np.clip(x, 0, grey.shape[1] - 1)
        return np.asarray(grey[rows, columns])

    def step(away: float) -> float:
        differ = at(line + (away + 1.5) * out) - at(line + (away - 1.5) * out)
        return float(np.abs(differ).mean())

    usual = max(step(away) for away in (-7, -4, 4))
    return max(step(-0.7), step(0), step(0.7)) > max(_LEAST_STEP, _EDGE * usual)
