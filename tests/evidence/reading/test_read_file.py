"""One file through every reader: facts, complaints, image data, thumbnail, and no surprise."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from evidence.reading import complaints, read_file
from evidence.reading.media_type import PICTURES, media_type
from evidence.reading.reading import Reading, Tag
from evidence.reading.wire import Answer, answer, packed
from tests.evidence.reading.made_files import exif, jpeg, picture, png, with_segment

GPS_HERE = {1: "N", 2: (39.0, 54.0, 15.0), 3: "E", 4: (116.0, 23.0, 29.0)}


def _read(file: bytes) -> Reading:
    said = read_file.read(file, media_type(file))
    assert answer(packed(said), media_type(file)) == said
    assert said.reading is not None
    return said.reading


def test_what_a_phone_writes() -> None:
    block = exif(
        {0x010F: "HUAWEI", 0x0110: "MATE 60", 0x0112: 6, 0x0131: "ALN-AL00 4.0"},
        inner={0x9003: "2026:03:01 10:22:33", 0x9011: "+08:00", 0x829A: 0.01, 0x8827: 200},
        gps=GPS_HERE | {5: b"\1", 6: 52.5, 7: (2.0, 22.0, 31.0), 0x1D: "2026:03:01"},
    )
    facts = _read(jpeg(block)).facts
    assert facts["make"] == "HUAWEI"
    assert facts["time_original"] == "2026-03-01T10:22:33"
    assert facts["offset_original"] == "+08:00"
    assert facts["gps_time"] == "2026-03-01T02:22:31Z"
    assert facts["latitude"] == pytest.approx(39.904167, abs=1e-6)
    assert facts["longitude"] == pytest.approx(116.391389, abs=1e-6)
    assert facts["altitude"] == -52.5
    assert (facts["orientation"], facts["iso"]) == (6, 200)


@pytest.mark.parametrize(
    ("gps", "complaint"),
    [
        (GPS_HERE | {2: (999.0, 0.0, 0.0)}, complaints.IMPOSSIBLE_PLACE),
        (GPS_HERE | {1: "?"}, complaints.IMPOSSIBLE_PLACE),
        (GPS_HERE | {4: (181.0, 0.0, 0.0)}, complaints.IMPOSSIBLE_PLACE),
        (GPS_HERE | {4: (12.0, 99.0, 0.0)}, complaints.IMPOSSIBLE_PLACE),
    ],
)
def test_a_place_that_cannot_be_is_no_fact(gps: dict[int, object], complaint: str) -> None:
    found = _read(jpeg(exif({0x010F: "X"}, gps=gps)))
    assert not {"latitude", "longitude"} <= set(found.facts)
    assert complaint in found.complaints
    assert any("GPS" in tag.group for tag in found.tags)
    assert {"latitude", "longitude"} & {name.removesuffix("_raw") for name in found.facts}


def test_what_a_file_claims_is_shown_when_it_cannot_be() -> None:
    gps = {1: "N", 2: (999.0, 999.0, 0.0), 3: "E", 4: (116.0, 23.0, 29.0), 6: 2e6}
    gps |= {7: (25.0, 61.0, 0.0), 0x1D: "0000:00:00"}
    inner = {0x9003: "0000:00:00 25:00:00", 0x9011: "+99:00"}
    facts = _read(jpeg(exif({0x0132: "yesterday"}, inner=inner, gps=gps))).facts
    assert facts["time_original_raw"] == "0000:00:00 25:00:00"
    assert facts["offset_original_raw"] == "+99:00"
    assert facts["time_modified_raw"] == "yesterday"
    assert facts["latitude_raw"] == "N 999 999 0"
    assert facts["longitude_raw"] == "E 116 23 29"
    assert facts["altitude_raw"] == "2000000"
    assert facts["gps_time_raw"] == "0000:00:00 25 61 0"
    assert not {"time_original", "latitude", "longitude", "altitude", "gps_time"} & set(facts)


def test_half_a_satellite_time_is_shown_as_it_is() -> None:
    facts = _read(jpeg(exif({0x010F: "X"}, gps=GPS_HERE | {0x1D: "2026:03:01"}))).facts
    assert facts["gps_time_raw"] == "2026:03:01"
    facts = _read(jpeg(exif({0x010F: "X"}, gps=GPS_HERE | {7: (2.0, 22.0, 31.0)}))).facts
    assert facts["gps_time_raw"] == "2 22 31"


def _png_of(width: int, height: int) -> bytes:
    file = png()
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + file[24:29]
    return file[:12] + head + zlib.crc32(head).to_bytes(4, "big") + file[33:]


def test_a_size_no_picture_can_have_is_never_another_one() -> None:
    found = _read(_png_of(2**31 - 1, 10))
    assert (found.width, found.height) == (0, 10)
    assert "width" not in found.facts
    assert found.facts["width_raw"] == "2147483647"
    assert Tag("Container", "width", "2147483647") in found.tags
    assert {complaints.IMPOSSIBLE_VALUE, complaints.TOO_MANY_PIXELS} == set(found.complaints)


@pytest.mark.parametrize("side", [65_500, 100_000])
def test_a_picture_too_large_to_decode_says_so(side: int) -> None:
    found = _read(_png_of(side, side))
    assert found.complaints == (complaints.TOO_MANY_PIXELS,)
    assert (found.facts["width"], found.facts["height"]) == (side, side)


def test_a_text_that_is_cut_says_so() -> None:
    found = _read(jpeg(exif({0x010E: "x" * 5000})))
    assert len(found.facts["description"]) == 1000
    assert complaints.TEXT_CUT in found.complaints


def test_a_blanked_place_is_said_and_not_complained_about() -> None:
    nothing = {1: "\0", 2: (0.0, 0.0, 0.0), 3: "\0", 4: (0.0, 0.0, 0.0)}
    found = _read(jpeg(exif({0x010F: "X"}, gps=nothing)))
    assert found.facts["gps_redacted"] is True
    assert "latitude" not in found.facts
    assert complaints.IMPOSSIBLE_PLACE not in found.complaints


@pytest.mark.parametrize("time", ["0000:00:00 00:00:00", "2026:13:01 10:00:00", "yesterday"])
def test_a_time_that_cannot_be_is_no_fact(time: str) -> None:
    found = _read(jpeg(exif({0x0132: time})))
    assert "time_modified" not in found.facts
    assert complaints.IMPOSSIBLE_TIME in found.complaints
    assert any(tag.text == time for tag in found.tags)


def test_a_blank_time_says_nothing() -> None:
    found = _read(jpeg(exif({0x0132: "    :  :     :  :  "})))
    assert "time_modified" not in found.facts
    assert complaints.IMPOSSIBLE_TIME not in found.complaints


def test_chinese_in_gb18030_is_read() -> None:
    name = "华为手机拍摄".encode("gb18030")
    block = exif({0x010E: "x" * len(name)}).replace(b"x" * len(name), name)
    assert _read(jpeg(block)).facts["description"] == "华为手机拍摄"


def test_image_data_does_not_depend_on_metadata() -> None:
    bare, dressed = jpeg(), with_segment(jpeg(exif({0x010F: "X"})), b"\xfe", b"a comment")
    assert bare != dressed
    assert _read(bare).image_data == _read(dressed).image_data
    assert _read(bare).image_data != _read(jpeg(seed=1)).image_data
    trailing = _read(bare + b"PK\x03\x04more")
    assert trailing.image_data == _read(bare).image_data
    assert trailing.structure["trailing"] == 8
    assert trailing.structure["trailing_type"] == "application/zip"


def test_image_data_of_a_jpeg_as_the_page_defines_it() -> None:
    file = jpeg(exif({0x010F: "X"}))
    wanted, at = hashlib.sha256(), 2
    while file[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(file[at + 2 : at + 4], "big")
        if file[at + 1] < 0xE0:
            wanted.update(file[at:end])
        at = end
    wanted.update(file[at:-2])
    assert _read(file).image_data == wanted.hexdigest()


def test_image_data_of_a_png_as_the_page_defines_it() -> None:
    file = png()
    wanted, at, before = hashlib.sha256(), 8, b""
    while at < len(file):
        length, kind = int.from_bytes(file[at : at + 4], "big"), file[at + 4 : at + 8]
        if kind in (b"IHDR", b"PLTE", b"tRNS", b"IDAT"):
            wanted.update(kind if kind != before else b"")
            wanted.update(file[at + 8 : at + 8 + length])
            before = kind
        at += 12 + length
    assert _read(file).image_data == wanted.hexdigest()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_thumbnail_is_upright(orientation: int) -> None:
    file = jpeg(exif({0x0112: orientation}))
    said = read_file.read(file, "image/jpeg")
    assert said.pixels is not None
    shown = Image.frombytes("RGB", (said.pixels.width, said.pixels.height), said.pixels.rgb)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(file))).resize(shown.size)
    pairs = zip(shown.resize((8, 8)).tobytes(), expected.resize((8, 8)).tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 16


def test_a_picture_cut_in_half_shows_what_decodes() -> None:
    whole = jpeg()
    found = read_file.read(whole[: len(whole) // 2], "image/jpeg")
    assert found.pixels is not None
    assert found.reading is not None
    assert {complaints.CUT_SHORT, complaints.NO_END} <= set(found.reading.complaints)


def test_a_flood_of_pixels_is_refused_before_decoding() -> None:
    file = bytearray(jpeg())
    at = file.index(b"\xff\xc0")
    file[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    found = _read(bytes(file))
    assert found.complaints == (complaints.TOO_MANY_PIXELS,)
    assert (found.width, found.fingerprint) == (65535, None)


def test_a_text_chunk_that_swells_is_cut() -> None:
    bomb = zlib.compress(bytes(64 * 1024 * 1024))
    body = b"zTXt" + b"Comment\0\0" + bomb
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    file = png()
    found = _read(file[:33] + chunk + file[33:])
    assert found.fingerprint is not None or complaints.NO_PIXELS in found.complaints
    assert all(len(tag.text) <= 2000 for tag in found.tags)


def test_xmp_is_read() -> None:
    packet = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:mm="http://ns.adobe.com/xap/1.0/mm/"
      xmlns:ev="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">
      <rdf:Description xmp:CreatorTool="Snapseed" mm:DocumentID="xmp.did:1"
        xmp:ModifyDate="2026-03-01T10:00:00+08:00"><mm:History><rdf:Seq>
        <rdf:li ev:action="saved" ev:when="2026-03-01T10:00:00+08:00" ev:softwareAgent="A"/>
      </rdf:Seq></mm:History></rdf:Description></rdf:RDF></x:xmpmeta>"""
    facts = _read(jpeg(xmp=packet)).facts
    assert facts["xmp_document_id"] == "xmp.did:1"
    assert facts["creator_tool"] == "Snapseed"
    assert facts["xmp_time_modified"] == "2026-03-01T10:00:00+08:00"
    step = {"action": "saved", "when": "2026-03-01T10:00:00+08:00", "software": "A"}
    assert facts["xmp_history"] == [step]


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a><b></a>",
        b"no xml at all",
    ],
)
def test_bad_xmp_is_not_used(packet: bytes) -> None:
    assert complaints.XMP_DAMAGED in _read(jpeg(xmp=packet)).complaints


