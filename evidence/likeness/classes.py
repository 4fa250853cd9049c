"""
What two pictures are to each other, from how they lie and where their pixels agree.

One photograph: their detail agrees nearly everywhere they overlap, to the pixel. Then how the one
was made of the other: cut out, turned, mirrored, changed in places, taken off a screen. One
scene: points lie alike but pixels do not, or each shows what the other lacks, or their cameras
wrote times a few seconds apart. One object: a few points only; a note. The thresholds come from
tests/benchmarks/likeness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from evidence.likeness.aligned import BLOCK, Aligned, aligned
from evidence.likeness.framing import Box, Framing, framing
from evidence.likeness.geometry import Agreement, shared_miss
from evidence.likeness.picture import Picture

ENGINE = "parts-1"

KinshipClass = Literal[
    "same_file", "same_image_data", "re_encoded", "resized", "cropped", "mirrored_rotated",
    "edited_locally", "recaptured", "same_scene", "same_object",
]  # fmt: skip

LEAST_INLIERS, LEAST_OUTSIDE = 8, 7
"""For one photograph; below, and for a scene, more is asked."""

LEAST_SCENE_INLIERS, LEAST_OBJECT_INLIERS = 25, 12
LEAST_SHARE, LEAST_BLOCKS = 0.55, 4
NO_DOUBT_SHARE, LEAST_POINTS_SHARE = 0.93, 0.25
"""Where fewer blocks agree, at least this share of the points that could match must."""

LEAST_CLOSE, LEAST_CLOSE_SMALL, SMALL_AREA = 0.90, 0.70, 160 * 160
"""How close blocks must be to each other; less is asked of a picture of few pixels."""

MOST_RESIDUAL = 1.3
MOST_SHARED_MISS = 0.4
"""
What a program made misses together by at most 0.27 pixels, in every change of the benchmark; two
views of things at several depths miss by more.
"""

SHOWN_WHOLE = 0.975
LEAST_REACH = 0.2

BURST_SECONDS = 10

_TURNED_DEGREES = 1.0
_TILTED = 1.06
_FEWEST_REGION_BLOCKS = 3
_NEAR_FRAME, _AS_WELL = 0.12, 0.005
_Array = NDArray[Any]

_FRAMES: tuple[_Array, ...] = tuple(
    np.array([[*row, (1 - sum(row)) / 2] for row in rows] + [[0, 0, 1.0]])
    for rows in (
        ((1, 0), (0, 1)), ((-1, 0), (0, 1)), ((1, 0), (0, -1)), ((-1, 0), (0, -1)),
        ((0, 1), (1, 0)), ((0, -1), (1, 0)), ((0, 1), (-1, 0)), ((0, -1), (-1, 0)),
    )
)  # fmt: skip
"""The eight ways in which one whole frame lies on another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """
    The class and what distinguishes it. `box` and `regions` are left, top, width, height in per
    mille of the picture named by `box_in_first`, `regions_in_first`: the part the other shows,
    and the places that differ. `angle` in tenths of a degree, clockwise, from the first (mirrored
    left for right if `mirrored`) to the second; `agreement` is the share of blocks that agree.
    """

    match_class: KinshipClass
    inliers: int
    outside: int
    agreement: int
    mirrored: bool = False
    angle: int = 0
    box: Box | None = None
    box_in_first: bool = False
    regions: tuple[Box, ...] = ()
    regions_in_first: bool = False

    @property
    def same_photograph(self) -> bool:
        return self.match_class not in ("same_scene", "same_object")


def kinship(first: Picture, second: Picture, found: Agreement) -> Kinship | None:
    """What they are to each other; None when that is not certain enough to show a person."""
    between, laid = _laid(first, second, unit(first, second, found.transform))
    if not _one_photograph(first, second, found, laid):
        return _less(found, laid)
    frame = framing(first.small, second.small, between)
    kind = _class(first, second, found, laid, frame)
    return Kinship(
        match_class=kind,
        inliers=found.inliers,
        outside=found.outside,
        agreement=round(1000 * laid.share),
        mirrored=found.mirrored,
        angle=round(10 * frame.angle),
        box=frame.box,
        box_in_first=frame.box_in_first,
        regions=_regions(laid),
        regions_in_first=laid.in_first,
    )


def unit(first: Picture, second: Picture, transform: _Array) -> NDArray[np.float64]:
    """A transform of working pixels as one of places from 0 to 1."""
    a, b = first.features, second.features
    grown = transform @ np.diag([a.width, a.height, 1.0])
    return np.asarray(np.diag([1 / b.width, 1 / b.height, 1.0]) @ grown, np.float64)


