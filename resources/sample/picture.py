"""A photo: vehicles in a place, seen by a camera. The same photo gives the same pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from resources.sample.camera import Camera, View, view
from resources.sample.ground import ground, shadows
from resources.sample.layer import Layer, Placed
from resources.sample.light import Pixels, developed, lit
from resources.sample.noise import Floats
from resources.sample.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Photo:
    """What is photographed, from where, how bright."""

    around: Surroundings
    vehicles: tuple[Placed, ...]
    camera: Camera
    exposure: float = 1.0
    warmth: float = 0.0


def take(photo: Photo, size: tuple[int, int]) -> Pixels:
    """The photo's pixels, without grain."""
    sight = view(photo.camera, size)
    eye = sight.eye
    far_first = sorted(photo.vehicles, key=lambda p: -np.hypot(p.x - eye[0], p.y - eye[1]))
    layers = [Layer(placed, sight) for placed in far_first]
    light = np.empty((size[0] * size[1], 3), np.float32)
    bare = np.ones(len(light), np.bool_)
    for layer in layers:
        bare &= ~layer.covered
    _backdrop(photo, sight, np.flatnonzero(bare), light)
    for layer in layers:
        for part, at, points in layer.parts():
            light[at] = lit(layer.placed, part, points, sight.rays(at), photo.around, eye)
    return developed(light.reshape(size[1], size[0], 3), photo.exposure, photo.warmth)


def _backdrop(photo: Photo, sight: View, at: NDArray[np.intp], light: Floats) -> None:
    """Walls, sky and ground in the pixels numbered `at`."""
    ray = sight.rays(at)
    around, eye = photo.around, sight.eye
    light[at] = around.seen(eye, ray)
    far = eye[2] / np.maximum(-ray[:, 2], 1e-5)
    place = eye[:2] + ray[:, :2] * far[:, None]
    low = (ray[:, 2] < -1e-4) & (np.hypot(place[:, 0], place[:, 1]) < around.radius)
    maps = _shadows(photo.vehicles, around.sun)
    light[at[low]] = ground(around, place[low], ray[low], maps, eye)


@lru_cache(maxsize=4)
def _shadows(
    vehicles: tuple[Placed, ...], sun: tuple[float, float, float]
) -> tuple[Floats, Floats]:
    meshes = [
        mesh.placed(placed.x, placed.y, placed.turn)
        for placed in vehicles
        for mesh in placed.meshes()[:5]
    ]
    return shadows(meshes, sun)
