"""
A closer look at two pictures whose fingerprints are near: are they one picture?

Three ways to agree are tried, each with a threshold of its own: whole on whole; one cut from
the other; whole on whole in most places but not in some (an overlay, a local change). What is
not certain enough is None, never a weak match. The thresholds and the printed chance come from a
measurement (tests/benchmarks/bench_likeness.py, README.md says over what and what is not
seen). Compare with the lesser key first: then every machine gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from evidence.likeness.fingerprint import GREY_SIDE, VARIANTS, Fingerprint, turned
from evidence.likeness.overlay import (
    Cut,
    Fit,
    Pixels,
    blocks,
    coarse_fit,
    contrast,
    fine_fit,
    whole_fit,
)
from evidence.likeness.whole import CANDIDATE_BITS, best_variant

ENGINE = "whole-image-1"

MatchClass = Literal[
    "same_file", "same_image_data", "re_encoded", "resized", "cropped", "mirrored_rotated",
    "edited_locally",
]  # fmt: skip
"""The classes this first form can tell apart, of those the design names."""

MEASURED_PAIRS = 1_754_631
MEASURED_FALSE = 1
"""Distinct photographs compared, and pairs that passed though they are not one picture."""

LEAST_CONTRAST = 3.0
LEAST_WHOLE = 900
LEAST_CUT_AS_IS, LEAST_CUT_TURNED = 850, 900
LEAST_COARSE = 800
CUT_IS_REAL = 3
NEARLY_ALL = 970
BLOCK_AGREES, BLOCK_DIFFERS, BLOCK_IS_SEEN = 0.9, 0.6, 20.0
FEWEST_BLOCKS, LEAST_SHARE = 12, 0.6


@dataclass(frozen=True, slots=True)
class Picture:
    """What is compared: the fingerprint, and the size of the picture as seen upright (or 0)."""

    fingerprint: Fingerprint
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """
    Two pictures are one: how they differ, and how sure that is.

    `variant` turns the first into the second (fingerprint.VARIANTS); `distance` is in bits of
    128; `agreement` of detail in per mille; `box` is left, top, width, height in per mille of
    the picture the other was cut from, or of the place that differs; None where there is none.
    """

    match_class: MatchClass
    variant: int
    distance: int
    agreement: int
    box: tuple[int, int, int, int] | None = None
    box_in_first: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """The plain values that are recorded with a match."""
        return {
            "variant": VARIANTS[self.variant],
            "distance": self.distance,
            "agreement": self.agreement,
            "box": list(self.box) if self.box else None,
            "box_in_first": self.box_in_first,
            "chance": MEASURED_FALSE * 1_000_000_000 // MEASURED_PAIRS,
            "false_pairs": MEASURED_FALSE,
            "distinct_pairs": MEASURED_PAIRS,
        }


def chance() -> str:
    """How often distinct pictures pass for one, with the number of pairs it was measured on."""
    share = MEASURED_FALSE * 1_000_000 / MEASURED_PAIRS
    return f"{share:.1f}/10^6 (n={MEASURED_PAIRS})"


def compare(first: Picture, second: Picture) -> Likeness | None:
    """Whether the two are one picture; None when that is not certain enough to show a person."""
    variant, distance = best_variant(first.fingerprint, second.fingerprint)
    if distance > CANDIDATE_BITS:
        return None
    a = turned(_grey(first.fingerprint), variant).astype(np.float32)
    b = _grey(second.fingerprint).astype(np.float32)
    if min(contrast(a), contrast(b)) < LEAST_CONTRAST:
        return None
    whole = whole_fit(a, b).agreement
    fit, of_first = (None, False) if whole >= NEARLY_ALL else _cut_fit(a, b, variant, whole)
    if fit is not None and fit.cut.deepest >= CUT_IS_REAL:
        return Likeness(
            match_class="mirrored_rotated" if variant else "cropped",
            variant=variant,
            distance=distance,
            agreement=fit.agreement,
            box=_kept(fit),
            box_in_first=of_first,
        )
    agreement = max(whole, fit.agreement if fit else 0)
    if fit is not None or whole >= LEAST_WHOLE:
        kind = _whole_class(first, second, variant)
        return Likeness(match_class=kind, variant=variant, distance=distance, agreement=agreement)
    return _edited(a, b, variant, distance)


def _cut_fit(a: Pixels, b: Pixels, variant: int, whole: int) -> tuple[Fit | None, bool]:
    """The best fit of one cut onto the other, if it is certain; and whether the first is cut."""
    forward, backward = coarse_fit(a, b), coarse_fit(b, a)
    of_first = forward.agreement >= backward.agreement
    coarse = forward if of_first else backward
    if coarse.agreement < LEAST_COARSE:
        return None, False
    fit = fine_fit(a, b, coarse) if of_first else fine_fit(b, a, coarse)
    least = LEAST_CUT_TURNED if variant else LEAST_CUT_AS_IS
    return (fit, of_first) if fit.agreement >= max(least, whole + 1) else (None, False)


def _edited(a: Pixels, b: Pixels, variant: int, distance: int) -> Likeness | None:
    agreement, strength = blocks(a, b, Cut())
    seen = strength > BLOCK_IS_SEEN
    count = int(seen.sum())
    same = int((agreement[seen] >= BLOCK_AGREES).sum())
    if count < FEWEST_BLOCKS or same < LEAST_SHARE * count:
        return None
    return Likeness(
        match_class="mirrored_rotated" if variant else "edited_locally",
        variant=variant,
        distance=distance,
        agreement=1000 * same // count,
        box=_around(agreement < BLOCK_DIFFERS),
    )


def _whole_class(first: Picture, second: Picture, variant: int) -> MatchClass:
    if variant:
        return "mirrored_rotated"
    sizes = (first.width, first.height, second.width, second.height)
    same_size = sizes[:2] == sizes[2:] or not all(sizes)
    return "re_encoded" if same_size else "resized"


def _kept(fit: Fit) -> tuple[int, int, int, int]:
    cut, whole = fit.cut, 2 * GREY_SIDE
    left, top = 1000 * cut.left // whole, 1000 * cut.top // whole
    width = 1000 * (whole - cut.left - cut.right) // whole
    height = 1000 * (whole - cut.top - cut.bottom) // whole
    return left, top, width, height


def _around(differs: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[int, int, int, int] | None:
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return None
    part = 1000 // len(differs)
    left, top = int(columns[0]) * part, int(rows[0]) * part
    return left, top, (int(columns[-1]) + 1) * part - left, (int(rows[-1]) + 1) * part - top


def _grey(fingerprint: Fingerprint) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer(fingerprint.grey, np.uint8).reshape(GREY_SIDE, GREY_SIDE)
