"""A06: the time of taking against the beginning of policies."""

from __future__ import annotations

from tests.evidence.examination.looking import look


def test_a06_names_the_policy() -> None:
    found = look("A06", time_original="2025-12-31T20:00:00", offset_original="+08:00")
    assert (found.result, found.values["policy"], found.values["hours"]) == ("conflict", "PDZA1", 4)
    later = look("A06", time_original="2026-01-02T00:00:00", offset_original="+08:00")
    assert later.result == "consistent"
