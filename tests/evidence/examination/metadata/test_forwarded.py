"""A15: names that chat programs give."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.examination.looking import CASE, look


def test_a15_gives_the_time_of_saving_as_presumed() -> None:
    found = look("A15", replace(CASE, source_names=("a.jpg", "mmexport1772331753000.jpg")))
    assert found.result == "note"
    assert found.values["saved_at"] == "2026-03-01 10:22:33 +08:00"
    assert "presumably" in found.innocent[1]
    assert look("A15", replace(CASE, source_name="IMG_20260301_102233.jpg")).result == "consistent"
    assert look("A15").result == "not_applicable"
