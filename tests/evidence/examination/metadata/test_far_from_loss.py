"""A08: the stated position against the place of loss, on three datums."""

from __future__ import annotations

from tests.evidence.examination.looking import look


def test_a08_all_three_datums() -> None:
    satellite = look("A08", latitude=39.9087, longitude=116.3975)
    assert (satellite.result, satellite.values["metres_wgs84"]) == ("consistent", 0)
    on_a_map = look("A08", latitude=39.916443, longitude=116.410117)
    assert (on_a_map.result, on_a_map.values["metres_bd09"]) == ("consistent", 0)
    far = look("A08", latitude=39.95, longitude=116.3975)
    assert far.result == "attention"
    assert far.values["least"] > far.values["limit"] == 1000
    vague = look("A08", latitude=39.95, longitude=116.3975, gps_accuracy=1600.0)
    assert (vague.result, vague.values["limit"]) == ("consistent", 4950)
    assert look("A08").result == "not_applicable"
