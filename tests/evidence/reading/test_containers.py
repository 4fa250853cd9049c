"""
The walks through containers: evidence.reading.jpeg_segments, evidence.reading.png_chunks,
evidence.reading.webp_chunks, evidence.reading.other_containers, evidence.reading.parts.
"""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading import (
    complaints,
    jpeg_segments,
    other_containers,
    png_chunks,
    webp_chunks,
)
from evidence.reading.parts import Parts, without_exif_mark
from tests.evidence.reading.made_files import exif, jpeg, picture, png, with_segment

BLOCK = exif({0x010F: "X"})
PACKET = b"<x/>"


def _saved(form: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture().save(out, form, **how)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def test_a_jpeg_tells_its_segments_in_order() -> None:
    parts = jpeg_segments.walk(jpeg(BLOCK, PACKET))
    names = [one["name"] for one in parts.structure["segments"]]
    assert names[:3] == ["APP1", "APP0", "APP1"]
    assert names[-1] == "SOS"
    assert (parts.width, parts.height) == (320, 240)
    assert parts.untrusted_exif == without_exif_mark(BLOCK)
    assert parts.untrusted_xmp == PACKET
    assert parts.structure["trailing"] == 0
    assert not parts.complaints


def test_two_exif_parts_are_told_and_the_first_counts() -> None:
    twice = with_segment(jpeg(BLOCK), b"\xe1", b"Exif\0\0II*\0second")
    parts = jpeg_segments.walk(twice)
    assert parts.untrusted_exif == b"II*\0second"
    assert complaints.EXIF_TWICE in parts.complaints


def test_garbage_between_segments_is_walked_over() -> None:
    made = jpeg(BLOCK)
    parts = jpeg_segments.walk(made[:2] + b"garbage" + made[2:])
    assert complaints.BROKEN_PARTS in parts.complaints
    assert parts.image_data == jpeg_segments.walk(made).image_data


def test_a_progressive_jpeg_is_told_and_all_its_scans_count() -> None:
    parts = jpeg_segments.walk(_saved("JPEG", progressive=True))
    assert parts.structure["progressive"] is True
    assert parts.structure["scans"] > 1


def test_a_png_gives_exif_xmp_and_texts() -> None:
    made = png()
    more = _chunk(b"eXIf", without_exif_mark(BLOCK)) + _chunk(b"tEXt", b"Software\0Draw")
    more += _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET)
    parts = png_chunks.walk(made[:33] + more + made[33:] + b"tail")
    assert parts.untrusted_exif == without_exif_mark(BLOCK)
    assert parts.untrusted_xmp == PACKET
    assert parts.untrusted_texts == [("Software", b"Draw")]
    assert parts.structure["trailing"] == 4
    assert parts.image_data == png_chunks.walk(made).image_data


def test_the_profile_of_another_writer_is_found() -> None:
    digits = BLOCK.hex().encode()
    body = b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n    100\n" + digits)
    made = png()
    parts = png_chunks.walk(made[:33] + _chunk(b"zTXt", body) + made[33:])
    assert parts.untrusted_exif == without_exif_mark(BLOCK)


@pytest.mark.parametrize("how", [{"lossless": True}, {"lossless": False}])
def test_a_webp_has_its_size_and_image_data(how: dict[str, bool]) -> None:
    bare = webp_chunks.walk(_saved("WEBP", **how))
    dressed = webp_chunks.walk(_saved("WEBP", exif=BLOCK, xmp=PACKET, **how))
    for parts in (bare, dressed):
        assert (parts.width, parts.height) == (320, 240)
        assert parts.structure["trailing"] == 0
    assert dressed.untrusted_exif == without_exif_mark(BLOCK)
    assert dressed.untrusted_xmp == PACKET
    assert bare.image_data == dressed.image_data != ""


def test_a_tiff_is_its_own_exif_block() -> None:
    made = _saved("TIFF")
    parts = other_containers.walk_tiff(made)
    assert parts.untrusted_exif == made
    assert (parts.width, parts.height) == (320, 240)


def test_an_avif_gives_its_exif() -> None:
    parts = other_containers.walk_avif(_saved("AVIF", exif=BLOCK))
    assert parts.untrusted_exif[:2] in (b"II", b"MM")


def test_a_complaint_is_said_once() -> None:
    parts = Parts()
    parts.complain(complaints.NO_END)
    parts.complain(complaints.NO_END)
    assert parts.complaints == [complaints.NO_END]


@pytest.mark.filterwarnings("ignore")
@given(st.binary(max_size=400))
def test_no_walk_raises(untrusted: bytes) -> None:
    jpeg_segments.walk(b"\xff\xd8\xff" + untrusted)
    png_chunks.walk(b"\x89PNG\r\n\x1a\n" + untrusted)
    webp_chunks.walk(b"RIFF\xff\xff\0\0WEBP" + untrusted)
    other_containers.walk_tiff(b"II*\0" + untrusted)
    other_containers.walk_heif(b"\0\0\0\x18ftypheic" + untrusted)
    other_containers.walk_avif(b"\0\0\0\x18ftypavif" + untrusted)