def test_the_embedded_thumbnail_is_compared() -> None:
    for seed, alike in ((0, True), (7, False)):
        small = io.BytesIO()
        picture(160, 120, seed).save(small, "JPEG")
        block = _with_thumbnail(small.getvalue())
        found = _read(jpeg(block)).embedded
        assert found is not None
        assert (found.width, found.height) == (160, 120)
        assert (found.difference < 100) is alike


def _with_thumbnail(small: bytes) -> bytes:
    header = b"Exif\0\0II*\0\x08\0\0\0" + b"\0\0" + (14).to_bytes(4, "little")
    entries = ((0x0201, 4, 1, 44), (0x0202, 4, 1, len(small)))
    ifd = len(entries).to_bytes(2, "little")
    for number, kind, count, value in entries:
        ifd += number.to_bytes(2, "little") + kind.to_bytes(2, "little")
        ifd += count.to_bytes(4, "little") + value.to_bytes(4, "little")
    return header + ifd + bytes(4) + small


FOLDERS = ("corrupt", "heic")


def _files(real_data: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in FOLDERS:
        for path in sorted((real_data / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".txt", ".json", ".csv"):
                yield path, path.read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_every_broken_file_ends_in_an_answer_that_passes(real_data: Path) -> None:
    for path, data in _files(real_data):
        kind = media_type(data)
        if kind in PICTURES:
            said = read_file.read(data, kind)
            checked: Answer = answer(packed(said), kind)
            assert checked.reading is not None, path.name


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_spoilt_file_ends_in_an_answer_that_passes(data: st.DataObject) -> None:
    block = exif({0x010F: "X", 0x0132: "2026:03:01 10:22:33"}, gps=GPS_HERE)
    file = bytearray(data.draw(st.sampled_from([jpeg(block), png()])))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(4, min(len(file), 600) - 1))
        file[at] = data.draw(st.integers(0, 255))
    kind = media_type(bytes(file))
    if kind in PICTURES:
        answer(packed(read_file.read(bytes(file), kind)), kind)
