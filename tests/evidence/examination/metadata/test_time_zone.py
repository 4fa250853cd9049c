"""A10: offsets other than that of China."""

from __future__ import annotations

from tests.evidence.examination.looking import look


def test_a10_only_another_offset_within_china() -> None:
    assert look("A10", offset_original="+08:00").result == "consistent"
    assert look("A10", offset_original="+09:00").result == "note"
    abroad = look("A10", offset_original="+09:00", latitude=35.6, longitude=139.7)
    assert abroad.result == "not_applicable"
    assert look("A10").result == "not_applicable"
