"""M01: a time in the file cannot be: no such date, a default of a reset clock, the future."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import cannot_be
from evidence.observation import MethodCard, Observation
from evidence.reading import complaints
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

FACTS = ("time_original", "time_digitized", "time_modified", "gps_time")

CARD = MethodCard(
    check="M01",
    version=2,
    title=mark("Times that cannot be"),
    does=mark(
        "Looks for dates that do not exist, the default dates of clocks that were reset, and"
        " times later than the file was known to exist."
    ),
    misleads=mark("A flat battery resets a camera's clock; that is no sign of anything."),
    literature=("JEITA CP-3451E (Exif 2.32)",),
)


def _uses(context: Context) -> Json:
    return context.known_since[:10]


def _look(reading: Reading, context: Context) -> Observation:
    stated = {n: str(reading.facts[n]) for n in FACTS if reading.facts.get(n)}
    not_dates = complaints.IMPOSSIBLE_TIME in reading.complaints
    if not stated and not not_dates:
        return does_not_apply(CARD, mark("The file states no time."))
    odd = [f"{name} {text}" for name, text in stated.items() if cannot_be(text, context)]
    if not odd and not not_dates:
        return seen(CARD, "consistent", what=mark("Every time in the file can be."))
    return seen(
        CARD,
        "note",
        what=mark("A time in the file cannot be that of the taking."),
        values={"odd": odd + _claimed(reading), "no_such_date": not_dates},
        why=mark("Such a time must not be used in any comparison."),
        innocent=(mark("A flat battery or a factory reset sets a camera's clock to a default."),),
        next=(mark("Look at the device's clock; use other evidence for the time."),),
    )


def _claimed(reading: Reading) -> list[str]:
    """What the file claims where that is no time at all."""
    raw = {name: reading.facts.get(f"{name}_raw") for name in FACTS}
    return [f"{name} {text}" for name, text in raw.items() if text]


CHECK = Check(card=CARD, look=_look, uses=_uses)
