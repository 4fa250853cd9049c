"""
How a descriptor is brought to a cell and a 64-bit code, so that millions can be searched.

The table (resources/tables/parts.npz, made by tests/benchmarks/likeness/make_codebook.py) turns
128 numbers into 64. Their signs are the code; each half of the 64 goes to the nearest of 512
means, and the two numbers together name the cell. Another table means another index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 1
MEANS = 512
CELLS = MEANS * MEANS

_DIMENSIONS = 64
_NEAREST = 10
_AT_ONCE = 2048
_Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """The table in memory."""

    centre: NDArray[np.float32]
    axes: NDArray[np.float32]
    means: NDArray[np.float32]

    def coded(self, descriptors: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """The cell and the code of each descriptor."""
        cells, codes = np.empty(len(descriptors), np.int64), np.empty(len(descriptors), np.uint64)
        for at in range(0, len(descriptors), _AT_ONCE):
            now = slice(at, at + _AT_ONCE)
            turned = self._turned(descriptors[now])
            first, second = (self._distances(turned, half).argmin(axis=1) for half in (0, 1))
            cells[now], codes[now] = first * MEANS + second, _codes(turned)
        return cells, codes

    def probed(
        self, descriptors: NDArray[np.uint8], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """The `count` nearest cells of each descriptor (a row each), and the codes."""
        turned = self._turned(descriptors)
        rows = np.arange(len(turned))[:, None]
        names, ways = [], []
        for half in (0, 1):
            distances = self._distances(turned, half)
            near = np.argpartition(distances, _NEAREST, axis=1)[:, :_NEAREST]
            names.append(near)
            ways.append(distances[rows, near])
        both = (ways[0][:, :, None] + ways[1][:, None, :]).reshape(len(turned), -1)
        cells = (names[0][:, :, None] * MEANS + names[1][:, None, :]).reshape(len(turned), -1)
        chosen = np.argpartition(both, count, axis=1)[:, :count]
        return np.asarray(cells[rows, chosen], np.int64), _codes(turned)

    def _turned(self, descriptors: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray((descriptors - self.centre) @ self.axes, np.float32)

    def _distances(self, turned: _Array, half: int) -> NDArray[np.float32]:
        """Squared, less what is the same for all means."""
        part = turned[:, half * _DIMENSIONS // 2 : (half + 1) * _DIMENSIONS // 2]
        means = self.means[half]
        products = part @ (-2 * means.T)
        products += (means**2).sum(axis=1)
        return np.asarray(products, np.float32)


@cache
def codebook() -> Codebook:
    """The table that belongs to this version."""
    with (files("resources.tables") / "parts.npz").open("rb") as file, np.load(file) as table:
        parts = [table[name].astype(np.float32) for name in ("centre", "axes", "means")]
    return Codebook(*parts)


def _codes(turned: NDArray[np.float32]) -> NDArray[np.uint64]:
    return np.packbits(turned > 0, axis=1).view(np.uint64).reshape(-1)
