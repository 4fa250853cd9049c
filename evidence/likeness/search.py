"""
The search: has this picture, or a part of it, been used before?

Cheap candidates by whole image (`whole`) and by parts (`parts`), then a close look at the best:
geometry, pixels laid over each other, a class (`classes`). What is not certain enough is not
answered. The answer depends on what is known, not on the order of adding; for two known pictures
the lesser key is looked at first, so either finds the other in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import cv2

from evidence.likeness import verify
from evidence.likeness.classes import Kinship
from evidence.likeness.classes import kinship as kinship_of
from evidence.likeness.geometry import (
    Agreement,
    agreement,
    agreement_either_way,
    agreement_mirrored,
)
from evidence.likeness.parts import Candidate, PartsIndex
from evidence.likeness.picture import Picture
from evidence.likeness.whole import Whole

ASKED, VERIFIED = 200, 20
"""Candidates by parts that are asked for, and of them, without those not wanted, looked at."""

MEASURED_PAIRS, MEASURED_FALSE = 152_076, 1
"""
Pairs of a source and a distinct known photo, each counted once though a source was asked for in
30 changes, and those of them that were shown as one photograph: two frames of one car. Among the
73,416 pairs of sources by which no rule was chosen there was none (README.md, Measured).
"""

_Z2 = 1.96**2

_BEST = (
    "same_file", "same_image_data", "re_encoded", "resized", "cropped", "mirrored_rotated",
    "edited_locally", "recaptured", "same_scene", "same_object",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    A known picture and what it is to the query. `kinship` has the query first if
    `query_first`; `how` they lie is None where only the whole image was compared.
    """

    key: str
    kinship: Kinship
    query_first: bool = True
    how: Agreement | None = None
    chance: str = ""


class Known:
    """Known pictures; `picture_of` fetches one by key, None if it is lost: then it is not found."""

    def __init__(
        self,
        picture_of: Callable[[str], Picture | None],
        *,
        whole: Whole | None = None,
        parts: PartsIndex | None = None,
    ) -> None:
        self._picture_of = picture_of
        self.whole = whole if whole is not None else Whole()
        self.parts = parts if parts is not None else PartsIndex()

    def add(self, key: str, picture: Picture) -> None:
        """Make a picture known, which `picture_of` must answer; a key again changes nothing."""
        self.whole.add(key, picture.fingerprint)
        self.parts.add(key, picture.features)

    def remove(self, keys: Iterable[str]) -> None:
        """Forget pictures."""
        gone = sorted(set(keys))
        for key in gone:
            self.whole.remove(key)
        self.parts.remove(gone)

    def search(
        self, query: Picture, *, not_in: Callable[[str], bool] = lambda key: False, key: str = ""
    ) -> list[Found]:
        """What the query is like, best first; `key` is its own name, if it is known itself."""
        near = {one.key for one in self.whole.candidates(query.fingerprint)}
        mirrored = {one.key: one.mirrored for one in self._by_parts(query, not_in, key)}
        found = []
        for other in sorted(near | set(mirrored)):
            known = None if other == key or not_in(other) else self._picture_of(other)
            if known is None:
                continue
            first = not key or key < other
            pair = (query, known) if first else (known, query)
            kin, how = compare(*pair, mirrored=mirrored.get(other), whole=other in near)
            if kin is not None:
                found.append(
                    Found(key=other, kinship=kin, query_first=first, how=how, chance=chance(kin))
                )
        return sorted(found, key=_rank)

    def _by_parts(self, query: Picture, not_in: Callable[[str], bool], key: str) -> list[Candidate]:
        if query.features.whole_image_only:
            return []
        asked = self.parts.candidates(query.features, ASKED)
        wanted = (one for one in asked if one.key != key and not not_in(one.key))
        return [one for one, _ in zip(wanted, range(VERIFIED), strict=False)]


def compare(
    first: Picture, second: Picture, *, mirrored: bool | None = None, whole: bool = True
) -> tuple[Kinship | None, Agreement | None]:
    """
    A close look at two pictures; `mirrored`, if known from candidates, saves the other way.

    `whole`: their whole images are near, so what has too little to match is compared whole.
    """
    cv2.setNumThreads(1)
    how = _how(first, second, mirrored)
    kin = kinship_of(first, second, how) if how is not None else None
    few = first.features.whole_image_only or second.features.whole_image_only
    if whole and few and kin is None:
        entire = _entire(first, second)
        if entire is not None:
            return entire, None
    return kin, how if kin is not None else None


def chance(kin: Kinship) -> str:
    """
    How many pairs of distinct pictures were shown as one photograph when it was measured, and how
    many in a million that may mean at most (95 %); "" for less than one photograph.
    """
    if not kin.same_photograph:
        return ""
    most = math.ceil(at_most(MEASURED_FALSE, MEASURED_PAIRS) * 1_000_000)
    return f"{MEASURED_FALSE}/{MEASURED_PAIRS} (95 %: ≤ {most}/10^6)"


def at_most(hits: int, count: int) -> float:
    """The upper end of the 95 % interval of a share (Wilson)."""
    share, weight = hits / count, _Z2 / count
    reach = math.sqrt(share * (1 - share) * weight + weight**2 / 4)
    return (share + weight / 2 + reach) / (1 + weight)


def _how(first: Picture, second: Picture, mirrored: bool | None) -> Agreement | None:
    way = agreement_either_way
    if mirrored is not None:
        way = agreement_mirrored if mirrored else agreement
    return way(first.features, second.features)


def _entire(first: Picture, second: Picture) -> Kinship | None:
    """By the whole images alone (`verify`)."""
    pair = [verify.Picture(one.fingerprint, one.width, one.height) for one in (first, second)]
    found = verify.compare(*pair)
    if found is None:
        return None
    return Kinship(
        match_class=found.match_class,
        inliers=0,
        outside=0,
        agreement=found.agreement,
        mirrored=found.variant in (1, 3, 4, 6),
        box=found.box if found.match_class != "edited_locally" else None,
        box_in_first=found.box_in_first,
        regions=(found.box,) if found.box and found.match_class == "edited_locally" else (),
    )


def _rank(found: Found) -> tuple[int, int, int, str]:
    kin = found.kinship
    return _BEST.index(kin.match_class), -kin.agreement, -kin.inliers, found.key
