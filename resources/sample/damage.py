"""
Damage to a panel: how it bends the light, and what it leaves on the paint.

A patch covers a square of one face of the vehicle. Its height bends the surface; its
marks (colour and how strongly) lie on the paint. The same seed gives the same damage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from resources.sample.noise import Floats, field, linear, look

Face = Literal["left", "right", "front", "rear"]
_SIDE = 384


@dataclass(frozen=True, slots=True)
class Damage:
    """`at` is (x, z) on a side, (y, z) on front or rear; `size` the patch's half side in metres."""

    face: Face
    at: tuple[float, float]
    size: float
    seed: int
    depth: float = 0.05
    crumple: float = 0.35
    scratches: int = 14
    broken: float = 0.0


@dataclass(frozen=True, slots=True)
class Bent:
    """What a patch does at some points of a surface: slopes, and marks (colour, strength)."""

    slope_a: Floats
    slope_b: Floats
    colour: Floats
    strength: Floats


def bent(damage: Damage, a: Floats, b: Floats) -> Bent:
    """The patch at face coordinates (a, b), which lie inside it."""
    u = (a - np.float32(damage.at[0])) / np.float32(2 * damage.size) + np.float32(0.5)
    v = (b - np.float32(damage.at[1])) / np.float32(2 * damage.size) + np.float32(0.5)
    found = look(_patch(damage), np.clip(u, 0, 0.999), np.clip(v, 0, 0.999))
    return Bent(found[..., 0], found[..., 1], found[..., 2:5], found[..., 5])


@cache
def _patch(damage: Damage) -> Floats:
    height = _height(damage)
    metre = _SIDE / (2 * damage.size)
    slope_b, slope_a = np.gradient(height * metre, axis=0), np.gradient(height * metre, axis=1)
    marks = _marks(damage, height)
    return np.concatenate([slope_a[..., None], slope_b[..., None], marks], -1).astype(np.float32)


def _height(damage: Damage) -> Floats:
    """A few overlapping hollows with folds running through them."""
    random = np.random.default_rng(damage.seed)
    grid = np.linspace(-1, 1, _SIDE, dtype=np.float32)
    a, b = np.meshgrid(grid, grid)
    height = np.zeros_like(a)
    for i in range(4):
        x, y = random.uniform(-0.3, 0.3, 2) * (i > 0)
        wide, tall = random.uniform(0.28, 0.6, 2) / (1 + 0.7 * (i > 0))
        height -= np.exp(-(((a - x) / wide) ** 2) - ((b - y) / tall) ** 2) / (1 + i)
    folds = np.abs(field(damage.seed + 1, _SIDE, 2.3) - 0.5)
    fine = np.abs(field(damage.seed + 2, _SIDE, 1.9) - 0.5)
    reach = np.exp(-2.6 * (a * a + b * b))
    rim = np.clip(1.6 * (1 - np.maximum(np.abs(a), np.abs(b))), 0, 1)
    bend = height + damage.crumple * reach * (2.2 * folds + 0.7 * fine)
    return (bend * damage.depth * rim * rim).astype(np.float32)


def _marks(damage: Damage, height: Floats) -> Floats:
    """Scratches down to primer, scuffs of the other party's paint, holes where plastic broke."""
    random = np.random.default_rng(damage.seed + 3)
    colour = Image.new("RGB", (_SIDE, _SIDE), (150, 148, 144))
    strength = Image.new("L", (_SIDE, _SIDE))
    on_colour, on_strength = ImageDraw.Draw(colour), ImageDraw.Draw(strength)
    slant = random.uniform(-0.18, 0.18)
    for _ in range(damage.scratches):
        x, y = random.uniform(0.10, 0.55), random.normal(0.5, 0.12)
        end = x + random.uniform(0.08, 0.38)
        line = [(t * _SIDE, (y + slant * (t - x) + random.normal(0, 0.003)) * _SIDE)
                for t in np.linspace(x, end, 9)]  # fmt: skip
        grey = int(random.choice([60, 205, 225, 235]))
        on_colour.line(line, (grey, grey, grey - 4), int(random.integers(2, 6)))
        on_strength.line(line, int(random.integers(120, 250)), int(random.integers(1, 4)))
    if damage.broken:
        _break(damage, random, on_colour, on_strength)
    soft = np.asarray(strength.filter(ImageFilter.GaussianBlur(0.8)), np.float32) / 255
    worn = field(damage.seed + 4, _SIDE, 1.1)
    scuff = np.clip(-height / max(damage.depth, 0.001) - 0.75, 0, 1) * (worn > 0.62) * 0.55
    strong = np.maximum(soft * (0.55 + 0.45 * worn), scuff)
    return np.concatenate([linear(np.asarray(colour)), strong[..., None]], -1)


def _break(
    damage: Damage,
    random: np.random.Generator,
    colour: ImageDraw.ImageDraw,
    strength: ImageDraw.ImageDraw,
) -> None:
    """A jagged hole, splinters at its rim, and cracks that run out of it."""
    turn = np.sort(random.uniform(0, 2 * np.pi, 19))
    reach = damage.broken * random.uniform(0.45, 1.0, 19) * _SIDE / 2
    rim = [(_SIDE / 2 + r * np.cos(t), _SIDE / 2 + 0.7 * r * np.sin(t))
           for t, r in zip(turn, reach, strict=True)]  # fmt: skip
    colour.polygon(rim, (14, 13, 13))
    strength.polygon(rim, 245)
    for i, (x, y) in enumerate(rim):
        out = 1 + random.uniform(0.1, 0.7)
        tip = (_SIDE / 2 + (x - _SIDE / 2) * out, _SIDE / 2 + (y - _SIDE / 2) * out)
        colour.line([(x, y), tip], (235, 235, 230), 2)
        strength.line([(x, y), tip], 200, 1)
        if i % 3 == 0:
            shard = [(x, y), (x * 0.8 + 0.2 * _SIDE / 2, y * 0.85 + 0.15 * _SIDE / 2),
                     (x * 0.86 + 0.14 * _SIDE / 2, y)]  # fmt: skip
            colour.polygon(shard, (190, 195, 198))
            strength.polygon(shard, 230)
