"""A18: time in the name against time of taking."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.examination.looking import CASE, look


def test_a18_only_when_the_name_is_a_day_earlier() -> None:
    named = replace(CASE, source_name="IMG_20260228_102233.jpg")
    assert look("A18", named, time_original="2026-03-01T10:22:00").result == "consistent"
    assert look("A18", named, time_original="2026-03-01T10:23:00").result == "attention"
    assert look("A18", named, time_original="2026-01-01T10:00:00").result == "consistent"
