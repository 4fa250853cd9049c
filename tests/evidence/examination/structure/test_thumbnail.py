"""A12: the thumbnail against the picture."""

from __future__ import annotations

import pytest

from evidence.reading.reading import EmbeddedThumbnail, Reading
from tests.evidence.examination.looking import look, seen_by


@pytest.mark.parametrize(
    ("difference", "result"), [(149, "consistent"), (150, "note"), (249, "note"), (250, "conflict")]
)
def test_a12_threshold(difference: int, result: str) -> None:
    small = EmbeddedThumbnail(width=160, height=120, size=4000, difference=difference)
    assert seen_by("A12", Reading(media_type="image/jpeg", embedded=small)).result == result
    assert look("A12").result == "not_applicable"


@pytest.mark.parametrize(
    ("difference", "local", "result"),
    [
        (30, 149, "consistent"),
        (30, 150, "attention"),
        (160, 400, "attention"),
        (250, 0, "conflict"),
    ],
)
def test_a12_a_part_that_differs(difference: int, local: int, result: str) -> None:
    small = EmbeddedThumbnail(width=160, height=120, size=4000, difference=difference, local=local)
    found = seen_by("A12", Reading(media_type="image/jpeg", embedded=small))
    assert (found.result, found.values["local"]) == (result, local)
