"""A12: the small picture inside the file shows something else than the picture itself."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.words import mark

NOT_ALIKE, DIFFERENT = 150, 250
"""Per mille of full contrast; set from the real camera files (README.md)."""

CARD = MethodCard(
    check="A12",
    version=1,
    title=mark("Thumbnail and picture"),
    does=mark(
        "Compares the small picture a camera put into the file with the picture itself, after"
        " orientation, bars and brightness are evened out."
    ),
    misleads=mark("Some cameras and programs do not renew the thumbnail when turning or trimming."),
    literature=("Kee and Farid, Digital image authentication from thumbnails, SPIE 2010",),
)


def _look(reading: Reading, _context: Context) -> Observation:
    small = reading.embedded
    if small is None:
        return does_not_apply(CARD, mark("The file holds no thumbnail that can be compared."))
    values = {
        "difference": small.difference,
        "limit": NOT_ALIKE,
        "turned": small.turned,
        "width": small.width,
        "height": small.height,
    }
    if small.difference < NOT_ALIKE:
        return seen(
            CARD,
            "consistent",
            what=mark("Thumbnail and picture differ by {difference} ‰; the limit is {limit} ‰."),
            values=values,
        )
    return seen(
        CARD,
        "conflict" if small.difference >= DIFFERENT else "note",
        "indicator" if small.difference >= DIFFERENT else "weak",
        what=mark(
            "The thumbnail inside the file differs from the picture by {difference} ‰"
            " (limit {limit} ‰)."
        ),
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
