"""M02: the position was blanked out by the phone's system when the file was handed to a program."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.words import mark

CARD = MethodCard(
    check="M02",
    version=1,
    title=mark("Position blanked out by the system"),
    does=mark("Recognises a position that is present in form and consists of zeros."),
    misleads=mark("A few cameras without a satellite receiver write the same zeros."),
    literature=("Esdex/Arcanum issue 149; getodk/docs issue 1851",),
)


def _look(reading: Reading, _context: Context) -> Observation:
    if reading.facts.get("gps_redacted") is not True:
        return does_not_apply(CARD, mark("No blanked-out position was found."))
    return seen(
        CARD,
        "note",
        what=mark("The file has room for a position, and it is filled with zeros."),
        why=mark("It explains why this file's digest differs from that of the original."),
        innocent=(
            mark(
                "Android blanks the position when it hands a picture to a program without leave to"
                " see it: the system did this, nobody tampered with the file."
            ),
        ),
        next=(mark("Ask for the file by cable or as 原图; it will have the position."),),
    )


CHECK = Check(card=CARD, look=_look)
