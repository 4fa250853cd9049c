"""Names of strangers: kept as bytes, shown so that nothing in them misleads."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.intake.names import as_base64, decoded, last_part, shown
from evidence.values import canonical


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"IMG_0001.JPG", "IMG_0001.JPG"),
        ("现场照片.jpg".encode(), "现场照片.jpg"),
        ("现场照片.jpg".encode("gb18030"), "现场照片.jpg"),
        ("联通.jpg".encode("gb18030"), "联通.jpg"),
        ("photo\u202egpj.exe".encode(), "photo\\u202Egpj.exe"),
        (b"a\x1b[31m\nb", "a\\u001B[31m\\u000Ab"),
        (b"nul\0x.jpg", "nul\\u0000x.jpg"),
        (b"\xff\xfe.jpg", "\\xFF\\xFE.jpg"),
    ],
)
def test_a_name_is_shown_with_nothing_hidden(raw: bytes, text: str) -> None:
    assert shown(raw) == text


@given(st.binary(max_size=400))
def test_any_bytes_can_be_shown_stored_and_had_back(raw: bytes) -> None:
    canonical(shown(raw))
    assert base64.b64decode(as_base64(raw)) == raw
    assert isinstance(decoded(raw), str)


@pytest.mark.parametrize("name", ["a/b/c.jpg", "c.jpg", "C:\\x\\c.jpg", "../../c.jpg", "c.jpg/"])
def test_the_last_part_of_a_name_of_either_system(name: str) -> None:
    assert last_part(name.encode()) == "c.jpg"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a/\xff\xfe.jpg", "\\xFF\\xFE.jpg"),
        ("a/x\u202egpj.exe".encode(), "x\\u202Egpj.exe"),
        ("场/x碶.jpg".encode("gb18030"), "x碶.jpg"),  # its second byte is a backslash
    ],
)
def test_what_shows_a_byte_is_no_separator(raw: bytes, text: str) -> None:
    assert last_part(raw) == text
