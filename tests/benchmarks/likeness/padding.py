"""
Pictures that never were, to fill an index up to 100,000: pieces of real photos, blurred.

Each is laid together from three strips of three photos that are never asked for, mirrored or not,
with noise on every descriptor and on every place. So cells and codes are filled as unevenly as by
real photos, though a real collection would have more to say: the noise stands for that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evidence.likeness.descriptors import STORED_POINTS, LocalFeatures

STRIPS = 3
NOISE = 14.0
SIDE = (476, 357)


def padding(pool: Sequence[LocalFeatures], seed: int) -> LocalFeatures:
    """The picture of this number."""
    dice = np.random.default_rng(seed)
    points, descriptors, lettered = [], [], []
    for strip in range(STRIPS):
        one = pool[int(dice.integers(len(pool)))]
        one = one.mirrored() if dice.random() < 0.5 else one
        inside = np.flatnonzero((one.places[:, 0] * STRIPS / one.width).astype(int) == strip)
        points.append(one.points[inside])
        descriptors.append(one.descriptors[inside])
        lettered.append(one.lettered[inside])
    joined = np.concatenate(descriptors).astype(np.float32)
    blurred = np.clip(joined + dice.normal(0, NOISE, joined.shape), 0, 255)
    norms = np.maximum(1, np.linalg.norm(blurred, axis=1, keepdims=True))
    blurred = np.minimum(255, np.rint(blurred * (512 / norms))).astype(np.uint8)
    return LocalFeatures(
        1,
        *SIDE,
        np.concatenate(points)[:STORED_POINTS],
        np.concatenate(lettered)[:STORED_POINTS],
        blurred[:STORED_POINTS],
    )
