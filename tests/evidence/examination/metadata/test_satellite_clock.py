"""A09: satellite time against local time."""

from __future__ import annotations

import pytest

from evidence import times
from tests.evidence.examination.looking import look

NOON = "2026-03-01T06:00:00Z"
BEIJING, LONDON, PACIFIC = (39.9, 116.4), (51.5, -0.1), (0.5, -160.0)


@pytest.mark.parametrize(
    ("local", "offset", "result"),
    [
        ("2026-03-01T14:00:10", "+08:00", "consistent"),
        ("2026-03-01T14:06:00", "+08:00", "attention"),
        ("2026-03-01T14:00:10", "", "consistent"),
        ("2026-03-01T11:30:10", "", "note"),
        ("2026-03-01T09:15:00", "", "attention"),
        ("2026-03-01T14:07:30", "", "attention"),
        ("2026-02-27T14:00:00", "", "attention"),
    ],
)
def test_a09_satellites_and_clock(local: str, offset: str, result: str) -> None:
    facts = {"gps_time": NOON, "time_original": local}
    found = look("A09", **facts, **({"offset_original": offset} if offset else {}))
    assert found.result == result
    assert ("assumed_offset" in found.values) == (not offset)


def test_a09_most_errors_do_not_pass_for_some_offset() -> None:
    seen = [
        look("A09", gps_time=NOON, time_original=f"2026-03-01T{h:02}:{m:02}:00").result
        for h in range(24)
        for m in range(0, 60, 5)
    ]
    assert seen.count("consistent") == 3
    assert seen.count("note") < len(seen) / 3


@pytest.mark.parametrize(
    ("place", "local", "result"),
    [
        (BEIJING, "2026-03-01T06:00:00", "note"),
        (LONDON, "2026-03-01T06:00:00", "consistent"),
        (LONDON, "2026-03-01T14:00:00", "note"),
        (PACIFIC, "2026-03-01T20:00:00", "consistent"),
    ],
)
def test_a09_the_offset_of_the_place(place: tuple[float, float], local: str, result: str) -> None:
    lat, lon = place
    assert look("A09", gps_time=NOON, time_original=local, latitude=lat, longitude=lon).result == (
        result
    )


def test_a09_says_how_far_the_clock_is_off_from_what() -> None:
    slow = look("A09", gps_time=NOON, time_original="2026-03-01T04:10:00")
    assert (slow.values["days"], slow.values["hours"], slow.values["minutes"]) == (0, 9, 50)
    assert slow.values["offset"] == "+08:00"
    assert "slow" in slow.what
    fast = look("A09", gps_time=NOON, time_original="2026-03-01T20:06:00", offset_original="+08:00")
    assert (fast.values["hours"], fast.values["minutes"]) == (6, 6)
    assert "fast" in fast.what


def test_offsets_in_use_hold_those_of_real_zones_only() -> None:
    assert {480, 345, 765, -210, 0, 840, -720} <= set(times.IN_USE)
    assert not {195, 15, -15, 225} & set(times.IN_USE)
