"""A09: satellite time against local time."""

from __future__ import annotations

import pytest

from tests.evidence.examination.looking import look


@pytest.mark.parametrize(
    ("local", "offset", "result"),
    [
        ("2026-03-01T14:00:10", "+08:00", "consistent"),
        ("2026-03-01T14:06:00", "+08:00", "attention"),
        ("2026-03-01T14:00:10", "", "consistent"),
        ("2026-03-01T11:30:10", "", "consistent"),
        ("2026-03-01T14:07:30", "", "attention"),
        ("2026-03-03T14:00:00", "", "attention"),
    ],
)
def test_a09_satellites_and_clock(local: str, offset: str, result: str) -> None:
    facts = {"gps_time": "2026-03-01T06:00:00Z", "time_original": local}
    found = look("A09", **facts, **({"offset_original": offset} if offset else {}))
    assert found.result == result
