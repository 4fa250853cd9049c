"""
What is recorded of a match beside its class: plain whole numbers, the lesser key's picture first.

Places are in per mille of a picture as seen upright. `transform` takes places from 0 to 1 of the
first picture to places of the second: nine numbers, row by row, in millionths.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from evidence.likeness.classes import unit
from evidence.likeness.geometry import Agreement
from evidence.likeness.picture import Picture
from evidence.likeness.search import MEASURED_FALSE, MEASURED_PAIRS, Found

MOST_POINTS = 60
PER_MILLE, MILLIONTHS = 1000, 1_000_000


def match_values(found: Found, first: Picture, second: Picture) -> dict[str, Any]:
    """Of a match that `search` found between these two, in this order."""
    kin = found.kinship
    values: dict[str, Any] = {
        "agreement": kin.agreement,
        "inliers": kin.inliers,
        "outside": kin.outside,
        "mirrored": kin.mirrored,
        "angle": kin.angle,
        "box": list(kin.box) if kin.box else None,
        "box_in_first": kin.box_in_first,
        "regions": [list(region) for region in kin.regions],
        "regions_in_first": kin.regions_in_first,
    }
    if found.how is not None:
        values |= _lying(found.how, first, second)
    if kin.same_photograph:
        values |= {"false_pairs": MEASURED_FALSE, "distinct_pairs": MEASURED_PAIRS}
    return values


def _lying(how: Agreement, first: Picture, second: Picture) -> dict[str, Any]:
    laid = unit(first, second, how.transform)
    scale = laid[2, 2] if abs(laid[2, 2]) > 1e-9 else 1.0
    sides = [float(n) for one in (first, second) for n in (one.features.width, one.features.height)]
    places = np.rint(how.matches * PER_MILLE / np.array(sides))
    inside = np.clip(places, 0, PER_MILLE).astype(int)
    # The same for the same two pictures: spread over what was found, in the order of the places.
    order = np.lexsort(inside.T[::-1])
    step = max(1, -(-len(order) // MOST_POINTS))
    return {
        "surprise": round(how.surprise),
        "transform": [int(n) for n in np.rint(laid.reshape(-1) / scale * MILLIONTHS)],
        "points": inside[order[::step]].tolist(),
    }
