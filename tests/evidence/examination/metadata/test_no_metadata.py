"""A14: a picture that says nothing of its taking."""

from __future__ import annotations

from dataclasses import replace

from evidence.reading.reading import Reading
from tests.evidence.examination.looking import CASE, look, seen_by


def test_a14_absence_is_neutral_and_says_so() -> None:
    found = look("A14")
    assert found.result == "note"
    assert found.why == "Absence by itself proves nothing at all."
    assert look("A14", make="Apple").result == "consistent"
    video = replace(CASE, media_type="video/mp4")
    assert seen_by("A14", Reading(media_type="video/mp4"), video).result == "not_applicable"
