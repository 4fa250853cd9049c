"""What holds for every check: answers always, accuses nobody, uses what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.examination.cards import OF_THE_FILE, OF_THE_OTHERS, method_cards
from evidence.examination.run import examine_file
from evidence.facts import CaseFacts
from evidence.reading import complaints
from evidence.reading.reading import NoReading, Reading
from evidence.values import canonical
from evidence.words import Phrase, Words
from tests.evidence.examination.looking import CASE, seen_by

FULL = {
    "time_original": "2025-03-01T10:00:00",
    "time_modified": "2025-03-02T10:00:00",
    "offset_original": "+09:00",
    "gps_time": "2025-03-01T00:00:00Z",
    "latitude": 31.2,
    "longitude": 121.4,
    "software": "Photoshop",
    "gps_redacted": True,
}


def test_what_cannot_be_read_is_told_of_by_every_check() -> None:
    found = examine_file(NoReading(complaints.STOPPED), replace(CASE, source_name="a.jpg"))
    assert len(found) == len(OF_THE_FILE) + len(OF_THE_OTHERS) == len(method_cards())
    assert {o.result for o in found if o.check.startswith("A0")} >= {"could_not_run"}
    assert seen_by("A15", NoReading(complaints.STOPPED), replace(CASE, source_name="a.jpg")).result
    assert [o.check for o in found] == list(dict.fromkeys(o.check for o in found))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_sentence_is_whole_and_accuses_nobody(language: Any) -> None:
    words = Words(language)
    names = ("mmexport1700000000000.png", "IMG_20200101_000000.jpg")
    context = replace(
        CASE, source_names=names, copies=2, twins=("Z1",), device="d", comparable=True,
        across=("same_file", "same_image_data", "cropped", "same_device"),
    )  # fmt: skip
    for seen in examine_file(Reading(media_type="image/jpeg", facts=FULL), context):
        canonical(seen.values)
        for text in (seen.what, seen.why, *seen.innocent, *seen.next):
            said = words.text(Phrase(text, seen.values))
            assert "{" not in said
            for never in ("造假", "欺诈", "伪造", "鉴定", "fraud", "fake", "forged"):
                assert never not in said
        if seen.result in {"note", "attention", "conflict"}:
            assert seen.why
            assert seen.innocent
            assert seen.next


def test_a_digest_names_what_the_check_uses_and_nothing_else() -> None:
    other_case = replace(CASE, facts=CaseFacts())
    renamed = replace(CASE, source_names=("x.jpg",))
    moved = {c.id for c in OF_THE_FILE if c.digest(CASE) != c.digest(other_case)}
    assert moved == {"A05", "A06", "A08"}
    named = {c.id for c in OF_THE_FILE if c.digest(CASE) != c.digest(renamed)}
    assert named == {"A01", "A15", "A18", "M04"}
