"""
EXIF and XMP to facts: evidence.reading.exif_tags, evidence.reading.gps_facts,
evidence.reading.maker_serial, evidence.reading.xmp, evidence.reading.fact_names.
"""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading import complaints, exif_tags, fact_names, xmp
from evidence.reading.exif_facts import COMPARED, local_time, put_exif
from evidence.reading.exif_tags import Exif
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.gps_facts import put_gps
from evidence.reading.maker_serial import serial_number
from evidence.reading.parts import without_exif_mark
from tests.evidence.reading.made_files import exif


@pytest.mark.parametrize(
    ("text", "local", "offset"),
    [
        ("2026:03:01 10:22:33", "2026-03-01T10:22:33", ""),
        ("2026-03-01 10:22:33", "2026-03-01T10:22:33", ""),
        ("2026:03:01 10:22:33+08:00", "2026-03-01T10:22:33", "+08:00"),
        ("2026:03:01", "", ""),
        ("01.03.2026 10:22:33", "", ""),
    ],
)
def test_times_as_they_are_written(text: str, local: str, offset: str) -> None:
    assert local_time(text) == (local, offset)


def test_two_readers_that_differ_are_both_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    block = without_exif_mark(exif({0x010F: "HUAWEI"}))
    monkeypatch.setattr(
        exif_tags, "_pillow_values", lambda _: iter([(("Image", 0x010F), "XIAOMI")])
    )
    found = exif_tags.read(block, COMPARED)
    assert found.text("Image", 0x010F) == "HUAWEI"
    assert complaints.READERS_DIFFER in found.complaints
    assert {"HUAWEI", "XIAOMI"} <= {tag.text for tag in found.tags}


def test_a_loop_of_directories_ends() -> None:
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    looped = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 8)
    assert len(exif_tags.read(looped, COMPARED).tags) < 10


@given(st.binary(max_size=300))
@pytest.mark.filterwarnings("ignore")
def test_no_block_raises(untrusted: bytes) -> None:
    for order in (b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"):
        block = order + untrusted
        sheet = FactSheet()
        found = exif_tags.read(block, COMPARED)
        put_exif(sheet, found, block)
        put_gps(sheet, found)
        for name, value in sheet.facts.items():
            fact_names.check(name, value)


@pytest.mark.parametrize(
    ("values", "altitude"),
    [
        ({6: (12.5,), 5: (0,)}, 12.5),
        ({6: (12.5,), 5: (1,)}, -12.5),
        ({6: (12.5,), 5: b"\1"}, -12.5),
        ({6: (None,), 5: (0,)}, None),
    ],
)
def test_heights_above_and_below_the_sea(
    values: dict[int, exif_tags.Value], altitude: float | None
) -> None:
    sheet = FactSheet()
    put_gps(sheet, Exif({("GPS", number): value for number, value in values.items()}))
    assert sheet.facts.get("altitude") == altitude


def test_degrees_without_seconds_are_a_place() -> None:
    sheet = FactSheet()
    here: dict[exif_tags.Place, exif_tags.Value] = {
        ("GPS", 1): "S",
        ("GPS", 2): (39.0, 54.5, None),
        ("GPS", 3): "W",
        ("GPS", 4): (116.5,),
    }
    put_gps(sheet, Exif(here))
    assert sheet.facts == {"latitude": -39.908333333, "longitude": -116.5}


def test_the_serial_number_of_an_old_olympus() -> None:
    text = b"115332808\0"
    head = b"II*\0" + bytes(20)
    note = b"OLYMP\0\1\0" + struct.pack("<HHHII", 1, 0x101A, 2, len(text), 24 + 22) + text
    block = head + note
    assert serial_number(block, note, "OLYMPUS", "X-2") == "115332808"


def test_the_serial_number_of_a_canon_with_lenses_only() -> None:
    note = struct.pack(">HHHII", 1, 0x000C, 4, 1, 5266) + bytes(8)
    block = b"MM\0*" + bytes(8) + note
    assert serial_number(block, note, "Canon", "Canon EOS-1D") == "5266"
    assert serial_number(block, note, "Canon", "Canon PowerShot S330") == ""


@given(st.binary(min_size=17, max_size=120), st.sampled_from(["", "OLYMP\0", "Nikon\0\2"]))
def test_no_maker_note_raises(untrusted: bytes, beginning: str) -> None:
    note = beginning.encode("latin-1") + untrusted
    serial_number(b"II*\0" + note, note, "Canon", "EOS")


@given(st.text(max_size=100))
def test_no_xmp_raises(text: str) -> None:
    xmp.put_xmp(FactSheet(), f"<a b='{text}'>{text}</a>".encode("utf-8", "replace"))


def test_xmp_that_is_too_long_is_not_parsed() -> None:
    sheet = FactSheet()
    assert xmp.put_xmp(sheet, b"<a>" + b" " * xmp.MOST_BYTES) == []
    assert sheet.complaints == [complaints.XMP_TOO_LONG]


def test_every_name_of_the_design_is_a_fact() -> None:
    names = (
        "time_original offset_original time_digitized time_modified gps_time latitude longitude"
        " altitude make model lens_model serial_number software orientation width height"
        " exposure_time f_number iso focal_length xmp_document_id"
    )
    assert set(names.split()) <= set(fact_names.FACTS)
