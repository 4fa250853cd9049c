"""Zip archives from strangers: bounded, never a path, each lie a sentence."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Unreadable
from evidence.intake import archive
from evidence.intake.archive import Member, MemberReader, members

FREE = 1 << 40


def _read_at(data: bytes) -> Callable[[int, int], bytes]:
    return lambda position, most: data[position : position + most]


def _members(data: bytes, free: int = FREE) -> list[Member]:
    return members(_read_at(data), len(data), free)


def _content(data: bytes, member: Member) -> bytes:
    reader = io.BufferedReader(MemberReader(_read_at(data), member))
    return reader.read()


def _zip(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files:
            made.writestr(name, data, compress_type=method)
    return out.getvalue()


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=20), st.binary(max_size=5000)), max_size=8),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
)
def test_members_come_out_as_they_went_in(files: list[tuple[str, bytes]], method: int) -> None:
    files = [
        (f"{i}{name.replace('/', '_')}".encode(errors="ignore").decode(), data)
        for i, (name, data) in enumerate(files)
        if "\0" not in name
    ]
    data = _zip(*files, method=method)
    found = _members(data)
    assert [m.refused for m in found] == [None] * len(files)
    assert [m.untrusted_name.decode() for m in found] == [name for name, _ in files]
    assert [_content(data, m) for m in found] == [content for _, content in files]


def test_large_members_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    content = random.Random(1).randbytes(3_000_001)
    data = b"something in front" + _zip(("a.bin", content), ("b.bin", b""))
    first, second = _members(data)
    assert _content(data, first) == content
    assert _content(data, second) == b""


def test_an_archive_made_for_large_files_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, made.open("a.jpg", "w", force_zip64=True) as file:
        file.write(b"content")
    (member,) = _members(out.getvalue())
    assert _content(out.getvalue(), member) == b"content"


NAMES = {
    "../../etc/passwd": "../../etc/passwd",
    "/etc/passwd": "/etc/passwd",
    "C:\\windows\\x.jpg": "C:\\windows\\x.jpg",
    "photo\u202egpj.exe": "photo\\u202Egpj.exe",
    "a\x1b]b": "a\\u001B]b",
    "CON": "CON",
    "x" * 300 + ".jpg": "x" * 300 + ".jpg",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_and_never_a_path(name: str) -> None:
    (member,) = _members(_zip((name, b"x")))
    assert member.name == NAMES[name]


def _renamed(data: bytes, before: bytes, after: bytes) -> bytes:
    assert len(before) == len(after)
    return data.replace(before, after)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("现场照片.jpg".encode("gb18030"), "现场照片.jpg"),
        ("现场.jpg".encode(), "现场.jpg"),
        (b"nul\0x.jpg", "nul\\u0000x.jpg"),
        (b"\xff\xff.jpg", "\\xFF\\xFF.jpg"),
    ],
)
def test_names_without_the_flag_are_read_as_what_they_are(raw: bytes, text: str) -> None:
    placeholder = "p" * len(raw)
    data = _renamed(_zip((placeholder, b"x")), placeholder.encode(), raw)
    (member,) = _members(data)
    assert member.name == text
    assert member.untrusted_name == raw
    assert _content(data, member) == b"x"


def test_two_members_of_one_name_are_two_members() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = _zip(("a/b.txt", b"first"), ("a/b.txt", b"second"), ("A/B.TXT", b"third"))
    assert [_content(data, m) for m in _members(data)] == [b"first", b"second", b"third"]


def test_folders_are_not_members() -> None:
    assert [m.name for m in _members(_zip(("a/", b""), ("a/b", b"x")))] == ["a/b"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind: int) -> None:
    info = zipfile.ZipInfo("link")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    link, file = _members(_zip((info, b"/etc/passwd"), ("file", b"x")))
    assert link.refused is not None
    assert file.refused is None


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(_zip(("a", b"x"), ("b", b"y")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    first, second = _members(bytes(data))
    assert "encrypted" in str(first.refused)
    assert second.refused is None


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_in_another_way_is_refused(method: int) -> None:
    (member,) = _members(_zip(("a", b"x" * 100), method=method))
    assert "packed" in str(member.refused)


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    bomb, small = _members(_zip(("bomb", bytes(20_000_000)), ("small", bytes(100_000))))
    assert "200 times" in str(bomb.refused)
    assert small.refused is None


def test_an_archive_larger_than_half_the_room_has_no_members() -> None:
    data = _zip(("a", random.Random(1).randbytes(1000)))
    assert len(_members(data, free=2000)) == 1
    with pytest.raises(Unreadable):
        _members(data, free=1999)


def test_too_many_members_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _zip(*[(str(i), b"") for i in range(10_001)], method=zipfile.ZIP_STORED)
    with pytest.raises(Unreadable, match="10000"):
        _members(data)
    monkeypatch.setattr(archive, "MOST_MEMBERS_BYTES", 10)
    with pytest.raises(Unreadable):
        _members(_zip(("a", b"x" * 11)))


def test_overlapping_members_are_refused() -> None:
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b"x" * 1000) + kernel.flush()
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33,
        zlib.crc32(b"x" * 1000), len(packed), 1000, 1, 0,
    )  # fmt: skip
    body = local + b"a" + packed
    entry = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33,
            zlib.crc32(b"x" * 1000), len(packed), 1000, 1, 0, 0, 0, 0, 0, 0,
        ) + b"a"
        for _ in range(3)
    )  # fmt: skip
    data = (
        body + entry + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(entry), len(body), 0)
    )
    assert all("overlaps" in str(m.refused) for m in _members(data))


@pytest.mark.parametrize("field", ["crc", "packed", "size"])
@pytest.mark.parametrize("where", ["directory", "both"])
def test_a_header_that_lies_is_found_out(field: str, where: str) -> None:
    data = bytearray(_zip(("a", b"hello hello hello hello"), ("b", b"z")))
    offset = {"crc": 0, "packed": 4, "size": 8}[field]
    places = [data.index(b"PK\x01\x02") + 16]
    if where == "both":
        places.append(data.index(b"PK\x03\x04") + 14)
    for place in places:
        data[place + offset] ^= 1
    lying = _members(bytes(data))[0]
    if lying.refused is None:
        with pytest.raises(Unreadable):
            _content(bytes(data), lying)


def test_a_member_that_holds_more_than_it_says_is_found_out() -> None:
    data = bytearray(_zip(("a", b"x" * 5000)))
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = struct.pack("<L", 10)
    with pytest.raises(Unreadable):
        _content(bytes(data), _members(bytes(data))[0])


def test_times_are_utc_where_the_packer_said_so() -> None:
    info = zipfile.ZipInfo("a", (2026, 3, 1, 10, 22, 34))
    plain = _members(_zip((info, b"x")))[0]
    assert plain.modified == "2026-03-01T10:22:34"
    info.extra = struct.pack("<HHBl", 0x5455, 5, 1, 1_772_331_754)
    assert _members(_zip((info, b"x")))[0].modified == "2026-03-01T02:22:34Z"


@pytest.mark.parametrize("cut", [0, 10, 21, 22, 40])
def test_a_truncated_archive_says_so(cut: int) -> None:
    with pytest.raises(Unreadable):
        _members(_zip(("a", b"x" * 30))[:-cut] if cut else b"")


@settings(max_examples=300)
@given(st.data())
def test_any_changed_bytes_end_in_members_or_a_sentence(data: st.DataObject) -> None:
    made = bytearray(_zip(("a.jpg", b"hello" * 50), ("dir/b.jpg", bytes(300))))
    for _ in range(data.draw(st.integers(1, 6))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = _members(bytes(made))
    except Unreadable:
        return
    for member in found:
        if member.refused is None:
            try:
                content = _content(bytes(made), member)
            except Unreadable:
                continue
            assert (len(content), zlib.crc32(content)) == (member.size, member.crc)


@given(st.binary(max_size=200))
def test_any_bytes_with_an_end_record_end_in_a_sentence(noise: bytes) -> None:
    data = b"PK\x03\x04" + noise + b"PK\x05\x06" + noise
    try:
        _members(data)
    except Unreadable:
        pass
