"""A09: the satellites' time and the phone's own clock do not fit together."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.facts import Time
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.words import mark

TOLERANCE = 300
QUARTER = 900
EAST_MOST, WEST_MOST = 14 * 3600, -12 * 3600

CARD = MethodCard(
    check="A09",
    version=1,
    title=mark("Satellite time and local time"),
    does=mark(
        "Compares the satellite time (UTC) with the local time of taking. With a stated offset"
        " they must agree within five minutes; without one the difference must be near a whole"
        " quarter of an hour that is an offset somewhere."
    ),
    misleads=mark("Indoors a phone may write the time of its last position, hours old."),
    literature=("JEITA CP-3451E (Exif 2.32)", "OpenStreetMap: tz offsets are multiples of 15 min"),
)


def _look(reading: Reading, _context: Context) -> Observation:
    facts = reading.facts
    gps = times.from_gps(str(facts.get("gps_time", "")))
    local = times.from_exif(
        str(facts.get("time_original", "")), str(facts.get("offset_original", ""))
    )
    if gps is None or local is None:
        return does_not_apply(CARD, mark("The file does not state both times."))
    off, implied = _difference(gps, local)
    values = {
        "satellite": times.text(gps),
        "local": times.text(local),
        "seconds": off,
        "minutes": abs(off) // 60,
        "offset": times.offset_text(implied),
    }
    if abs(off) <= TOLERANCE:
        return seen(
            CARD,
            "consistent",
            what=mark("Satellite time {satellite} and local time {local} fit at {offset}."),
            values=values,
        )
    return seen(
        CARD,
        "attention",
        "indicator",
        what=mark(
            "Satellite time {satellite} and local time {local} differ by {minutes} min beyond the"
            " offset {offset}."
        ),
        values=values,
        why=mark("The satellites' time cannot be set by hand; the phone's clock can."),
        innocent=(
            mark("Indoors a phone may write the time of its last position, hours old."),
            mark("A camera without a connection runs wrong by itself."),
        ),
        next=(mark("Compare other pictures of the same device and day; measure its clock."),),
    )


def _difference(gps: Time, local: Time) -> tuple[int, int]:
    """Seconds by which the local clock is off, and the offset in minutes that was used."""
    faces = times.local_gap(gps.local, local.local)
    if local.offset is not None:
        return faces - local.offset * 60, local.offset
    nearest = min(max(round(faces / QUARTER) * QUARTER, WEST_MOST), EAST_MOST)
    return faces - nearest, nearest // 60


CHECK = Check(card=CARD, look=_look)
