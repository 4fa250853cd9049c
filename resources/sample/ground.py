"""The ground under the vehicles: asphalt, painted lines, workshop floor, and the shadows on it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from resources.sample.noise import Floats, field, look, pick, step
from resources.sample.shape import Mesh
from resources.sample.surroundings import Surroundings

_REACH, _DOTS = 10.0, 36  # the shadow map covers ±10 m, 36 dots a metre


def shadows(meshes: list[Mesh], sun: tuple[float, float, float]) -> tuple[Floats, Floats]:
    """Where the sun is kept off the ground, and where the sky is: maps to look up by place."""
    cast = _softened(_fallen(meshes, sun[0] / sun[2], sun[1] / sun[2]), 3.0)
    under = _fallen(meshes, 0.0, 0.0)
    return cast, np.asarray(_softened(under, 9.0) * 0.62 + _softened(under, 26.0) * 0.33)


def ground(
    around: Surroundings, at: Floats, ray: Floats, maps: tuple[Floats, Floats], eye: Floats
) -> Floats:
    """The light from the ground at points `at` (n, 2) seen along `ray` (n, 3)."""
    x, y = at[:, 0], at[:, 1]
    colour, gloss = _floor(around, x, y) if around.kind == "shop" else _asphalt(around, x, y)
    u, v = x / (2 * _REACH) + 0.5, y / (2 * _REACH) + 0.5
    near = ((np.abs(x) < _REACH * 0.98) & (np.abs(y) < _REACH * 0.98)).astype(np.float32)
    shade = look(maps[0], u, v) * near
    covered = look(maps[1], u, v) * near
    up = np.zeros_like(ray)
    up[:, 2] = 1
    light = around.soft_light(up) * (1 - covered)[:, None]
    sun = np.array(around.sunlight, np.float32) * np.float32(around.sun[2])
    light = light + sun * (1 - shade)[:, None]
    if around.flash:
        far = np.sqrt((x - eye[0]) ** 2 + (y - eye[1]) ** 2 + eye[2] ** 2)
        light = light + (around.flash * eye[2] / far**2.4)[:, None] * (1 - 0.6 * covered[:, None])
    mirror = ray * np.array([1, 1, -1], np.float32)
    facing = np.clip(mirror[:, 2], 0, 1)
    fresnel = (0.03 + 0.6 * (1 - facing) ** 5) * gloss * (1 - 0.9 * covered)
    shine = around.seen(np.array([0, 0, 0.2], np.float32), mirror)
    return np.asarray(colour * light + shine * fresnel[:, None], np.float32)


def _fallen(meshes: list[Mesh], slope_x: float, slope_y: float) -> Image.Image:
    """The meshes let fall on the ground along a slanting light."""
    size = int(2 * _REACH * _DOTS)
    picture = Image.new("L", (size, size))
    draw = ImageDraw.Draw(picture)
    for mesh in meshes:
        places = mesh.corners
        x = (places[:, 0] - places[:, 2] * slope_x + _REACH) * _DOTS
        y = (places[:, 1] - places[:, 2] * slope_y + _REACH) * _DOTS
        for triangle in np.stack([x, y], -1)[mesh.faces].reshape(-1, 6).tolist():
            draw.polygon(triangle, 255)
    return picture


def _softened(picture: Image.Image, blur: float) -> Floats:
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(blur)), np.float32)
    return np.asarray(soft / 255, np.float32)


def _asphalt(around: Surroundings, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    seed = around.seed
    grit = pick(field(seed + 20, 512, 0.35), x / 1.7, np.mod(y / 1.7, 1))
    blotch = look(field(seed + 21, 512, 1.7), x / 9, y / 9)
    fold = np.abs(look(field(seed + 22, 512, 1.9), x / 7, y / 7) - 0.5)
    tone = 0.105 + 0.075 * grit + 0.05 * (blotch - 0.5)
    tone = tone * (1 - 0.65 * step(0.012, 0.004, fold) * (blotch > 0.45))
    tone = tone * (1 - 0.30 * step(0.70, 0.80, blotch))
    colour = tone[:, None] * np.array([1.03, 1.0, 0.96], np.float32)
    paint = _lines(around.kind, x, y) * step(0.16, 0.5, 0.55 * grit + 0.6 * blotch)
    white = np.array([0.62, 0.61, 0.57], np.float32) * (0.75 + 0.3 * grit[:, None])
    colour = colour * (1 - paint[:, None]) + white * paint[:, None]
    wet = 0.5 if around.kind == "night" else 0.12
    return colour, np.asarray(wet * (0.4 + blotch), np.float32)


def _lines(kind: str, x: Floats, y: Floats) -> Floats:
    """Lane markings, or the bays of a car park."""
    if kind == "parking":
        end = step(0.07, 0.05, np.abs(np.abs(x) - 2.85))
        bay = step(0.07, 0.05, np.abs(np.mod(y, 2.6) - 1.3)) * (np.abs(x) < 2.9)
        return np.asarray(np.maximum(bay, end * (x < 0)), np.float32)
    solid = step(0.08, 0.06, np.abs(y - 2.1))
    dashed = step(0.08, 0.06, np.abs(y + 1.75)) * (np.mod(x + 1.2, 6.0) < 3.6)
    far = step(0.08, 0.06, np.abs(y + 5.4))
    return np.asarray(np.maximum(np.maximum(solid, dashed), far), np.float32)


def _floor(around: Surroundings, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Sealed concrete: stained, scuffed, with a yellow line round the bay."""
    stain = look(field(around.seed + 23, 512, 1.8), x / 5, y / 5)
    scuff = look(field(around.seed + 24, 512, 0.8), x / 2.2, y / 2.2)
    tone = 0.22 + 0.10 * (stain - 0.5) + 0.05 * (scuff - 0.5)
    tone = tone * (1 - 0.45 * step(0.72, 0.86, stain))
    colour = tone[:, None] * np.array([0.94, 1.0, 0.97], np.float32)
    edge = np.maximum(np.abs(x) / 3.0, np.abs(y) / 1.75)
    line = step(0.025, 0.018, np.abs(edge - 1)) * (0.55 + 0.45 * scuff)
    yellow = np.array([0.62, 0.42, 0.05], np.float32)
    colour = colour * (1 - line[:, None]) + yellow * line[:, None]
    return colour, np.asarray(1.1 - 0.6 * stain, np.float32)
