"""A10: the file's offset from UTC is not that of China."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.places import Point, may_be_china
from evidence.reading.reading import Reading
from evidence.words import mark

CARD = MethodCard(
    check="A10",
    version=1,
    title=mark("Offset from UTC"),
    does=mark("Compares the offset the file states with +08:00, unless it was taken abroad."),
    misleads=mark("Whoever comes back from abroad, or sets the zone by hand, has another offset."),
    literature=("JEITA CP-3451E (Exif 2.32), tags 0x9010 to 0x9012",),
)


def _look(reading: Reading, _context: Context) -> Observation:
    facts = reading.facts
    offset = times.offset_minutes(str(facts.get("offset_original", "")))
    if offset is None:
        return does_not_apply(CARD, mark("The file states no offset from UTC."))
    values = {"offset": times.offset_text(offset)}
    if offset == times.CHINA:
        return seen(CARD, "consistent", what=mark("The offset is {offset}."), values=values)
    lat, lon = facts.get("latitude"), facts.get("longitude")
    if lat is not None and lon is not None and not may_be_china(Point(lat, lon)):
        return does_not_apply(CARD, mark("The stated position lies outside China."), **values)
    return seen(
        CARD,
        "note",
        "weak",
        what=mark("The file states the offset {offset}, not +08:00."),
        values=values,
        why=mark("Times in the file must be read with this offset before they are compared."),
        innocent=(
            mark("Coming back from abroad, an emulator or a zone set by hand all explain it."),
        ),
        next=(mark("Ask which zone the phone was set to."),),
    )


CHECK = Check(card=CARD, look=_look)
