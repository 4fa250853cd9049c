"""
What a search by parts compares of a picture, made in a worker and checked in the host.

`made` takes the local features and the small grey picture from pixels that are decoded already;
`check` holds what came back against every bound that what computes with it relies on.
"""

from __future__ import annotations

import cv2
from PIL import Image

from evidence.errors import Damaged
from evidence.likeness.descriptors import (
    LONGEST_SIDE,
    PLACE_UNIT,
    QUERY_PIXELS,
    QUERY_POINTS,
    STORED_PIXELS,
    STORED_POINTS,
    LocalFeatures,
    of_pixels,
)
from evidence.likeness.picture import LONGEST_SMALL, small
from evidence.reading.reading import Grey, Points

_BOUNDS = {"stored": (STORED_POINTS, STORED_PIXELS), "asked": (QUERY_POINTS, QUERY_PIXELS)}


def prepare() -> None:
    """Load all that is loaded late, and keep to one thread."""
    cv2.setNumThreads(1)
    made(Image.effect_noise((128, 96), 64), "stored")


def made(upright: Image.Image, points: Points) -> tuple[bytes, Grey | None]:
    """The features as bytes and the picture in small; nothing where none are wanted."""
    if points == "none":
        return b"", None
    seen = small(upright)
    found = of_pixels(upright, *_BOUNDS[points])
    return found.to_bytes(), Grey(seen.width, seen.height, seen.pixels)


def check(untrusted_features: bytes, untrusted_small: Grey | None) -> None:
    """Raises `ValueError` unless both are as `made` makes them."""
    if not untrusted_features and untrusted_small is None:
        return
    if untrusted_small is None or not untrusted_features:
        raise ValueError("one without the other")
    sides = untrusted_small.width, untrusted_small.height
    if max(sides) > LONGEST_SMALL or len(untrusted_small.pixels) != sides[0] * sides[1]:
        raise ValueError("the small picture is not as large as it says")
    try:
        found = LocalFeatures.from_bytes(untrusted_features)
    except Damaged as e:
        raise ValueError("not local features") from e
    if not 1 <= min(found.width, found.height) <= max(found.width, found.height) <= LONGEST_SIDE:
        raise ValueError("a working picture no picture has")
    outside = (found.points[:, 0] > found.width * PLACE_UNIT) | (
        found.points[:, 1] > found.height * PLACE_UNIT
    )
    if outside.any():
        raise ValueError("points outside of the picture")
