"""
The places where photos are taken: what stands around, what lies overhead, the light.

A place is a cylinder of painted walls around the vehicle, a sky or ceiling above it
and a ground below. Everything is in the scale of light, and drawn from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from resources.sample.lettering import letters
from resources.sample.noise import Floats, field, linear, look, pick, step

Kind = Literal["road", "parking", "shop", "night"]
_WIDE, _HIGH = 4096, 448


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`radius` and `height` of the walls in metres; `sun` points to the light."""

    kind: Kind
    seed: int
    radius: float
    height: float
    sun: tuple[float, float, float]
    sunlight: tuple[float, float, float]
    ambient: float
    flash: float = 0.0

    def wall(self) -> Floats:
        return _wall(self.kind, self.seed, self.height)

    def seen(self, origin: Floats, ray: Floats) -> Floats:
        """The light that comes along `ray` (n, 3) from wall, sky or ceiling."""
        flat = np.maximum(np.hypot(ray[:, 0], ray[:, 1]), np.float32(1e-4))
        along = (origin[0] * ray[:, 0] + origin[1] * ray[:, 1]) / flat
        offset = np.float32(origin[0] ** 2 + origin[1] ** 2 - self.radius**2)
        far = (np.sqrt(np.maximum(along * along - offset, 0)) - along) / flat
        x, y, z = (origin[i] + ray[:, i] * far for i in range(3))
        turn = np.arctan2(y, x) * np.float32(0.5 / np.pi)
        light = pick(self.wall(), turn, 1 - np.clip(z / np.float32(self.height), 0, 1))
        shut = light[:, 3] * (z < self.height)
        light = light[:, :3]
        open_ = np.flatnonzero(shut < 0.999)
        over = shut[open_, None]
        light[open_] = light[open_] * over + self.above(origin, ray[open_]) * (1 - over)
        return light

    def mirrored(self, ray: Floats) -> Floats:
        """What a shiny surface in the middle shows along `ray`: surroundings, or the ground."""
        seen = self.seen(np.array([0, 0, 0.9], np.float32), ray)
        ground = np.array({"shop": (0.20, 0.22, 0.21), "night": (0.02, 0.02, 0.022)}.get(
            self.kind, (0.14, 0.135, 0.13)), np.float32)  # fmt: skip
        down = step(0.03, -0.06, ray[:, 2])[:, None]
        return np.asarray(seen * (1 - down) + ground * down, np.float32)

    def above(self, origin: Floats, ray: Floats) -> Floats:
        if self.kind == "shop":
            return _ceiling(origin, ray, self.height)
        up = np.maximum(ray[:, 2], 0.02)
        clouds = look(field(self.seed + 9, 512, 1.75), ray[:, 0] / (up + 0.25) * 0.22,
                      ray[:, 1] / (up + 0.25) * 0.22)  # fmt: skip
        if self.kind == "night":
            sky = np.array([0.010, 0.012, 0.022], np.float32) * (0.6 + clouds[:, None])
            glow = np.array([0.05, 0.035, 0.02], np.float32) * np.exp(-6 * up)[:, None]
            return np.asarray(sky + glow, np.float32)
        cover = 0.35 if self.sunlight[0] > 1 else -0.2
        blue = np.array([0.26, 0.42, 0.72], np.float32)
        pale = np.array([0.80, 0.86, 0.92], np.float32)
        haze = np.exp(-3.2 * up)[:, None]
        sky = blue * (1 - haze) + pale * haze
        thick = step(cover, cover + 0.5, clouds)[:, None]
        white = np.array([1.0, 1.0, 1.0], np.float32) * (0.80 + 0.25 * clouds[:, None])
        return np.asarray(sky * (1 - thick) + white * thick, np.float32)

    def soft_light(self, normal: Floats) -> Floats:
        """The light that falls on a matt surface from all around."""
        up = (normal[:, 2:3] * 0.5 + 0.5).astype(np.float32)
        above, below = {
            "road": ((0.78, 0.84, 0.92), (0.20, 0.19, 0.18)),
            "parking": ((0.78, 0.83, 0.90), (0.20, 0.19, 0.18)),
            "shop": ((0.86, 0.88, 0.86), (0.30, 0.31, 0.30)),
            "night": ((0.035, 0.035, 0.045), (0.02, 0.018, 0.015)),
        }[self.kind]
        blend = np.array(above, np.float32) * up + np.array(below, np.float32) * (1 - up)
        return np.asarray(blend * np.float32(self.ambient), np.float32)


def place(kind: Kind, seed: int, *, sunny: bool = True) -> Surroundings:
    """A place of a kind; outdoors by day with sun or under cloud."""
    turn = 0.7 + 1.3 * (seed % 5)
    sun = (0.62 * np.cos(turn), 0.62 * np.sin(turn), 0.785)
    if kind == "shop":
        return Surroundings(kind, seed, 7.5, 4.2, (0.1, 0.2, 0.97), (0.35, 0.36, 0.35), 0.78)
    if kind == "night":
        return Surroundings(kind, seed, 26, 12, sun, (0.0, 0.0, 0.0), 1.3, 14.0)
    light = (1.55, 1.42, 1.22) if sunny else (0.2, 0.2, 0.2)
    radius = 30.0 if kind == "road" else 19.0
    return Surroundings(kind, seed, radius, 13, sun, light, 0.42 if sunny else 0.72)


