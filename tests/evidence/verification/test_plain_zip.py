"""Every byte of a plain zip counts."""

from __future__ import annotations

import io
import zipfile

import pytest

from evidence.verification.plain_zip import check_plain, is_within_reach

CONTENT = {"B/a.txt": b"hello", "B/b/empty": b"", "案/照片": b"x" * 300}


def written(**how: int) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as archive:  # type: ignore[call-overload]
        for name, data in CONTENT.items():
            inside = zipfile.ZipInfo(name)
            inside.compress_type = how.get("compression", zipfile.ZIP_STORED)
            inside.file_size = len(data)
            with archive.open(inside, "w") as target:
                target.write(data)
    return bytearray(out.getvalue())


def is_plain(data: bytes | bytearray) -> bool:
    """As verification reads it: the headers, and then every file with its CRC."""
    file = io.BytesIO(data)
    try:
        if list(check_plain(file)):
            return False
        with zipfile.ZipFile(file) as archive:
            return archive.testzip() is None
    except Exception:  # noqa: BLE001 — what kind it is does not matter here
        return False


def test_a_zip_as_we_write_it_is_plain() -> None:
    assert is_within_reach(io.BytesIO(written()))
    assert is_plain(written())


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_every_changed_byte_is_noticed(mask: int) -> None:
    data = written()
    for position in range(len(data)):
        data[position] ^= mask
        assert not is_plain(data), position
        data[position] ^= mask


def test_every_cut_and_every_addition_is_noticed() -> None:
    data = written()
    assert all(not is_plain(data[:size]) for size in range(len(data)))
    assert not is_plain(data + b"\0")
    assert not is_plain(b"\0" + data)


def test_a_compressed_zip_is_not_ours() -> None:
    assert not is_plain(written(compression=zipfile.ZIP_DEFLATED))
