"""A01 and M06: the same bytes or image data twice in a case."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.examination.looking import CASE, look


def test_a01_counts_sources() -> None:
    assert look("A01").result == "consistent"
    twice = look("A01", replace(CASE, copies=2, source_names=("a.jpg", "b.jpg")))
    assert (twice.result, twice.values["copies"]) == ("note", 2)


def test_m06_names_exhibits_of_the_same_case_only() -> None:
    assert look("M06").result == "not_applicable"
    assert look("M06", replace(CASE, twins=())).result == "consistent"
    assert look("M06", replace(CASE, twins=("Z2", "Z3"))).values["exhibits"] == "Z2, Z3"
