"""A05: the file says it was taken before the loss is said to have happened."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import CLOCK_TOLERANCE, lasting, taken, uses
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

CARD = MethodCard(
    check="A05",
    version=2,
    title=mark("Taken before the loss"),
    does=mark(
        "Compares the time of taking the file states with the earliest stated time of loss, less"
        " ten minutes for clocks. Unknown offsets are assumed to be +08:00, and said to be; it is"
        " a conflict only where it holds for every offset that can be."
    ),
    misleads=mark("A phone's clock can be set, and may be wrong; so may the stated time of loss."),
    literature=("JEITA CP-3451E (Exif 2.32)",),
)
NOT_EARLIER = mark("The time of taking, {taken}, is not earlier than the loss, {loss}.")
NOT_EARLIER_ASSUMED = mark(
    "Read as {assumed_offset} where no offset from UTC is stated, the time of taking, {taken}, is"
    " not earlier than the loss, {loss}."
)
EARLIER = mark(
    "The time of taking the file states, {taken}, is earlier than the stated time of loss, {loss},"
    " by {days} d {hours} h {minutes} min."
)
EARLIER_ASSUMED = mark(
    "Read as {assumed_offset} where no offset from UTC is stated, the time of taking, {taken}, is"
    " earlier than the stated time of loss, {loss}, by {days} d {hours} h {minutes} min."
)


def _uses(context: Context) -> Json:
    return [
        [[e.at.local, e.at.offset, e.at.within] for e in context.losses],
        *uses(context),
    ]


def _look(reading: Reading, context: Context) -> Observation:
    when = taken(reading, context)
    if isinstance(when, str):
        return does_not_apply(CARD, when)
    if not context.losses:
        return does_not_apply(CARD, mark("No time of loss is stated for the case."))
    compared = [(when.earlier_by(loss.at), loss.at) for loss in context.losses]
    earlier, loss = min(compared, key=lambda one: one[0].seconds)
    values = when.values | {"loss": times.text(loss)} | lasting(earlier.seconds) | earlier.values
    if earlier.seconds <= CLOCK_TOLERANCE:
        return seen(
            CARD,
            "consistent",
            what=NOT_EARLIER_ASSUMED if earlier.assumed_for else NOT_EARLIER,
            values=values,
        )
    return seen(
        CARD,
        "conflict" if all(one.surely for one, _ in compared) else "attention",
        "indicator",
        what=EARLIER_ASSUMED if earlier.assumed_for else EARLIER,
        values=values,
        why=mark("If it is to show this loss, its time and that of the loss do not fit together."),
        innocent=(
            mark("A phone's clock can be set by hand, and its zone may be wrong."),
            mark("The stated time of loss may be inexact, or the picture shows something else."),
            *earlier.remarks,
            *when.remarks,
        ),
        next=(
            mark("First check the zone and how far the phone's clock is off."),
            mark("Ask for the original file on the phone that took it, and who took it."),
        ),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
