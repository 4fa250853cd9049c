"""
Two small grey pictures laid over each other by a known transform: where they agree, where not.

The coarser of the two gives the grid; the finer is laid on it. In blocks of 10 pixels the fine
detail of both is correlated, with a pixel of play. A block says something only where there is
detail to see. Nothing is decided here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from evidence.likeness.picture import Small

BLOCK = 10
AGREES, DIFFERS = 0.70, 0.35
"""Correlation of a block's detail from which it agrees, and below which it differs."""

_BROAD = 9
_LEAST_DETAIL, _CLEAR_DETAIL = 3.0, 7.0
_COVERED = 0.9
_SHIFTS = tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if x or y)
_Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """
    Blocks of the overlap, in the grid of the first picture if `in_first`, else of the second.

    `agree`, `differ`: blocks that do; `covered`: blocks of the overlap; `correlation` of all of
    them as one; `closeness`: the correlation, without play, of the middling one of those that
    say something; `width`, `height`: of the grid's picture in pixels.
    """

    in_first: bool
    width: int
    height: int
    covered: NDArray[np.bool_]
    agree: NDArray[np.bool_]
    differ: NDArray[np.bool_]
    correlation: float
    closeness: float

    @property
    def share(self) -> float:
        """Of the blocks that say something, those that agree."""
        said = int(self.agree.sum() + self.unlike)
        return int(self.agree.sum()) / said if said else 0.0

    @property
    def unlike(self) -> int:
        return int(self.differ.sum())


def aligned(first: Small, second: Small, transform: NDArray[np.float64]) -> Aligned:
    """Lay them; `transform` takes places of the first to the second, both from 0 to 1."""
    between: _Array = (
        np.diag([second.width, second.height, 1.0])
        @ transform
        @ np.diag([1 / first.width, 1 / first.height, 1.0])
    )
    centre = np.array([first.width / 2, first.height / 2])
    in_first = _scale(between, centre) >= 1
    if in_first:
        grid, other, to_other = first, second, between
    else:
        grid, other, to_other = second, first, np.asarray(np.linalg.pinv(between))
    base = grid.grey
    over, mask = _laid(other.grey, to_other, grid)
    return _blocks(in_first, base, over, mask)


def _scale(transform: _Array, centre: _Array) -> float:
    """How much larger things are in the second, by the area of a small square in the middle."""
    square = centre + np.array([[0, 0], [1, 0], [0, 1]])
    carried = np.column_stack([square, np.ones(3)]) @ transform.T
    places = carried[:, :2] / np.where(np.abs(carried[:, 2:]) < 1e-9, 1e-9, carried[:, 2:])
    return math.sqrt(abs(float(np.linalg.det(places[1:] - places[0]))))


def _laid(picture: _Array, to_picture: _Array, grid: Small) -> tuple[_Array, _Array]:
    scale = _scale(to_picture, np.array([grid.width / 2, grid.height / 2]))
    if scale > 1.2:
        sigma = 0.4 * math.sqrt(scale**2 - 1)
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma))
    # Pixels are areas: the middle of the first is at one half.
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    moved = np.linalg.inv(half) @ to_picture @ half
    size = (grid.width, grid.height)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    over = cv2.warpPerspective(picture, moved, size, flags=flags)
    mask = cv2.warpPerspective(np.ones_like(picture), moved, size, flags=flags)
    return np.asarray(over, np.float32), np.asarray(mask >= 0.999)


def _blocks(in_first: bool, base: _Array, over: _Array, mask: _Array) -> Aligned:
    height, width = base.shape
    inside = np.asarray(mask, np.float32)
    a, b = (_detail(one, inside) for one in (base, over))
    covered = _sums(inside) >= _COVERED * BLOCK * BLOCK
    strength = [np.sqrt(_sums(one * one) / (BLOCK * BLOCK)) for one in (a, b)]
    exact = best = _correlations(a, b)
    for shift in _SHIFTS:
        best = np.maximum(best, _correlations(a, np.roll(b, shift, axis=(1, 0))))
    seen = covered & (np.minimum(*strength) >= _LEAST_DETAIL)
    clear = covered & (np.maximum(*strength) >= _CLEAR_DETAIL)
    norm = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    whole = float((a * b).sum()) / norm if norm > 1 else 0.0
    agree, differ = seen & (best >= AGREES), clear & (best < DIFFERS)
    close = float(np.median(exact[agree])) if agree.any() else 0.0
    return Aligned(in_first, width, height, covered, agree, differ, whole, close)


def _correlations(a: _Array, b: _Array) -> NDArray[np.float64]:
    """Of every block's detail."""
    norms = np.sqrt(_sums(a * a) * _sums(b * b))
    return np.asarray(_sums(a * b) / np.maximum(norms, 1e-3))


def _detail(picture: _Array, inside: _Array) -> _Array:
    """The picture less its own blur, nothing outside the overlap."""
    size = (_BROAD, _BROAD)
    weight = np.maximum(cv2.blur(inside, size), 1e-3)
    return np.asarray((picture - cv2.blur(picture * inside, size) / weight) * inside)


def _sums(values: _Array) -> NDArray[np.float64]:
    """The sum over every whole block, the last rows and columns in a block of their own."""
    rows, columns = (np.arange(0, n, BLOCK) for n in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1)
    return np.asarray(sums, np.float64)