def _laid(first: Picture, second: Picture, between: _Array) -> tuple[_Array, Aligned]:
    """
    Laid by the points; or frame on frame, if that is near and fits as well. A few points in one
    corner say little of the opposite one.
    """
    laid = aligned(first.small, second.small, between)
    corners = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1.0]])
    carried = corners @ between.T
    if (carried[:, 2] < 1e-3).any():
        return between, laid
    places = carried[:, :2] / carried[:, 2:]
    nearest = min(_FRAMES, key=lambda frame: float(np.abs(corners @ frame[:2].T - places).max()))
    if np.abs(corners @ nearest[:2].T - places).max() < _NEAR_FRAME:
        framed = aligned(first.small, second.small, nearest)
        if framed.closeness >= laid.closeness - _AS_WELL:
            return nearest, framed
    return between, laid


def _one_photograph(first: Picture, second: Picture, found: Agreement, laid: Aligned) -> bool:
    if found.inliers < LEAST_INLIERS or found.outside < LEAST_OUTSIDE:
        return False
    agree = int(laid.agree.sum())
    areas = (one.features.width * one.features.height for one in (first, second))
    least = LEAST_CLOSE_SMALL if min(areas) < SMALL_AREA else LEAST_CLOSE
    if found.residual > MOST_RESIDUAL or laid.closeness < least:
        return False
    if agree < LEAST_BLOCKS or laid.share < LEAST_SHARE:
        return False
    much = found.share >= LEAST_POINTS_SHARE and agree >= 4 * LEAST_BLOCKS
    return laid.share >= NO_DOUBT_SHARE or (much and _reach(second, found) >= LEAST_REACH)


def _reach(second: Picture, found: Agreement) -> float:
    """The share of the second picture that the matched points span: little for a common bar."""
    hull = cv2.convexHull(found.matches[:, 2:].astype(np.float32))
    return float(cv2.contourArea(hull)) / (second.features.width * second.features.height)


def _less(found: Agreement, laid: Aligned) -> Kinship | None:
    """One scene or one object, if that much is certain."""
    kind: KinshipClass
    if found.outside >= LEAST_SCENE_INLIERS and laid.share >= LEAST_SHARE / 2:
        kind = "same_scene"
    elif found.outside >= LEAST_OBJECT_INLIERS:
        kind = "same_object"
    else:
        return None
    return Kinship(
        match_class=kind,
        inliers=found.inliers,
        outside=found.outside,
        agreement=round(1000 * laid.share),
        mirrored=found.mirrored,
    )


def _class(
    first: Picture, second: Picture, found: Agreement, laid: Aligned, frame: Framing
) -> KinshipClass:
    if _burst(first, second) or _two_views(found, frame):
        return "same_scene"
    if frame.embedded:
        return "recaptured"
    if found.mirrored or abs(frame.angle) > _TURNED_DEGREES:
        return "mirrored_rotated"
    if _regions(laid):
        return "edited_locally"
    if frame.box is not None:
        return "cropped"
    sizes = (first.width, first.height, second.width, second.height)
    return "re_encoded" if sizes[:2] == sizes[2:] or not all(sizes) else "resized"


def _burst(first: Picture, second: Picture) -> bool:
    """Times a moment apart; times further apart were rather written by hand."""
    if first.taken is None or second.taken is None:
        return False
    if (first.taken.tzinfo is None) != (second.taken.tzinfo is None):
        return False
    return 0 < abs((first.taken - second.taken).total_seconds()) <= BURST_SECONDS


def _two_views(found: Agreement, frame: Framing) -> bool:
    """
    Each shows what the other lacks, though what is set into something lies in it whole; or,
    not set in, it is tilted, or things at several depths have moved apart.
    """
    if max(frame.first_shown, frame.second_shown) < SHOWN_WHOLE:
        return not found.mirrored
    moved = frame.tilt > _TILTED or shared_miss(found) > MOST_SHARED_MISS
    return moved and not frame.embedded


def _regions(laid: Aligned) -> tuple[Box, ...]:
    """Boxes around what differs, largest first; single blocks are noise."""
    count, names = cv2.connectedComponents(laid.differ.astype(np.uint8), connectivity=8)
    found = []
    for name in range(1, count):
        rows, columns = np.nonzero(names == name)
        if len(rows) < _FEWEST_REGION_BLOCKS:
            continue
        left, right = int(columns.min()) * BLOCK, min(laid.width, int(columns.max() + 1) * BLOCK)
        top, bottom = int(rows.min()) * BLOCK, min(laid.height, int(rows.max() + 1) * BLOCK)
        box = (
            1000 * left // laid.width,
            1000 * top // laid.height,
            1000 * (right - left) // laid.width,
            1000 * (bottom - top) // laid.height,
        )
        found.append((-len(rows), box))
    return tuple(box for _, box in sorted(found))
