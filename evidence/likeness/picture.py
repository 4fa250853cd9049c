"""What a search compares of one picture: all of it made from one decoded, upright picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence.likeness.descriptors import LocalFeatures
from evidence.likeness.fingerprint import Fingerprint

SMALL_PIXELS, LONGEST_SMALL = 27_648, 640
"""192 by 144, or another shape of that area."""


@dataclass(frozen=True, slots=True)
class Small:
    """The picture in grey, of about `SMALL_PIXELS` pixels, row by row."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 1 or max(self.width, self.height) > LONGEST_SMALL:
            raise ValueError("a small picture has 1 to 640 pixels a side")
        if len(self.pixels) != self.width * self.height:
            raise ValueError("a small picture has a byte for each pixel")

    @property
    def grey(self) -> NDArray[np.float32]:
        pixels = np.frombuffer(self.pixels, np.uint8).reshape(self.height, self.width)
        return pixels.astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`width`, `height`: the full size as seen upright, 0 if unknown; `taken`: by its camera."""

    fingerprint: Fingerprint
    features: LocalFeatures
    small: Small
    width: int = 0
    height: int = 0
    taken: datetime | None = None


def small(image: Image.Image) -> Small:
    """Of an upright decoded picture of any mode and size; made smaller by means of areas."""
    grey = np.asarray(image if image.mode == "L" else image.convert("L"))
    scale = min(math.sqrt(SMALL_PIXELS / grey.size), LONGEST_SMALL / max(grey.shape))
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Small(grey.shape[1], grey.shape[0], grey.tobytes())
