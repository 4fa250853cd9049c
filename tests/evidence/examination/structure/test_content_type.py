"""M04: the ending of the name against the content."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.examination.looking import CASE, look


def test_m04_the_ending() -> None:
    assert look("M04", replace(CASE, source_name="a.JPG")).result == "consistent"
    assert look("M04", replace(CASE, source_name="a.png")).result == "note"
    assert look("M04", replace(CASE, source_name="a.xyz")).result == "not_applicable"
