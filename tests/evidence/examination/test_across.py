"""A02, A03, M05, M08, A17: told of in the case, never named."""

from __future__ import annotations

from dataclasses import replace

from tests.evidence.examination.looking import CASE, look


def test_others_are_told_of_but_never_named() -> None:
    assert look("A02").result == "not_applicable"
    found = replace(CASE, across=("mirrored_rotated", "same_device"), comparable=True, device="x")
    assert look("A03", found).result == "conflict"
    assert look("A03", found).values["classes"] == ["mirrored_rotated"]
    assert look("A17", found).result == "attention"
    assert look("M08", found).result == "consistent"
    for seen, result in ((("same_object",), "note"), (("same_object", "same_scene"), "attention")):
        less = look("M08", replace(found, across=seen))
        assert (less.result, less.values["classes"]) == (result, list(seen))
        assert look("A03", replace(found, across=seen)).result == "consistent"
    assert look("A02", found).result == "consistent"
    assert look("M05", found).result == "not_applicable"
    assert look("M06", replace(CASE, twins=("AJ1-Z002",))).values["exhibits"] == "AJ1-Z002"