def _ceiling(origin: Floats, ray: Floats, height: float) -> Floats:
    far = (height - origin[2]) / np.maximum(ray[:, 2], 0.05)
    x, y = origin[0] + ray[:, 0] * far, origin[1] + ray[:, 1] * far
    tube = (np.abs(np.mod(y, 2.4) - 1.2) < 0.09) & (np.mod(x, 3.0) < 2.3)
    beam = np.mod(x, 3.0) > 2.8
    panel = np.where(beam, 0.16, 0.30)[:, None] * np.array([1, 1, 0.97], np.float32)
    return np.where(tube[:, None], np.float32(4.2), panel).astype(np.float32)


@cache
def _wall(kind: Kind, seed: int, height: float) -> Floats:
    """The painted walls: light and, as the fourth channel, where they are not open to the sky."""
    picture = Image.new("RGBA", (_WIDE, _HIGH))
    random = np.random.default_rng(seed)
    painter = {"road": _roadside, "parking": _houses, "shop": _workshop, "night": _houses}[kind]
    metre = _HIGH / height
    painter(picture, random, metre)
    if kind in ("road", "parking", "night"):
        picture.alpha_composite(_trees(seed, metre, 0.9 if kind == "road" else 0.45))
    picture = picture.filter(ImageFilter.GaussianBlur(2.0))
    pixels = np.asarray(picture)
    grain = 0.82 + 0.36 * np.tile(field(seed + 5, 512, 1.0), (1, 8))[:_HIGH]
    light = linear(pixels[..., :3]) * grain[..., None]
    if kind == "night":
        light = light * 0.03 + _lamps(seed)
    return np.concatenate([light, pixels[..., 3:].astype(np.float32) / 255], -1).astype(np.float32)


def _roadside(picture: Image.Image, random: np.random.Generator, metre: float) -> None:
    """Far houses in the haze, a low wall, lamp posts."""
    draw = ImageDraw.Draw(picture)
    for _ in range(26):
        x, wide = int(random.integers(0, _WIDE)), int(random.integers(60, 190))
        top = _HIGH - random.uniform(2.5, 7.5) * metre
        tone = int(random.integers(150, 190))
        draw.rectangle((x, top, x + wide, _HIGH), (tone, tone + 5, tone + 12, 255))
        for wx in range(int(x) + 6, int(x + wide) - 6, 12):
            for wy in range(int(top) + 8, _HIGH, 14):
                draw.rectangle((wx, wy, wx + 5, wy + 7), (tone - 45, tone - 38, tone - 28, 255))
    for x in range(40, _WIDE, 97):
        wide = int(random.integers(4, 8))
        draw.rectangle((x, _HIGH - 4 * metre, x + wide, _HIGH), (74, 62, 50, 255))
    draw.rectangle((0, _HIGH - 0.55 * metre, _WIDE, _HIGH), (168, 165, 158, 255))
    draw.rectangle((0, _HIGH - 0.62 * metre, _WIDE, _HIGH - 0.55 * metre), (215, 213, 208, 255))
    for x in range(120, _WIDE, 512):
        draw.rectangle((x, _HIGH - 9 * metre, x + 5, _HIGH), (120, 122, 125, 255))


def _houses(picture: Image.Image, random: np.random.Generator, metre: float) -> None:
    """Blocks of flats with balconies and air conditioners, shops at their feet."""
    draw = ImageDraw.Draw(picture)
    x = 0
    while x < _WIDE:
        wide = int(random.integers(260, 460))
        tone = np.array(
            ((206, 190, 166), (190, 186, 180), (178, 152, 130))[int(random.integers(3))]
        )
        top = _HIGH - random.uniform(8.5, 12.8) * metre
        draw.rectangle((x, top, x + wide, _HIGH), (*tone.tolist(), 255))
        for wy in np.arange(_HIGH - 5.2 * metre, top, -2.9 * metre):
            for wx in range(x + 14, x + wide - 40, 58):
                draw.rectangle((wx, wy, wx + 36, wy + 1.5 * metre), (62, 74, 84, 255))
                draw.rectangle((wx, wy, wx + 17, wy + 1.5 * metre), (88, 100, 108, 255))
                draw.rectangle((wx - 3, wy + 1.5 * metre, wx + 40, wy + 1.7 * metre),
                               (225, 222, 215, 255))  # fmt: skip
                if random.random() < 0.35:
                    draw.rectangle((wx + 40, wy + metre, wx + 53, wy + 1.5 * metre),
                                   (228, 228, 224, 255))  # fmt: skip
        for sx in range(x + 4, x + wide - 60, 110):
            draw.rectangle((sx, _HIGH - 2.9 * metre, sx + 98, _HIGH), (72, 70, 70, 255))
            sign = ((150, 40, 36), (30, 82, 140), (196, 150, 40), (40, 110, 70))[
                int(random.integers(4))
            ]
            draw.rectangle((sx, _HIGH - 3.6 * metre, sx + 98, _HIGH - 2.8 * metre), (*sign, 255))
        x += wide + int(random.integers(6, 120))
    draw.rectangle((0, _HIGH - 0.25 * metre, _WIDE, _HIGH), (150, 147, 140, 255))


