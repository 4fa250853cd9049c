"""
Textures from seeded noise, and how they are looked up.

All textures repeat without a seam; the same seed gives the same texture.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@cache
def field(seed: int, size: int = 512, roughness: float = 2.0) -> Floats:
    """Noise between 0 and 1; the higher `roughness`, the smoother the clouds."""
    random = np.random.default_rng(seed)
    spectrum = np.fft.rfft2(random.standard_normal((size, size)))
    fy = np.fft.fftfreq(size)[:, None]
    fx = np.fft.rfftfreq(size)[None, :]
    radius = np.hypot(fy, fx)
    radius[0, 0] = 1.0
    spectrum[0, 0] = 0.0
    clouds = np.fft.irfft2(spectrum / radius**roughness, s=(size, size))
    low, high = np.percentile(clouds, [1, 99])
    return np.clip((clouds - low) / (high - low), 0, 1).astype(np.float32)


def look(texture: Floats, u: Floats, v: Floats) -> Floats:
    """The texture at (u, v), smoothly; one repeat is 1 wide and 1 high."""
    height, width = texture.shape[:2]
    x = np.mod(u, 1.0) * width
    y = np.mod(v, 1.0) * height
    x0, y0 = x.astype(np.int32), y.astype(np.int32)
    fx, fy = (x - x0).astype(np.float32), (y - y0).astype(np.float32)
    x0, y0 = x0 % width, y0 % height
    x1, y1 = (x0 + 1) % width, (y0 + 1) % height
    if texture.ndim == 3:
        fx, fy = fx[..., None], fy[..., None]
    top = texture[y0, x0] * (1 - fx) + texture[y0, x1] * fx
    bottom = texture[y1, x0] * (1 - fx) + texture[y1, x1] * fx
    return np.asarray(top * (1 - fy) + bottom * fy, np.float32)


def pick(texture: Floats, u: Floats, v: Floats) -> Floats:
    """The texture at (u, v), nearest value; `v` is held at the rims."""
    height, width = texture.shape[:2]
    x = (np.mod(u, 1.0) * width).astype(np.int32) % width
    y = np.clip((v * height).astype(np.int32), 0, height - 1)
    return np.asarray(texture[y, x], np.float32)


def step(low: float, high: float, value: Floats) -> Floats:
    """Smoothly from 0 at `low` to 1 at `high`; falls when `low` is the greater."""
    t = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def linear(picture: NDArray[np.uint8]) -> Floats:
    """From the screen's scale to the scale of light."""
    return ((picture.astype(np.float32) / 255) ** 2.2).astype(np.float32)
