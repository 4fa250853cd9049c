"""
Places on the three datums in use in China, and how far apart they are.

Satellite positions are WGS-84, Chinese maps show GCJ-02 or BD-09: the same spot differs by
hundreds of metres. Which datum a file means is not guaranteed, so a distance is given for each
of the three, in whole metres, and nobody decides here which one holds. Degrees are signed
decimal; `facts.Place` holds micro-degrees. Steps follow the public formulas (README of
evidence/examination); the way back is iterated until it is exact to well below a metre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from evidence.facts import Datum, Place

MICRO = 1_000_000
KNOWN_DATUMS: tuple[Datum, ...] = ("wgs84", "gcj02", "bd09")

_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BD_TURN = math.pi * 3000.0 / 180.0
_EARTH_RADIUS = 6371008.8
_STEPS_BACK = 10
_CLOSE_ENOUGH = 1e-10


@dataclass(frozen=True, slots=True)
class Point:
    """Signed decimal degrees, on a datum that is said elsewhere."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Distances:
    """Metres from a place, when the other position is read as each of the three datums."""

    wgs84: int
    gcj02: int
    bd09: int

    @property
    def least(self) -> int:
        return min(self.wgs84, self.gcj02, self.bd09)

    @property
    def most(self) -> int:
        return max(self.wgs84, self.gcj02, self.bd09)


def point_of(place: Place) -> Point:
    """A recorded place in degrees."""
    return Point(place.lat / MICRO, place.lon / MICRO)


def possible(lat: float, lon: float) -> bool:
    """Whether these figures can be a position at all (the exact null point counts as none)."""
    within = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return within and (lat, lon) != (0.0, 0.0)


def may_be_china(p: Point) -> bool:
    """Whether a point lies in the box around China: outside, other legal times are expected."""
    return 18 <= p.lat <= 54 and 73 <= p.lon <= 136


def gcj02_from_wgs84(p: Point) -> Point:
    """The shift Chinese maps apply; outside the box around China there is none."""
    if _outside(p):
        return p
    d = _shift(p)
    return Point(p.lat + d.lat, p.lon + d.lon)


def wgs84_from_gcj02(p: Point) -> Point:
    """The way back, by repeated correction (a single step errs by up to 2.4 m)."""
    if _outside(p):
        return p
    guess = p
    for _ in range(_STEPS_BACK):
        there = gcj02_from_wgs84(guess)
        off = Point(p.lat - there.lat, p.lon - there.lon)
        guess = Point(guess.lat + off.lat, guess.lon + off.lon)
        if max(abs(off.lat), abs(off.lon)) < _CLOSE_ENOUGH:
            break
    return guess


def bd09_from_gcj02(p: Point) -> Point:
    z = math.hypot(p.lon, p.lat) + 0.00002 * math.sin(p.lat * _BD_TURN)
    theta = math.atan2(p.lat, p.lon) + 0.000003 * math.cos(p.lon * _BD_TURN)
    return Point(z * math.sin(theta) + 0.006, z * math.cos(theta) + 0.0065)


def gcj02_from_bd09(p: Point) -> Point:
    """The way back, by repeated correction."""
    guess = Point(p.lat - 0.006, p.lon - 0.0065)
    for _ in range(_STEPS_BACK):
        there = bd09_from_gcj02(guess)
        off = Point(p.lat - there.lat, p.lon - there.lon)
        guess = Point(guess.lat + off.lat, guess.lon + off.lon)
        if max(abs(off.lat), abs(off.lon)) < _CLOSE_ENOUGH:
            break
    return guess


def wgs84_from(p: Point, datum: Datum) -> Point:
    """The WGS-84 position of a point read as `datum`; an unknown datum is read as WGS-84."""
    if datum == "gcj02":
        return wgs84_from_gcj02(p)
    if datum == "bd09":
        return wgs84_from_gcj02(gcj02_from_bd09(p))
    return p


def metres(a: Point, b: Point) -> int:
    """Great-circle distance between two points of one datum, in whole metres."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return round(2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(chord))))


def bearing(a: Point, b: Point) -> int:
    """From `a` towards `b`, in whole degrees from north by east, 0 to 359."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    east = math.radians(b.lon - a.lon)
    y = math.sin(east) * math.cos(lat_b)
    x = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(east)
    return round(math.degrees(math.atan2(y, x))) % 360


def distances(stated: Point, place: Place) -> Distances:
    """
    How far `stated` (datum not known) is from `place`, read as each of the three datums.

    Where the datum of the place itself is not known either, the nearest reading of it counts.
    """
    readings = KNOWN_DATUMS if place.datum == "unknown" else (place.datum,)
    targets = [wgs84_from(point_of(place), datum) for datum in readings]
    found = {
        datum: min(metres(wgs84_from(stated, datum), target) for target in targets)
        for datum in KNOWN_DATUMS
    }
    return Distances(found["wgs84"], found["gcj02"], found["bd09"])


def _outside(p: Point) -> bool:
    return not (73.66 <= p.lon <= 135.05 and 3.86 <= p.lat <= 53.55)


def _shift(p: Point) -> Point:
    x, y = p.lon - 105.0, p.lat - 35.0
    lat, lon = _raw_lat(x, y), _raw_lon(x, y)
    radians = math.radians(p.lat)
    m = 1 - _ECCENTRICITY * math.sin(radians) ** 2
    lat = lat * 180 / ((_AXIS * (1 - _ECCENTRICITY)) / (m * math.sqrt(m)) * math.pi)
    lon = lon * 180 / (_AXIS / math.sqrt(m) * math.cos(radians) * math.pi)
    return Point(lat, lon)


def _raw_lat(x: float, y: float) -> float:
    smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return smooth + 2 / 3 * (
        _waves(x, (20, 6), (20, 2))
        + _waves(y, (20, 1), (40, 1 / 3))
        + _waves(y, (160, 1 / 12), (320, 1 / 30))
    )


def _raw_lon(x: float, y: float) -> float:
    smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return smooth + 2 / 3 * (
        _waves(x, (20, 6), (20, 2))
        + _waves(x, (20, 1), (40, 1 / 3))
        + _waves(x, (150, 1 / 12), (300, 1 / 30))
    )


def _waves(t: float, *terms: tuple[float, float]) -> float:
    return sum(height * math.sin(rate * t * math.pi) for height, rate in terms)
