"""Foreign bytes become text and never an error."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.reading.text import decoded, readable, user_comment


def test_the_encodings_of_phones_and_chinese_programs() -> None:
    assert decoded("车损照片".encode()) == "车损照片"
    assert decoded("车损照片".encode("gb18030")) == "车损照片"
    assert decoded(b"HUAWEI\0\0junk") == "HUAWEI"
    assert decoded(b"\xff\xff\xff") == "ÿÿÿ"


def test_the_encodings_of_a_user_comment() -> None:
    assert user_comment(b"ASCII\0\0\0papproctime") == "papproctime"
    assert user_comment(b"UNICODE\0" + "水印".encode("utf-16-be")) == "水印"
    assert user_comment(b"\0\0\0\0\0\0\0\0oplus_8388608") == "oplus_8388608"


@given(st.binary(max_size=200))
def test_any_bytes_can_be_sent_on(untrusted: bytes) -> None:
    for text in (decoded(untrusted), user_comment(untrusted)):
        readable(text, 50).encode("utf-8")
