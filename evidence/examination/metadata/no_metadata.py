"""A14: a picture says nothing of when, where and with what it was taken. That proves nothing."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

TELLING = ("time_original", "time_digitized", "make", "model", "latitude", "gps_time")

CARD = MethodCard(
    check="A14",
    version=1,
    title=mark("No information about the taking"),
    does=mark("Says whether a picture has any time, place or device of its taking in it."),
    misleads=mark("WeChat and most other transport take this information away: absence is normal."),
    literature=("WeChat's own statement of 2017",),
)


def _uses(context: Context) -> Json:
    return context.media_type


def _look(reading: Reading, context: Context) -> Observation:
    if not (reading.media_type or context.media_type).startswith("image/"):
        return does_not_apply(CARD, mark("The file is not a picture."))
    there = [name for name in TELLING if reading.facts.get(name) not in (None, "")]
    if there:
        return seen(
            CARD,
            "consistent",
            what=mark("The file says something of its taking."),
            values={"there": there},
        )
    return seen(
        CARD,
        "note",
        what=mark("The file says nothing of its taking; time and place cannot be checked."),
        why=mark("Absence by itself proves nothing at all."),
        innocent=(
            mark("WeChat and other forwarding take this information away; that is normal."),
            mark("Screenshots, scans and some camera programs never write it."),
        ),
        next=(mark("Ask the provider for the original file from the phone (原图)."),),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
