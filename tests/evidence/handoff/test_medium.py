"""A folder has its name only when everything in it was read back."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import Damaged, NoSpace, Trouble
from evidence.handoff.medium import Folder
from evidence.progress import Cancelled, Progress


def test_what_is_written_is_digested_and_read_back(tmp_path: Path) -> None:
    with Folder(tmp_path / "out", tmp_path / "workspace") as folder:
        file = folder.add("a/b.txt", [b"one", b"two"])
        assert (file.path, file.size) == ("a/b.txt", 6)
        folder.read_back(Progress())
        assert not (tmp_path / "out").exists()
        folder.place()
    assert (tmp_path / "out/a/b.txt").read_bytes() == b"onetwo"
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["out"]


def test_a_medium_that_gives_back_something_else_is_told(tmp_path: Path) -> None:
    with Folder(tmp_path / "out", tmp_path / "workspace") as folder:
        folder.add("a", [b"one"])
        (folder.built / "a").write_bytes(b"two")
        with pytest.raises(Damaged):
            folder.read_back(Progress())
    assert not list(tmp_path.glob("out*"))


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    progress.stop()
    with Folder(tmp_path / "out", tmp_path / "workspace") as folder:
        folder.add("a", [b"one"])
        with pytest.raises(Cancelled):
            folder.read_back(progress)
    assert not list(tmp_path.glob("out*"))


def test_a_zip_takes_the_place_of_the_folder(tmp_path: Path) -> None:
    with Folder(tmp_path / "out.zip", tmp_path / "workspace") as folder:
        folder.add("a", [b"one"])
        folder.place_as_zip(Progress())
    assert [p.name for p in tmp_path.glob("out*")] == ["out.zip"]


def test_what_the_system_says_becomes_a_sentence(tmp_path: Path) -> None:
    def failing(code: int) -> Iterator[bytes]:
        yield b"one"
        raise OSError(code, "said by the system")

    for code, kind in ((errno.ENOSPC, NoSpace), (errno.EFBIG, NoSpace), (errno.EIO, Trouble)):
        with pytest.raises(kind), Folder(tmp_path / "out", tmp_path / "workspace") as folder:
            folder.add("a", failing(code))
        assert not list(tmp_path.glob("out*"))
