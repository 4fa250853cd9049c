"""A09: the satellites' time and the phone's own clock do not fit together."""

from __future__ import annotations

from typing import Any

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import NOT_TO_BE_USED, cannot_be, lasting
from evidence.observation import MethodCard, Observation
from evidence.places import Point, may_be_china
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

TOLERANCE = 300
SUN_TO_LAW = 180
"""Minutes by which a legal time may differ from that of the sun; the largest are just below."""

CARD = MethodCard(
    check="A09",
    version=2,
    title=mark("Satellite time and local time"),
    does=mark(
        "Compares the satellite time (UTC) with the local time of taking. With a stated offset"
        " they must agree within five minutes. Without one +08:00 is assumed, or abroad an offset"
        " near that of the place; agreement at any other offset in use is noted."
    ),
    misleads=mark("Indoors a phone may write the time of its last position, hours old."),
    literature=("JEITA CP-3451E (Exif 2.32)", "IANA Time Zone Database"),
)
FITS = mark("Satellite time {satellite} and local time {local} fit at the stated offset {offset}.")
FITS_ASSUMED = mark(
    "The file states no offset from UTC. Read as {assumed_offset}, local time {local} fits"
    " satellite time {satellite}."
)
FITS_ELSEWHERE = mark(
    "The file states no offset from UTC. Local time {local} fits satellite time {satellite} at"
    " {offset}, not at {assumed_offset} as expected there."
)
FAST = mark(
    "The device's clock showed {local} (offset {offset}) when it was {satellite} by satellite: it"
    " was {days} d {hours} h {minutes} min fast."
)
SLOW = mark(
    "The device's clock showed {local} (offset {offset}) when it was {satellite} by satellite: it"
    " was {days} d {hours} h {minutes} min slow."
)
FAST_ASSUMED = mark(
    "The file states no offset from UTC; {assumed_offset} was assumed. The device's clock showed"
    " {local} when it was {satellite} by satellite: it was {days} d {hours} h {minutes} min fast."
)
SLOW_ASSUMED = mark(
    "The file states no offset from UTC; {assumed_offset} was assumed. The device's clock showed"
    " {local} when it was {satellite} by satellite: it was {days} d {hours} h {minutes} min slow."
)
OLD_POSITION = mark("Indoors a phone may write the time of its last position, hours old.")
COMPARE = mark("Compare other pictures of the same device and day; measure its clock.")


def _uses(context: Context) -> Json:
    return context.known_since[:10]


def _look(reading: Reading, context: Context) -> Observation:
    facts = reading.facts
    gps = times.from_gps(str(facts.get("gps_time", "")))
    local = times.from_exif(
        str(facts.get("time_original", "")), str(facts.get("offset_original", ""))
    )
    if gps is None or local is None:
        return does_not_apply(CARD, mark("The file does not state both times."))
    values: dict[str, Any] = {"satellite": times.text(gps), "local": times.text(local)}
    if cannot_be(local.local, context) or cannot_be(gps.local, context):
        return does_not_apply(CARD, NOT_TO_BE_USED, **values)
    ahead = times.local_gap(gps.local, local.local)
    if local.offset is None:
        return _without_offset(values, ahead, _expected(facts))
    off = ahead - local.offset * 60
    values |= {"offset": times.offset_text(local.offset)} | lasting(off)
    if abs(off) <= TOLERANCE:
        return seen(CARD, "consistent", what=FITS, values=values)
    return _apart(FAST if off > 0 else SLOW, values)


def _without_offset(values: dict[str, Any], ahead: int, expected: list[int]) -> Observation:
    fitting = _nearest(times.IN_USE, ahead)
    assumed = _nearest(expected, ahead)
    off = ahead - assumed * 60
    values |= {"offset": times.offset_text(assumed)} | lasting(off)
    values |= {"assumed_offset": times.offset_text(assumed)}
    if abs(off) <= TOLERANCE:
        return seen(CARD, "consistent", what=FITS_ASSUMED, values=values)
    if abs(ahead - fitting * 60) > TOLERANCE:
        return _apart(FAST_ASSUMED if off > 0 else SLOW_ASSUMED, values)
    return seen(
        CARD,
        "note",
        "weak",
        what=FITS_ELSEWHERE,
        values=values | {"offset": times.offset_text(fitting)},
        why=mark("Either the device was set to another zone, or its clock is off by that much."),
        innocent=(
            mark("Coming back from abroad, an emulator or a zone set by hand all explain it."),
            OLD_POSITION,
        ),
        next=(mark("Ask which zone the phone was set to."), COMPARE),
    )


def _apart(what: str, values: dict[str, Any]) -> Observation:
    return seen(
        CARD,
        "attention",
        "indicator",
        what=what,
        values=values,
        why=mark("The satellites' time cannot be set by hand; the phone's clock can."),
        innocent=(
            OLD_POSITION,
            mark("A camera without a connection runs wrong by itself."),
        ),
        next=(COMPARE,),
    )


def _expected(facts: dict[str, Any]) -> list[int]:
    """Offsets expected at the stated place: +08:00 in China or nowhere, else those near the sun."""
    lat, lon = facts.get("latitude"), facts.get("longitude")
    if lat is None or lon is None or may_be_china(Point(lat, lon)):
        return [times.CHINA]
    apart = {offset: (offset - lon * 4 + 720) % 1440 - 720 for offset in times.IN_USE}
    return [offset for offset, minutes in apart.items() if abs(minutes) <= SUN_TO_LAW]


def _nearest(offsets: list[int] | tuple[int, ...], ahead: int) -> int:
    return min(offsets, key=lambda offset: abs(ahead - offset * 60))


CHECK = Check(card=CARD, look=_look, uses=_uses)
