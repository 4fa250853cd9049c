"""A08: the place the file states lies far from the place of loss, whatever datum it means."""

from __future__ import annotations

from typing import Any

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.facts import Place
from evidence.observation import MethodCard, Observation
from evidence.places import (
    MICRO,
    Distances,
    Point,
    bearing,
    distances,
    point_of,
    possible,
    wgs84_from,
)
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

LEAST_METRES = 1000
TIMES_ACCURACY = 3

CARD = MethodCard(
    check="A08",
    version=1,
    title=mark("Place of taking and place of loss"),
    does=mark(
        "Gives the great-circle distance from the place of loss three times: the stated position"
        " read as WGS-84, as GCJ-02 and as BD-09. Attention only when all three exceed the larger"
        " of 1000 m and three times the accuracy."
    ),
    misleads=mark(
        "Which datum a phone writes is not guaranteed; indoors a phone may write an old position."
    ),
    literature=("github.com/wandergis/coordtransform (MIT)",),
)


def _uses(context: Context) -> Json:
    return [[p.lat, p.lon, p.datum, p.within] for p in context.loss_places]


def _look(reading: Reading, context: Context) -> Observation:
    facts = reading.facts
    lat, lon = facts.get("latitude"), facts.get("longitude")
    if lat is None or lon is None or not possible(float(lat), float(lon)):
        return does_not_apply(CARD, mark("The file states no position."))
    if not context.loss_places:
        return does_not_apply(CARD, mark("No position of the loss is stated for the case."))
    stated = Point(float(lat), float(lon))
    found, loss = min(
        ((distances(stated, place), place) for place in context.loss_places),
        key=lambda one: (one[0].least, one[1].lat, one[1].lon),
    )
    accuracy = round(float(facts.get("gps_accuracy", 0))) + (loss.within or 0)
    limit = max(LEAST_METRES, TIMES_ACCURACY * accuracy)
    values = _values(stated, loss, found) | {
        "accuracy": accuracy,
        "limit": limit,
        "datum_stated": str(facts.get("gps_datum", "")),
    }
    if found.least <= limit:
        return seen(
            CARD,
            "consistent",
            what=mark(
                "The stated position is {least} to {most} m from the place of loss (by datum);"
                " the limit is {limit} m."
            ),
            values=values,
        )
    return _far(values)


def _far(values: dict[str, Any]) -> Observation:
    return seen(
        CARD,
        "attention",
        "indicator",
        what=mark(
            "Read as WGS-84, GCJ-02 or BD-09, the stated position is {metres_wgs84},"
            " {metres_gcj02} or {metres_bd09} m from the place of loss: each more than {limit} m."
        ),
        values=values,
        why=mark("The place of taking and the stated place of loss do not fit together."),
        innocent=(
            mark(
                "It may rightly have been taken elsewhere: at a repair shop, a hospital, at home."
            ),
            mark("Indoors or after a flight a phone may write an old position."),
            mark("The position of the loss may be that of a district, not of the spot."),
        ),
        next=(
            mark("Ask where it was taken; compare with other pictures of the same minutes."),
            mark("Check the position of the loss and on which map it was picked."),
        ),
    )


def _values(stated: Point, loss: Place, found: Distances) -> dict[str, Any]:
    return {
        "lat": round(stated.lat * MICRO),
        "lon": round(stated.lon * MICRO),
        "loss_lat": loss.lat,
        "loss_lon": loss.lon,
        "loss_datum": loss.datum,
        "metres_wgs84": found.wgs84,
        "metres_gcj02": found.gcj02,
        "metres_bd09": found.bd09,
        "least": found.least,
        "most": found.most,
        "bearing": bearing(wgs84_from(point_of(loss), loss.datum), stated),
    }


CHECK = Check(card=CARD, look=_look, uses=_uses)
