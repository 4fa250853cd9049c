"""
Laying two small grey pictures over each other: where they fit best, and how well.

Either picture may have up to an eighth cut from each side. The search goes from coarse to fine
and is the same on every machine; nothing here decides whether two pictures are one. Agreement
is a correlation in per mille of detail: what is left after the broad layout is taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from evidence.likeness.fingerprint import GREY_SIDE

DEEPEST_CUT = 16
"""In half cells of the small picture: 16 of 128 is an eighth of a side."""

FINE_SIDE, FINE_BROAD = 48, 5
BLOCK = 8

_HALVES = 2
_COARSE_CUTS = (0, 6, 12)
_COARSE_SIDE, _COARSE_BROAD = 16, 5
_MIDDLE_SIDE, _MIDDLE_BROAD = 32, 9
_LEAST_NORM = 1e-3
Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cut:
    """What is cut from each side, in 128ths of the side."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0

    @property
    def deepest(self) -> int:
        return max(self.top, self.bottom, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the cut first picture lies on the whole second one, -1000 to 1000."""

    cut: Cut
    agreement: int


def coarse_fit(first: Pixels, second: Pixels) -> Fit:
    """Where a cut of `first` lies best on the whole of `second`, to about a cell."""
    pairs = tuple((a, b) for a in _COARSE_CUTS for b in _COARSE_CUTS)
    fit = _best(first, second, pairs, pairs, _COARSE_SIDE, _COARSE_BROAD)
    for step in (4, 2):
        fit = _around(first, second, fit, step, _MIDDLE_SIDE, _MIDDLE_BROAD)
    return fit


def fine_fit(first: Pixels, second: Pixels, fit: Fit) -> Fit:
    """The same to half a cell, judged on fine detail."""
    return _around(first, second, fit, 1, FINE_SIDE, FINE_BROAD)


def whole_fit(first: Pixels, second: Pixels) -> Fit:
    """Whole on whole, judged on fine detail."""
    whole = ((0, 0),)
    return _best(first, second, whole, whole, FINE_SIDE, FINE_BROAD)


def blocks(first: Pixels, second: Pixels, cut: Cut) -> tuple[Pixels, Pixels]:
    """Agreement (-1 to 1) and strength of detail, in each of 6 by 6 blocks of the laid pictures."""
    a = _detail(_windows(first, ((cut.top, cut.bottom),), ((cut.left, cut.right),), FINE_SIDE))
    b = _detail(_windows(second, ((0, 0),), ((0, 0),), FINE_SIDE))
    pair = [_in_blocks(one[0, 0]) for one in (a, b)]
    pair = [one - one.mean(axis=-1, keepdims=True) for one in pair]
    norms = [np.linalg.norm(one, axis=-1) for one in pair]
    agreement = (pair[0] * pair[1]).sum(axis=-1) / np.maximum(norms[0] * norms[1], _LEAST_NORM)
    return agreement, np.minimum(*norms)


def contrast(picture: Pixels) -> float:
    """How much there is to see: the standard deviation of fine detail, in grey levels."""
    return float(_detail(_windows(picture, ((0, 0),), ((0, 0),), FINE_SIDE)).std())


def _around(first: Pixels, second: Pixels, fit: Fit, step: int, side: int, broad: int) -> Fit:
    cut = fit.cut
    rows = _pairs(cut.top, cut.bottom, step)
    columns = _pairs(cut.left, cut.right, step)
    return _best(first, second, rows, columns, side, broad)


def _pairs(a: int, b: int, step: int) -> tuple[tuple[int, int], ...]:
    def near(x: int) -> list[int]:
        return sorted({min(DEEPEST_CUT, max(0, x + move)) for move in (-step, 0, step)})

    return tuple((x, y) for x in near(a) for y in near(b))


def _best(
    first: Pixels,
    second: Pixels,
    rows: tuple[tuple[int, int], ...],
    columns: tuple[tuple[int, int], ...],
    side: int,
    broad: int,
) -> Fit:
    cuts = _normed(_detail(_windows(first, rows, columns, side), broad))
    whole = _normed(_detail(_windows(second, ((0, 0),), ((0, 0),), side), broad))
    scores = np.rint(1000 * (cuts @ whole[0, 0])).astype(np.int64)
    row, column = divmod(int(scores.argmax()), len(columns))
    return Fit(Cut(*rows[row], *columns[column]), int(scores[row, column]))


def _windows(
    picture: Pixels,
    rows: tuple[tuple[int, int], ...],
    columns: tuple[tuple[int, int], ...],
    side: int,
) -> Pixels:
    down = np.stack([_sampling(side, *row) for row in rows])
    across = np.stack([_sampling(side, *column) for column in columns])
    cut: Pixels = np.matmul(np.matmul(down, picture)[:, None], np.swapaxes(across, 1, 2)[None])
    return cut


@cache
def _sampling(side: int, low: int, high: int) -> Pixels:
    """The matrix that takes the area mean of each of `side` equal parts of the uncut rest."""
    start, end = low / _HALVES, GREY_SIDE - high / _HALVES
    edges = start + (end - start) * np.arange(side + 1) / side
    cells = np.arange(GREY_SIDE)
    upper = np.minimum(edges[1:, None], cells[None, :] + 1)
    lower = np.maximum(edges[:-1, None], cells[None, :])
    shares = np.maximum(0.0, upper - lower)
    means: Pixels = (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)
    return means


def _detail(pictures: Pixels, broad: int = FINE_BROAD) -> Pixels:
    """The pictures less their own blur over `broad` cells."""
    margin = broad // 2
    edges = [(0, 0)] * (pictures.ndim - 2) + [(margin, margin)] * 2
    blurred = np.pad(pictures, edges, mode="edge")
    for axis in (-2, -1):
        blurred = sum(  # type: ignore[assignment]
            np.take(blurred, np.arange(pictures.shape[axis]) + shift, axis=axis)
            for shift in range(broad)
        )
    return pictures - blurred / np.float32(broad * broad)


def _normed(pictures: Pixels) -> Pixels:
    flat = pictures.reshape(*pictures.shape[:-2], -1)
    flat = flat - flat.mean(axis=-1, keepdims=True)
    norm = np.linalg.norm(flat, axis=-1, keepdims=True)
    normed: Pixels = flat / np.maximum(norm, _LEAST_NORM)
    return normed


def _in_blocks(picture: Pixels) -> Pixels:
    count = FINE_SIDE // BLOCK
    split = picture.reshape(count, BLOCK, count, BLOCK).swapaxes(1, 2)
    return split.reshape(count, count, BLOCK * BLOCK)
