"""A18: the time in the file's name is earlier than the time of taking the file states."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import NOT_TO_BE_USED, cannot_be, lasting
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

LEAST_DIFFERENCE = 86400

CARD = MethodCard(
    check="A18",
    version=2,
    title=mark("Time in the name and time of taking"),
    does=mark(
        "Compares the time in a file name of a known pattern with the time of taking; asks for"
        " attention when the name is more than 24 hours earlier."
    ),
    misleads=mark(
        "A number in a name is mostly when the file was saved, and names can be changed."
    ),
    literature=("resources/tables/channels.json",),
)


def _uses(context: Context) -> Json:
    return [context.known_since[:10], times.channels_version(), *context.names]


def _look(reading: Reading, context: Context) -> Observation:
    facts = reading.facts
    exif = times.from_exif(
        str(facts.get("time_original", "")), str(facts.get("offset_original", ""))
    )
    dated = [(n, times.from_file_name(n)) for n in sorted(context.names)]
    named = [(n, found.time) for n, found in dated if found and found.time]
    if exif is None or not named:
        return does_not_apply(CARD, mark("There is no time in the name, or none in the file."))
    if cannot_be(exif.local, context):
        return does_not_apply(CARD, NOT_TO_BE_USED, taken=times.text(exif))
    name, in_name = named[0]
    later = times.gap(times.assuming(in_name), times.assuming(exif)).least
    values = {"name": name, "name_time": times.text(in_name), "taken": times.text(exif)}
    values_with_gap = values | lasting(later)
    if later <= LEAST_DIFFERENCE:
        return seen(
            CARD,
            "consistent",
            what=mark("The time in the name, {name_time}, fits the time of taking, {taken}."),
            values=values_with_gap,
        )
    return seen(
        CARD,
        "attention",
        "indicator",
        what=mark(
            "The time in the name, {name_time}, is {days} d {hours} h {minutes} min earlier than"
            " the time of taking, {taken}."
        ),
        values=values_with_gap,
        why=mark("Normally a file gets such a name when it is taken, or later."),
        innocent=(
            mark("A number in a name is mostly when the file was saved, by a clock of its own."),
            mark("Files are renamed, and clocks and zones are set wrong."),
        ),
        next=(mark("Ask how the file got its name; look at its neighbours on the phone."),),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
