"""M07: what the reader complained of: damaged or cut short, too large, parts that do not fit."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading import complaints
from evidence.reading.media_type import READ
from evidence.reading.reading import Reading
from evidence.words import mark

TOLD_BY_M01 = complaints.IMPOSSIBLE_TIME
GRAVEST = (complaints.NO_PIXELS, complaints.TOO_MANY_PIXELS, complaints.CUT_SHORT)
"""These are said first, in this order; the others as the reader met them."""

CARD = MethodCard(
    check="M07",
    version=1,
    title=mark("Complaints of the reader"),
    does=mark(
        "Says what the reader complained of: a picture damaged, cut short or too large to be"
        " decoded, parts of the file that do not fit together, values that cannot be true."
    ),
    misleads=mark("Files are cut short by broken transfers and changed by honest programs."),
    literature=("evidence/reading/README.md",),
)


def _look(reading: Reading, _context: Context) -> Observation:
    said = [one for one in GRAVEST if one in reading.complaints]
    said += [one for one in reading.complaints if one not in (*said, TOLD_BY_M01)]
    if not said and reading.media_type not in READ:
        return does_not_apply(CARD, mark("Files of this kind are kept, not read."))
    if not said:
        return seen(CARD, "consistent", what=mark("The reader had nothing to complain of."))
    return seen(
        CARD,
        "note",
        what=said[0],
        values={"complaints": said},
        why=mark("What is shown or read of the file may be incomplete."),
        innocent=(CARD.misleads,),
        next=(*said[1:], mark("If more is needed, ask for the file again from its source.")),
    )


CHECK = Check(card=CARD, look=_look, needs_reading=False)