def _workshop(picture: Image.Image, random: np.random.Generator, metre: float) -> None:
    """White walls over a blue band, roller doors, shelves with parts, tool trolleys."""
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, _WIDE, _HIGH), (206, 205, 198, 255))
    draw.rectangle((0, _HIGH - 1.2 * metre, _WIDE, _HIGH), (66, 98, 132, 255))
    for x in range(0, _WIDE, 1024):
        draw.rectangle((x, _HIGH - 3.6 * metre, x + 340, _HIGH), (158, 162, 164, 255))
        for y in range(int(_HIGH - 3.6 * metre), _HIGH, 9):
            draw.line((x, y, x + 340, y), (128, 132, 134, 255), 2)
        _shelf(draw, random, x + 420, metre)
        draw.rectangle((x + 800, _HIGH - 1.05 * metre, x + 885, _HIGH - 8), (170, 34, 30, 255))
        for k in range(4):
            drawer = _HIGH - (0.95 - 0.22 * k) * metre
            draw.line((x + 806, drawer, x + 879, drawer), (90, 16, 14, 255), 3)
        draw.rectangle((x + 770, 34, x + 1000, 100), (188, 30, 34, 255))
        sign = letters("样例汽车维修", 34, (245, 240, 225)).resize((210, 46))
        sign = sign.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        picture.paste(sign, (x + 780, 44), sign)


def _shelf(draw: ImageDraw.ImageDraw, random: np.random.Generator, x: int, metre: float) -> None:
    for level in range(4):
        base = _HIGH - (0.25 + 0.75 * level) * metre
        at = x
        while at < x + 300:
            wide, tall = int(random.integers(16, 52)), random.uniform(0.25, 0.62) * metre
            tone = ((176, 138, 92), (90, 92, 96), (44, 84, 130), (198, 196, 188))[
                int(random.integers(4))
            ]
            draw.rectangle((at, base - tall, at + wide, base), (*tone, 255))
            at += wide + int(random.integers(2, 10))
        draw.rectangle((x - 6, base, x + 316, base + 6), (80, 84, 88, 255))
    for post in (x - 8, x + 312):
        draw.rectangle((post, _HIGH - 3.2 * metre, post + 7, _HIGH), (70, 74, 80, 255))


def _trees(seed: int, metre: float, dense: float) -> Image.Image:
    """Crowns of leaves from noise, darker below, over thin trunks."""
    crowns = np.tile(field(seed + 6, 512, 1.5), (1, 8))[:_HIGH]
    leaves = np.tile(field(seed + 7, 512, 0.75), (1, 8))[:_HIGH]
    z = (np.arange(_HIGH, 0, -1) / metre)[:, None]
    along = np.tile(field(seed + 8, 512, 1.3)[:1], (1, 8))
    crown = np.exp(-(((z - 4.2) / 2.3) ** 2)) * (0.45 + 0.9 * along) * dense
    hedge = (z < 0.75 + 0.35 * along) * 0.9 * dense
    there = np.maximum(crown, hedge) + 0.55 * (crowns - 0.5) + 0.25 * (leaves - 0.5) > 0.52
    shade = (0.35 + 0.9 * leaves) * (0.55 + 0.10 * np.clip(z, 0, 6))
    colour = shade[..., None] * np.array([66, 88, 40])
    alpha = there * 255
    return Image.fromarray(
        np.concatenate([np.clip(colour, 0, 255), alpha[..., None]], -1).astype(np.uint8), "RGBA"
    )


def _lamps(seed: int) -> Floats:
    """Lit windows and street lamps with their glow."""
    random = np.random.default_rng(seed + 11)
    glow = Image.new("RGB", (_WIDE, _HIGH))
    draw = ImageDraw.Draw(glow)
    for _ in range(70):
        x, y = int(random.integers(0, _WIDE)), int(random.integers(40, _HIGH - 90))
        draw.rectangle((x, y, x + 13, y + 17), (110, 84, 44))
    for _ in range(16):
        x = int(random.integers(0, _WIDE))
        draw.ellipse((x - 13, 150, x + 13, 176), (255, 214, 150))
    wide = glow.filter(ImageFilter.GaussianBlur(26))
    near = glow.filter(ImageFilter.GaussianBlur(3))
    return (2.5 * linear(np.asarray(near)) + 3.0 * linear(np.asarray(wide))).astype(np.float32)
