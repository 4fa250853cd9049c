"""What a file is, by its first bytes only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading.media_type import EMPTY, UNKNOWN, media_type


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", EMPTY),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "image/avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"),
        (b"#!AMR\n", "audio/amr"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "application/vnd.openxmlformats-"
         "officedocument.wordprocessingml.document"),
        (b"PK\x03\x04" + bytes(26) + b"IMG_1.jpg", "application/zip"),
        ("现场照片说明".encode("gb18030"), "text/plain"),
        ("现场照片说明".encode(), "text/plain"),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "image/svg+xml"),
        (b"\0\1\2\3", UNKNOWN),
    ],
)  # fmt: skip
def test_known_beginnings(head: bytes, kind: str) -> None:
    assert media_type(head) == kind


@given(st.binary(max_size=5000))
def test_any_bytes_have_a_type(untrusted: bytes) -> None:
    assert "/" in media_type(untrusted)


def test_the_real_files(real_data: Path) -> None:
    expected = {".jpg": "image/jpeg", ".heic": "image/heic", ".pdf": "application/pdf"}
    wrong = [
        path.name
        for folder in ("orientation", "exif", "heic")
        for path in (real_data / folder).rglob("*")
        if path.suffix in expected
        and media_type(path.read_bytes()[:4096]) != expected[path.suffix]
        and path.name not in ("truncated.heic",)
    ]
    assert wrong == []
