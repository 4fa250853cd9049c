"""M07: what the reader complained of is said, the gravest first."""

from __future__ import annotations

import pytest

from evidence.reading import complaints, read_file
from evidence.reading.reading import NoReading, Reading
from evidence.words import Words
from tests.evidence.examination.looking import look, seen_by
from tests.evidence.reading.made_files import jpeg


def _of(*said: str) -> Reading:
    return Reading(media_type="image/jpeg", complaints=said)


def test_m07_nothing_to_complain_of() -> None:
    assert look("M07").result == "consistent"
    assert seen_by("M07", _of(complaints.IMPOSSIBLE_TIME)).result == "consistent"
    assert seen_by("M07", Reading(media_type="video/mp4")).result == "not_applicable"


def test_m07_half_a_picture() -> None:
    whole = jpeg()
    reading = read_file.read(whole[: len(whole) // 2], "image/jpeg").reading
    assert reading is not None
    found = seen_by("M07", reading)
    assert (found.result, found.strength) == ("note", "fact")
    assert found.what == complaints.CUT_SHORT
    assert complaints.NO_END in found.next
    assert found.values["complaints"] == [complaints.CUT_SHORT, complaints.NO_END]


@pytest.mark.parametrize("reason", [complaints.TOO_MANY_PIXELS, complaints.STOPPED])
def test_m07_a_file_that_is_not_read_or_not_decoded(reason: str) -> None:
    assert seen_by("M07", NoReading(reason)).what == reason
    found = seen_by("M07", _of(complaints.EXIF_DAMAGED, reason, complaints.EXIF_TWICE))
    assert reason in (found.what, *found.next)
    assert len(found.values["complaints"]) == 3


def test_m07_speaks_chinese() -> None:
    words = Words("zh_CN")
    found = seen_by("M07", _of(complaints.TOO_MANY_PIXELS, complaints.NO_END))
    for sentence in (found.what, found.why, *found.innocent, *found.next):
        assert words.text(sentence) != sentence
