"""Datum conversions against published vectors, both ways, and distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.facts import Place
from evidence.places import (
    Point,
    bd09_from_gcj02,
    bearing,
    distances,
    gcj02_from_bd09,
    gcj02_from_wgs84,
    metres,
    possible,
    wgs84_from,
    wgs84_from_gcj02,
)

TIANANMEN = Point(39.9087, 116.3975)
in_china = st.builds(Point, st.floats(18.2, 53.0), st.floats(74.0, 134.5))


def test_the_published_vector() -> None:
    gcj = gcj02_from_wgs84(TIANANMEN)
    assert (round(gcj.lon, 6), round(gcj.lat, 6)) == (116.403744, 39.910103)
    bd = bd09_from_gcj02(gcj)
    assert (round(bd.lon, 6), round(bd.lat, 6)) == (116.410117, 39.916443)


@pytest.mark.parametrize(
    ("city", "to_gcj", "to_bd"),
    [
        (Point(39.9087, 116.3975), 555, 1378),  # Beijing
        (Point(31.2304, 121.4737), 481, 1140),  # Shanghai
        (Point(23.1291, 113.2644), 621, 1267),  # Guangzhou
    ],
)
def test_the_published_magnitudes(city: Point, to_gcj: int, to_bd: int) -> None:
    gcj = gcj02_from_wgs84(city)
    assert abs(metres(city, gcj) - to_gcj) <= 5
    assert abs(metres(city, bd09_from_gcj02(gcj)) - to_bd) <= 12


@given(in_china)
def test_there_and_back_is_the_same_place(p: Point) -> None:
    gcj = gcj02_from_wgs84(p)
    assert wgs84_from_gcj02(gcj).lat == pytest.approx(p.lat, abs=1e-8)
    assert wgs84_from_gcj02(gcj).lon == pytest.approx(p.lon, abs=1e-8)
    bd = bd09_from_gcj02(gcj)
    assert gcj02_from_bd09(bd).lat == pytest.approx(gcj.lat, abs=1e-8)
    assert gcj02_from_bd09(bd).lon == pytest.approx(gcj.lon, abs=1e-8)
    assert metres(wgs84_from(bd, "bd09"), p) == 0


def test_outside_china_there_is_no_shift() -> None:
    paris = Point(48.8566, 2.3522)
    assert gcj02_from_wgs84(paris) == paris
    assert wgs84_from_gcj02(paris) == paris


def test_a_great_circle() -> None:
    assert metres(Point(0, 0), Point(0, 1)) == 111195
    assert metres(Point(10, 179.9), Point(10, -179.9)) < 22000
    assert bearing(Point(0, 0), Point(1, 0)) == 0
    assert bearing(Point(0, 0), Point(0, 1)) == 90
    assert bearing(Point(0, 0), Point(0, -1)) == 270


def test_a_place_picked_on_a_chinese_map_is_near_the_satellite_position() -> None:
    gcj = gcj02_from_wgs84(TIANANMEN)
    place = Place(lat=round(gcj.lat * 1e6), lon=round(gcj.lon * 1e6), datum="gcj02")
    found = distances(TIANANMEN, place)
    assert found.wgs84 == 0
    assert 500 < found.gcj02 < 600
    assert found.least == 0
    assert found.most > 1000


def test_where_neither_datum_is_known_the_nearest_reading_counts() -> None:
    gcj = gcj02_from_wgs84(TIANANMEN)
    place = Place(lat=round(gcj.lat * 1e6), lon=round(gcj.lon * 1e6))
    assert distances(TIANANMEN, place).wgs84 == 0


def test_figures_that_are_no_position() -> None:
    assert not possible(999.0, 10.0)
    assert not possible(0.0, 0.0)
    assert not possible(float("nan"), 1.0)
    assert possible(-33.9, 151.2)
