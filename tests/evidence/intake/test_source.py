"""One file at its source: read once, untouched, refused when it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evidence.errors import Unreadable
from evidence.intake.source import SourceFile


def test_reading_leaves_bytes_and_times_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x" * 3000)
    os.utime(path, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
    before = path.stat()
    with SourceFile(path) as file:
        assert file.read(5000) == b"x" * 3000
        assert file.read(10) == b""
        file.check_unchanged()
        seen = file.seen()
    after = path.stat()
    assert after == before
    assert (after.st_atime_ns, after.st_mtime_ns) == (before.st_atime_ns, before.st_mtime_ns)
    assert seen.modified == "2017-07-14T02:40:00.987654Z"
    assert seen.accessed == "2020-09-13T12:26:40.123456Z"


@pytest.mark.parametrize("change", ["grow", "shrink", "touch", "same_size"])
def test_a_change_while_reading_is_noticed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x" * 3000)
    with SourceFile(path) as file:
        file.read(1000)
        if change == "grow":
            with path.open("ab") as more:
                more.write(b"y")
        elif change == "shrink":
            os.truncate(path, 10)
        elif change == "touch":
            os.utime(path, ns=(0, 1))
        else:
            status = path.stat()
            path.write_bytes(b"y" * 3000)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        with pytest.raises(Unreadable):
            file.check_unchanged()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
@pytest.mark.parametrize("kind", ["link", "pipe", "device", "folder", "gone", "nul"])
def test_only_a_regular_file_is_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "link":
        path.symlink_to(__file__)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "nul":
        path = tmp_path / "a\0b"
    with pytest.raises(Unreadable):
        SourceFile(path)


def test_a_file_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        try:
            file.truncate(1 << 42)
        except OSError:
            pytest.skip("this file system has no files of 4 TiB")
    with pytest.raises(Unreadable):
        SourceFile(path)


def test_a_name_that_is_no_text_is_kept_as_bytes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.jpg"))
    try:
        path.write_bytes(b"x")
    except OSError:
        pytest.skip("this file system has only names that are text")
    with SourceFile(path) as file:
        seen = file.seen()
    assert seen.name == "\\xFF\\xFE.jpg"
    assert seen.name_bytes == "//4uanBn"
