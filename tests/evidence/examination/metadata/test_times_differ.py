"""M03: times in the file that differ."""

from __future__ import annotations

from tests.evidence.examination.looking import look


def test_m03_times_in_the_file() -> None:
    one = "2026-03-01T10:00:00"
    assert look("M03", time_original=one, time_modified=one).result == "consistent"
    found = look("M03", time_original=one, time_modified="2026-03-01T11:00:00")
    assert (found.result, found.values["time_modified_after"]) == ("note", 3600)
