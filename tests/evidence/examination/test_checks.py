"""Pinned results of every check: what it says, how strongly, and when it keeps still."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.examination.cards import OF_THE_FILE, OF_THE_OTHERS, method_cards
from evidence.examination.context import Context
from evidence.examination.run import examine_file
from evidence.facts import CaseFacts, Event, Time
from evidence.observation import Observation
from evidence.reading import complaints
from evidence.reading.reading import EmbeddedThumbnail, NoReading, Reading
from evidence.values import canonical
from evidence.words import Phrase, Words
from tests.evidence.examination.built import FACTS

CASE = Context(facts=FACTS, media_type="image/jpeg", known_since="2026-03-02T00:00:00.000Z")


def look(check: str, context: Context = CASE, /, **facts: Any) -> Observation:
    reading = Reading(media_type="image/jpeg", facts=facts)
    return seen_by(check, reading, context)


def seen_by(check: str, reading: Reading | NoReading, context: Context = CASE) -> Observation:
    (found,) = [o for o in examine_file(reading, context) if o.check == check]
    return found


def test_a01_counts_sources() -> None:
    assert look("A01").result == "consistent"
    twice = look("A01", replace(CASE, copies=2, source_names=("a.jpg", "b.jpg")))
    assert (twice.result, twice.values["copies"]) == ("note", 2)


@pytest.mark.parametrize(
    ("local", "offset", "result"),
    [
        ("2026-03-01T11:49:59", "+08:00", "conflict"),
        ("2026-03-01T11:51:00", "+08:00", "consistent"),
        ("2026-03-01T12:30:00", "+08:00", "consistent"),
        ("2026-03-01T04:30:00", "+00:00", "consistent"),
        ("2026-03-01T11:00:00", "", "attention"),
        ("2026-02-27T11:00:00", "", "conflict"),
    ],
)
def test_a05_compares_instants(local: str, offset: str, result: str) -> None:
    facts = {"time_original": local} | ({"offset_original": offset} if offset else {})
    found = look("A05", **facts)
    assert found.result == result
    assert ("assumed_offset" in found.values) == (not offset)


def test_a05_knows_the_measured_clock_and_two_statements() -> None:
    early = {"time_original": "2026-03-01T11:00:00", "offset_original": "+08:00"}
    behind = replace(CASE, clock_offset=-3600)
    assert look("A05", behind, **early).result == "consistent"
    before = Event(id="e2", kind="loss", at=Time(local="2026-03-01T10:00", offset=480))
    two = replace(CASE, facts=replace(FACTS, events=(*FACTS.events, before)))
    assert look("A05", two, **early).result == "consistent"
    assert look("A05", Context(), **early).result == "not_applicable"
    assert look("A05").result == "not_applicable"


def test_a05_a_day_is_a_span() -> None:
    day = Event(id="e1", kind="loss", at=Time(local="2026-03-01", offset=480))
    context = replace(CASE, facts=CaseFacts(events=(day,)))
    same_day = {"time_original": "2026-03-01T01:00:00", "offset_original": "+08:00"}
    assert look("A05", context, **same_day).result == "consistent"


def test_a06_names_the_policy() -> None:
    found = look("A06", time_original="2025-12-31T20:00:00", offset_original="+08:00")
    assert (found.result, found.values["policy"], found.values["hours"]) == ("conflict", "PDZA1", 4)
    later = look("A06", time_original="2026-01-02T00:00:00", offset_original="+08:00")
    assert later.result == "consistent"


def test_a08_all_three_datums() -> None:
    satellite = look("A08", latitude=39.9087, longitude=116.3975)
    assert (satellite.result, satellite.values["metres_wgs84"]) == ("consistent", 0)
    on_a_map = look("A08", latitude=39.916443, longitude=116.410117)
    assert (on_a_map.result, on_a_map.values["metres_bd09"]) == ("consistent", 0)
    far = look("A08", latitude=39.95, longitude=116.3975)
    assert far.result == "attention"
    assert far.values["least"] > far.values["limit"] == 1000
    vague = look("A08", latitude=39.95, longitude=116.3975, gps_accuracy=1600.0)
    assert (vague.result, vague.values["limit"]) == ("consistent", 4950)
    assert look("A08").result == "not_applicable"


@pytest.mark.parametrize(
    ("local", "offset", "result"),
    [
        ("2026-03-01T14:00:10", "+08:00", "consistent"),
        ("2026-03-01T14:06:00", "+08:00", "attention"),
        ("2026-03-01T14:00:10", "", "consistent"),
        ("2026-03-01T11:30:10", "", "consistent"),
        ("2026-03-01T14:07:30", "", "attention"),
        ("2026-03-03T14:00:00", "", "attention"),
    ],
)
def test_a09_satellites_and_clock(local: str, offset: str, result: str) -> None:
    facts = {"gps_time": "2026-03-01T06:00:00Z", "time_original": local}
    found = look("A09", **facts, **({"offset_original": offset} if offset else {}))
    assert found.result == result


def test_a10_only_another_offset_within_china() -> None:
    assert look("A10", offset_original="+08:00").result == "consistent"
    assert look("A10", offset_original="+09:00").result == "note"
    abroad = look("A10", offset_original="+09:00", latitude=35.6, longitude=139.7)
    assert abroad.result == "not_applicable"
    assert look("A10").result == "not_applicable"


@pytest.mark.parametrize(
    ("facts", "editor"),
    [
        ({"software": "Adobe Photoshop CS6 (Windows)"}, "Adobe Photoshop"),
        ({"software": "meitu"}, "美图秀秀"),
        ({"creator_tool": "Snapseed 2.0"}, "Snapseed"),
        ({"xmp_history": [{"software": "GIMP 2.10", "action": "saved"}]}, "GIMP"),
        ({"software": "醒图"}, "醒图"),
    ],
)
def test_a11_editors_by_table(facts: dict[str, Any], editor: str) -> None:
    found = look("A11", **facts)
    assert (found.result, found.values["editor"]) == ("attention", editor)


def test_a11_firmware_is_no_editor() -> None:
    assert look("A11", software="HUAWEI ALN-AL00 4.2.0").result == "consistent"
    assert look("A11", software="Ver.1.00").result == "consistent"


@pytest.mark.parametrize(
    ("difference", "result"), [(149, "consistent"), (150, "note"), (249, "note"), (250, "conflict")]
)
def test_a12_threshold(difference: int, result: str) -> None:
    small = EmbeddedThumbnail(width=160, height=120, size=4000, difference=difference)
    assert seen_by("A12", Reading(media_type="image/jpeg", embedded=small)).result == result
    assert look("A12").result == "not_applicable"


def test_a14_absence_is_neutral_and_says_so() -> None:
    found = look("A14")
    assert found.result == "note"
    assert found.why == "Absence by itself proves nothing at all."
    assert look("A14", make="Apple").result == "consistent"
    video = replace(CASE, media_type="video/mp4")
    assert seen_by("A14", Reading(media_type="video/mp4"), video).result == "not_applicable"


def test_a15_gives_the_time_of_saving_as_presumed() -> None:
    found = look("A15", replace(CASE, source_names=("a.jpg", "mmexport1772331753000.jpg")))
    assert found.result == "note"
    assert found.values["saved_at"] == "2026-03-01 10:22:33 +08:00"
    assert "presumably" in found.innocent[1]
    assert look("A15", replace(CASE, source_name="IMG_20260301_102233.jpg")).result == "consistent"
    assert look("A15").result == "not_applicable"


def test_a18_only_when_the_name_is_a_day_earlier() -> None:
    named = replace(CASE, source_name="IMG_20260228_102233.jpg")
    assert look("A18", named, time_original="2026-03-01T10:22:00").result == "consistent"
    assert look("A18", named, time_original="2026-03-01T10:23:00").result == "attention"
    assert look("A18", named, time_original="2026-01-01T10:00:00").result == "consistent"


def test_m01_times_that_cannot_be() -> None:
    assert look("M01", time_original="2026-03-01T10:00:00").result == "consistent"
    assert look("M01", time_original="2036-03-01T10:00:00").result == "note"
    assert look("M01", time_original="2002-12-08T12:00:00").result == "note"
    broken = Reading(media_type="image/jpeg", complaints=(complaints.IMPOSSIBLE_TIME,))
    assert seen_by("M01", broken).values["no_such_date"] is True


def test_m02_the_system_blanked_the_position() -> None:
    found = look("M02", gps_redacted=True)
    assert found.result == "note"
    assert "nobody tampered" in found.innocent[0]


def test_m03_times_in_the_file() -> None:
    one = "2026-03-01T10:00:00"
    assert look("M03", time_original=one, time_modified=one).result == "consistent"
    found = look("M03", time_original=one, time_modified="2026-03-01T11:00:00")
    assert (found.result, found.values["time_modified_after"]) == ("note", 3600)


def test_m04_the_ending() -> None:
    assert look("M04", replace(CASE, source_name="a.JPG")).result == "consistent"
    assert look("M04", replace(CASE, source_name="a.png")).result == "note"
    assert look("M04", replace(CASE, source_name="a.xyz")).result == "not_applicable"


def test_others_are_told_of_but_never_named() -> None:
    assert look("A02").result == "not_applicable"
    found = replace(CASE, across=("mirrored_rotated", "same_device"), comparable=True, device="x")
    assert look("A03", found).result == "conflict"
    assert look("A03", found).values["classes"] == ["mirrored_rotated"]
    assert look("A17", found).result == "attention"
    assert look("A02", found).result == "consistent"
    assert look("M05", found).result == "not_applicable"
    assert look("M06", replace(CASE, twins=("AJ1-Z002",))).values["exhibits"] == "AJ1-Z002"


def test_what_cannot_be_read_is_told_of_by_every_check() -> None:
    found = examine_file(NoReading(complaints.STOPPED), replace(CASE, source_name="a.jpg"))
    assert len(found) == len(OF_THE_FILE) + len(OF_THE_OTHERS) == len(method_cards())
    assert {o.result for o in found if o.check.startswith("A0")} >= {"could_not_run"}
    assert seen_by("A15", NoReading(complaints.STOPPED), replace(CASE, source_name="a.jpg")).result
    assert [o.check for o in found] == list(dict.fromkeys(o.check for o in found))


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
