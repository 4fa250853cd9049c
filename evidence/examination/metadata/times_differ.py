"""M03: taken, digitised and last changed are not one time in the file."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import cannot_be
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

TOLERANCE = 2
NAMES = ("time_original", "time_digitized", "time_modified")

CARD = MethodCard(
    check="M03",
    version=2,
    title=mark("Times of taking, digitising and changing"),
    does=mark("Compares DateTimeOriginal, DateTimeDigitized and DateTime; phones write one time."),
    misleads=mark("Turning a picture in the gallery is a change, too; scanners digitise later."),
    literature=("JEITA CP-3451E (Exif 2.32)",),
)


def _uses(context: Context) -> Json:
    return context.known_since[:10]


def _look(reading: Reading, context: Context) -> Observation:
    found = {n: times.from_exif(str(reading.facts.get(n, ""))) for n in NAMES}
    stated = {
        name: time.local
        for name, time in found.items()
        if time is not None and not cannot_be(time.local, context)
    }
    if len(stated) < 2 or "time_original" not in stated:
        return does_not_apply(CARD, mark("The file does not state two times to compare."))
    apart = {n: times.local_gap(stated["time_original"], at) for n, at in stated.items()}
    values = {n: at.replace("T", " ") for n, at in stated.items()}
    values = {n: values.get(n, "–") for n in NAMES}
    if all(abs(seconds) <= TOLERANCE for seconds in apart.values()):
        return seen(CARD, "consistent", what=mark("The times agree."), values=values)
    return seen(
        CARD,
        "note",
        what=mark(
            "The times in the file differ: taken {time_original}, digitised {time_digitized},"
            " changed {time_modified}."
        ),
        values=values | {f"{n}_after": seconds for n, seconds in apart.items()},
        why=mark("The file was saved again after it was taken, or it is a scan."),
        innocent=(mark("Turning or trimming a picture in the gallery changes the last time."),),
        next=(mark("Ask what was done with the picture after it was taken."),),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
