"""The camera: where it stands, what it looks at, and which pixel shows which place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resources.sample.noise import Floats

NEAR = 0.15


@dataclass(frozen=True, slots=True)
class Camera:
    """`wide` is the horizontal angle in degrees, `tilt` the roll."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    wide: float = 58.0
    tilt: float = 0.0

    def axes(self) -> Floats:
        """Rows: right, down, forward."""
        ahead = np.subtract(self.target, self.eye)
        ahead = ahead / np.linalg.norm(ahead)
        right = np.cross(ahead, [0, 0, 1.0])
        right /= np.linalg.norm(right)
        down = np.cross(ahead, right)
        c, s = np.cos(np.radians(self.tilt)), np.sin(np.radians(self.tilt))
        return np.stack([c * right + s * down, c * down - s * right, ahead]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class View:
    eye: Floats
    axes: Floats
    scale: float
    wide: int
    high: int

    def rays(self, at: NDArray[np.intp]) -> Floats:
        """Unit rays through the pixels numbered `at`."""
        row, column = np.divmod(at.astype(np.int32), np.int32(self.wide))
        x = (column.astype(np.float32) + np.float32(0.5 - self.wide / 2)) / np.float32(self.scale)
        y = (row.astype(np.float32) + np.float32(0.5 - self.high / 2)) / np.float32(self.scale)
        right, down, ahead = self.axes
        ray = x[:, None] * right + y[:, None] * down + ahead
        return np.asarray(ray / np.linalg.norm(ray, axis=1, keepdims=True), np.float32)

    def seen(self, places: Floats) -> Floats:
        """Pixel x, y and distance of `places` (n, 3)."""
        inside = (places - self.eye) @ self.axes.T
        far = np.maximum(inside[:, 2], NEAR / 3)
        x = inside[:, 0] / far * self.scale + self.wide / 2
        y = inside[:, 1] / far * self.scale + self.high / 2
        return np.stack([x, y, inside[:, 2]], -1).astype(np.float32)


def view(camera: Camera, size: tuple[int, int]) -> View:
    """The view of a camera on a picture of `size`."""
    wide, high = size
    scale = wide / 2 / np.tan(np.radians(camera.wide / 2))
    return View(np.array(camera.eye, np.float32), camera.axes(), float(scale), wide, high)
