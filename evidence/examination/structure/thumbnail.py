"""A12: the small picture inside the file shows something else than the picture itself."""

from __future__ import annotations

from typing import Any

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation, Result, Strength
from evidence.reading.reading import Reading
from evidence.words import mark

NOT_ALIKE, DIFFERENT = 150, 250
"""Per mille of full contrast; set from the real camera files (README.md)."""

A_PART = 150
"""The same for the block that differs most."""

CARD = MethodCard(
    check="A12",
    version=2,
    title=mark("Thumbnail and picture"),
    does=mark(
        "Compares the small picture a camera put into the file with the picture itself, after"
        " orientation, bars and brightness are evened out: as a whole, and in 8 × 6 blocks."
    ),
    misleads=mark("Some cameras and programs do not renew the thumbnail when turning or trimming."),
    literature=("Kee and Farid, Digital image authentication from thumbnails, SPIE 2010",),
)
WHOLE = mark(
    "The thumbnail inside the file differs from the picture by {difference} ‰ (limit {limit} ‰)."
)
PART = mark(
    "A part of the thumbnail inside the file differs from the picture by {local} ‰ (limit"
    " {local_limit} ‰); as a whole they differ by {difference} ‰."
)


def _look(reading: Reading, _context: Context) -> Observation:
    small = reading.embedded
    if small is None:
        return does_not_apply(CARD, mark("The file holds no thumbnail that can be compared."))
    values = {
        "difference": small.difference,
        "limit": NOT_ALIKE,
        "local": small.local,
        "local_limit": A_PART,
        "turned": small.turned,
        "width": small.width,
        "height": small.height,
    }
    if small.difference >= DIFFERENT:
        return _differs("conflict", "indicator", WHOLE, values)
    if small.local >= A_PART:
        return _differs("attention", "indicator", PART, values)
    if small.difference >= NOT_ALIKE:
        return _differs("note", "weak", WHOLE, values)
    return seen(
        CARD,
        "consistent",
        what=mark(
            "Thumbnail and picture differ by {difference} ‰ (limit {limit} ‰), no part of them by"
            " more than {local} ‰ (limit {local_limit} ‰). Small changes do not show in this."
        ),
        values=values,
    )


def _differs(result: Result, strength: Strength, what: str, values: dict[str, Any]) -> Observation:
    return seen(
        CARD,
        result,
        strength,
        what=what,
        values=values,
        why=mark("The picture may have been changed after the camera made the thumbnail."),
        innocent=(
            mark("Some cameras and programs do not renew the thumbnail when turning or trimming."),
        ),
        next=(
            mark("Look at both side by side."),
            mark("Ask for the original file from the phone that took it."),
        ),
    )


CHECK = Check(card=CARD, look=_look)
