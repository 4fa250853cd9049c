"""
One vehicle in the picture: which point of it each pixel shows.

Triangles are drawn as numbers, nearest last; then each pixel's point on its triangle is
worked out, correct in perspective.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from resources.sample.camera import NEAR, View
from resources.sample.noise import Floats
from resources.sample.paint import Vehicle, in_arch
from resources.sample.shape import Mesh, body, mirrors, wheels


@dataclass(frozen=True, slots=True)
class Placed:
    """A vehicle set down at (x, y), turned about the vertical by `turn` radians."""

    vehicle: Vehicle
    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0

    def meshes(self) -> list[Mesh]:
        shape = self.vehicle.shape
        return [body(shape), *wheels(shape), *mirrors(shape)]

    def to_world(self, vectors: Floats) -> Floats:
        c, s = np.float32(np.cos(self.turn)), np.float32(np.sin(self.turn))
        x, y, z = vectors[:, 0], vectors[:, 1], vectors[:, 2]
        return np.stack([c * x - s * y, s * x + c * y, z], -1)


class Layer:
    """One vehicle in the picture: which triangle each pixel shows, body and near wheels apart."""

    def __init__(self, placed: Placed, view: View) -> None:
        self.placed = placed
        self._view = view
        self._meshes = placed.meshes()
        self._moved = [m.placed(placed.x, placed.y, placed.turn) for m in self._meshes]
        self._corners = np.concatenate([m.corners for m in self._meshes])
        self._screen = np.concatenate([view.seen(m.corners[:, :3]) for m in self._moved])
        starts = np.cumsum([0, *(len(m.corners) for m in self._meshes)])
        faces = [m.faces + s for m, s in zip(self._meshes, starts, strict=False)]
        self._first = np.cumsum([0, *(len(f) for f in faces)])
        self._faces = np.concatenate(faces)
        self._toward = np.concatenate([_toward(m, view.eye) for m in self._moved])
        near, far, hidden, shown = self._sides(view.eye)
        self._back = self._drawn([*far, *hidden, 0, *shown])
        self._wheels = self._drawn(near)
        self._hide_wheels()

    @property
    def covered(self) -> NDArray[np.bool_]:
        return (self._back > 0) | (self._wheels > 0)

    def parts(self) -> Iterator[tuple[str, NDArray[np.intp], Floats]]:
        """Part by part, in the order of painting: its pixels, and its points there."""
        for numbers in (self._back, self._wheels):
            at = np.flatnonzero(numbers)
            face = numbers[at] - 1
            for i, mesh in enumerate(self._meshes):
                own = (face >= self._first[i]) & (face < self._first[i + 1])
                if own.any():
                    yield mesh.part, at[own], self._points(at[own], face[own])

    def _sides(self, eye: Floats) -> tuple[list[int], list[int], list[int], list[int]]:
        """Wheels turned to the eye, other wheels; mirrors behind the body, mirrors before it."""
        placed = self.placed
        c, s = np.cos(placed.turn), np.sin(placed.turn)
        x, y = eye[0] - placed.x, eye[1] - placed.y
        ahead, side = c * x + s * y, c * y - s * x
        half = placed.vehicle.shape.width / 2
        near = [*([1, 2] if side > half else []), *([3, 4] if side < -half else [])]
        hidden = [] if ahead > 1.5 else [6] if side > 0 else [5]
        far = [i for i in (1, 2, 3, 4) if i not in near]
        return near, far, hidden, [i for i in (5, 6) if i not in hidden]

    def _drawn(self, parts: list[int]) -> NDArray[np.int32]:
        picture = Image.new("I", (self._view.wide, self._view.high))
        draw = ImageDraw.Draw(picture)
        for part in parts:
            number = np.arange(self._first[part], self._first[part + 1])
            corners = self._screen[self._faces[number]]
            seen = self._toward[number] & (corners[:, :, 2].min(1) > NEAR)
            number, corners = number[seen], corners[seen]
            order = np.argsort(-corners[:, :, 2].mean(1))
            flat = corners[order, :, :2].reshape(-1, 6).tolist()
            for face, triangle in zip((number[order] + 1).tolist(), flat, strict=True):
                draw.polygon(triangle, face)
        return np.asarray(picture, np.int32).reshape(-1).copy()

    def _hide_wheels(self) -> None:
        """A near wheel shows through its arch only, or beside the body."""
        at = np.flatnonzero((self._wheels > 0) & (self._back > 0))
        at = at[self._back[at] <= self._first[1]]
        points = self._points(at, self._back[at] - 1)
        hidden = ~in_arch(self.placed.vehicle, points)
        self._wheels[at[hidden]] = 0

    def _points(self, at: NDArray[np.intp], face: NDArray[np.int32]) -> Floats:
        """Position, normal, along, around at each pixel, correct in perspective."""
        corners = self._faces[face]
        a, b, c = (self._screen[corners[:, i]] for i in range(3))
        wide = self._view.wide
        px, py = (at % wide + 0.5).astype(np.float32), (at // wide + 0.5).astype(np.float32)
        area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
        area = np.where(np.abs(area) < 1e-6, np.float32(1e-6), area)
        wb = ((px - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (py - a[:, 1])) / area
        wc = ((b[:, 0] - a[:, 0]) * (py - a[:, 1]) - (px - a[:, 0]) * (b[:, 1] - a[:, 1])) / area
        weights = np.stack([1 - wb - wc, wb, wc], -1)
        beyond = (np.abs(weights).max(1) > 8) | (np.abs(area) < 0.02)
        weights[beyond] = np.float32(1 / 3)
        weights /= np.stack([a[:, 2], b[:, 2], c[:, 2]], -1)
        weights /= weights.sum(1, keepdims=True)
        points = np.zeros((len(at), 8), np.float32)
        for i in range(3):
            points += self._corners[corners[:, i]] * weights[:, i : i + 1]
        return points


def _toward(mesh: Mesh, eye: Floats) -> NDArray[np.bool_]:
    middle = mesh.corners[mesh.faces].mean(1)
    return np.asarray(((middle[:, :3] - eye) * middle[:, 3:6]).sum(1) < 0.02)
