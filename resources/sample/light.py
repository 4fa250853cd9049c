"""How light meets a vehicle's skin, and how the camera turns light into a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from resources.sample.layer import Placed
from resources.sample.noise import Floats, step
from resources.sample.paint import surface
from resources.sample.surroundings import Surroundings

Pixels = NDArray[np.uint8]


def lit(
    placed: Placed, part: str, points: Floats, ray: Floats, around: Surroundings, eye: Floats
) -> Floats:
    """The light from `points` of a vehicle's part toward the eye, along `ray`."""
    made = surface(placed.vehicle, part, points)
    normal = made.normal / np.maximum(np.linalg.norm(made.normal, axis=1, keepdims=True), 1e-6)
    normal = placed.to_world(normal)
    facing = -(normal * ray).sum(1)
    away = np.minimum(facing - np.float32(0.02), 0)[:, None]
    normal = normal + ray * away
    facing = np.maximum(facing, 0.02)
    mirror = ray + 2 * facing[:, None] * normal
    covered = _covered(points, part)
    sun = np.array(around.sun, np.float32)
    sunny = np.maximum(normal @ sun, 0)[:, None] * np.array(around.sunlight, np.float32)
    matt = around.soft_light(normal) * covered[:, None] + sunny
    if around.flash:
        far = np.linalg.norm(placed.to_world(points[:, :3]) + (placed.x, placed.y, 0) - eye, axis=1)
        strength = np.float32(around.flash) / np.maximum(far, 0.6) ** 2
        matt = matt + (strength * (facing + 5 * made.returns * facing**2))[:, None]
    fresnel = made.mirror + (1 - made.mirror) * (1 - facing) ** 5 * np.float32(0.85)
    fresnel = fresnel * np.minimum(made.mirror * 22, 1) * (0.35 + 0.65 * covered)
    shown = around.mirrored(mirror)
    shine = shown * fresnel[:, None]
    tinted = shown * made.colour * (made.metal * 0.75)[:, None] * covered[:, None]
    glint = np.clip(mirror @ sun, 0, 1)
    spark = glint**900 * 26 * np.minimum(made.mirror * 20, 1) + glint**24 * made.metal * 0.16
    return np.asarray(
        made.colour * matt * (1 - 0.45 * made.metal)[:, None]
        + shine + tinted + spark[:, None] * np.array(around.sunlight, np.float32) * 0.5,
        np.float32,
    )  # fmt: skip


def developed(light: Floats, exposure: float, warmth: float) -> Pixels:
    """Exposure, white balance, vignette, the camera's curve."""
    high, wide = light.shape[:2]
    y = (np.arange(high, dtype=np.float32) / high - 0.5)[:, None]
    x = (np.arange(wide, dtype=np.float32) / wide - 0.5)[None, :]
    shade = 1 - np.float32(0.55) * (x * x + y * y)
    balance = np.array([1 + warmth, 1.0, 1 - warmth], np.float32) * np.float32(exposure)
    lit_up = light * shade[..., None] * balance
    curve = lit_up * (2.51 * lit_up + 0.03) / (lit_up * (2.43 * lit_up + 0.59) + 0.14)
    return np.asarray(np.clip(curve, 0, 1) ** (1 / 2.2) * 255 + 0.5, np.uint8)


def grained(pixels: Pixels, amount: float, seed: int) -> Pixels:
    """Sensor noise, stronger in the shadows, a little coloured."""
    random = np.random.default_rng(seed)
    tile = random.standard_normal((503, 509, 3), np.float32)
    tile = (0.75 * tile.mean(2, keepdims=True) * 1.7 + 0.45 * tile) * np.float32(amount)
    high, wide = pixels.shape[:2]
    repeats = (high // 503 + 1, wide // 509 + 1, 1)
    noise = np.tile(tile.astype(np.int16), repeats)[:high, :wide]
    return np.asarray(np.clip(pixels.astype(np.int16) + noise, 0, 255), np.uint8)


def _covered(points: Floats, part: str) -> Floats:
    """How much of the sky reaches a point: less near the ground and inside the arches."""
    z = points[:, 2]
    if part == "wheel":
        return np.asarray(0.25 + 0.5 * step(0.75, 0.3, z), np.float32)
    return np.asarray(0.35 + 0.65 * step(0.12, 0.75, z), np.float32)
