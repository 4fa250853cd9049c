"""
Textures from seeded noise, and how they are looked up.

All textures repeat without a seam; the same seed gives the same texture.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]


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
    return np.asarray(np.clip((clouds - low) / (high - low), 0, 1), np.float32)


def look(texture: Floats, u: Floats, v: Floats) -> Floats:
    """The texture at (u, v), smoothly; one repeat is 1 wide and 1 high."""
    height, width = texture.shape[:2]
    flat = texture.reshape(height * width, -1) if texture.ndim == 3 else texture.reshape(-1)
    x, y = (u - np.floor(u)) * np.float32(width), (v - np.floor(v)) * np.float32(height)
    x0, y0 = x.astype(np.int32), y.astype(np.int32)
    fx, fy = x - x0, y - y0
    x0, y0 = np.minimum(x0, width - 1), np.minimum(y0, height - 1)
    x1 = np.where(x0 == width - 1, 0, x0 + 1)
    row0 = y0 * np.int32(width)
    row1 = np.where(y0 == height - 1, 0, row0 + np.int32(width))
    if texture.ndim == 3:
        fx, fy = fx[..., None], fy[..., None]
    top = flat.take(row0 + x0, 0)
    top += (flat.take(row0 + x1, 0) - top) * fx.astype(np.float32)
    bottom = flat.take(row1 + x0, 0)
    bottom += (flat.take(row1 + x1, 0) - bottom) * fx.astype(np.float32)
    top += (bottom - top) * fy.astype(np.float32)
    return np.asarray(top, np.float32)


def pick(texture: Floats, u: Floats, v: Floats) -> Floats:
    """The texture at (u, v), nearest value; `v` is held at the rims."""
    height, width = texture.shape[:2]
    x = np.minimum(((u - np.floor(u)) * np.float32(width)).astype(np.int32), width - 1)
    y = np.clip((v * np.float32(height)).astype(np.int32), 0, height - 1)
    flat = texture.reshape(height * width, *texture.shape[2:])
    return np.asarray(flat.take(y * np.int32(width) + x, 0), np.float32)


def step(low: float, high: float, value: Floats) -> Floats:
    """Smoothly from 0 at `low` to 1 at `high`; falls when `low` is the greater."""
    t = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def linear(picture: NDArray[np.uint8]) -> Floats:
    """From the screen's scale to the scale of light."""
    return ((picture.astype(np.float32) / 255) ** 2.2).astype(np.float32)
