"""M01: times that cannot be."""

from __future__ import annotations

from evidence.reading import complaints
from evidence.reading.reading import Reading
from tests.evidence.examination.looking import look, seen_by


def test_m01_times_that_cannot_be() -> None:
    assert look("M01", time_original="2026-03-01T10:00:00").result == "consistent"
    assert look("M01", time_original="2036-03-01T10:00:00").result == "note"
    assert look("M01", time_original="2002-12-08T12:00:00").result == "note"
    broken = Reading(media_type="image/jpeg", complaints=(complaints.IMPOSSIBLE_TIME,))
    assert seen_by("M01", broken).values["no_such_date"] is True


def test_m01_says_what_the_file_claims() -> None:
    claims = Reading(
        media_type="image/jpeg",
        facts={"time_original_raw": "0000:00:00 25:00:00"},
        complaints=(complaints.IMPOSSIBLE_TIME,),
    )
    assert seen_by("M01", claims).values["odd"] == ["time_original 0000:00:00 25:00:00"]
