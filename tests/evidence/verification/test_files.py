"""The files of a folder and of a zip are read alike, and nothing outside is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from evidence.errors import Damaged
from evidence.verification.files import Files, files_at
from evidence.verification.report import Gathering

CONTENT = {"a.txt": b"one\ntwo\n", "data/empty": b"", "data/b.bin": bytes(range(256)) * 9}


@pytest.fixture(params=["folder", "zip"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "folder":
        for name, data in CONTENT.items():
            (tmp_path / "bag" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "bag" / name).write_bytes(data)
        return tmp_path / "bag"
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        for name, data in CONTENT.items():
            archive.writestr(zipfile.ZipInfo(f"bag/{name}"), data)
    return tmp_path / "bag.zip"


def content(files: Files) -> dict[str, bytes]:
    return {name: b"".join(files.blocks(name, 100)) for name in files.names()}


def test_both_give_the_same(path: Path) -> None:
    gathering = Gathering()
    with files_at(path, gathering) as files:
        assert content(files) == CONTENT
        assert files.text("data/b.bin", 9999) == CONTENT["data/b.bin"]
        assert list(files.lines("a.txt")) == [b"one", b"two"]
    assert gathering.report("", "bag").faults == ()


@pytest.mark.parametrize("name", ["none", "../bag/a.txt", "/etc/hostname", ""])
def test_a_file_that_is_not_in_it_is_missing(path: Path, name: str) -> None:
    with files_at(path, Gathering()) as files, pytest.raises(Damaged):
        files.text(name, 10)


def test_a_file_larger_than_asked_for_is_not_read(path: Path) -> None:
    with files_at(path, Gathering()) as files, pytest.raises(Damaged):
        files.text("a.txt", 3)


def test_a_link_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "link").symlink_to(tmp_path)
    gathering = Gathering()
    with files_at(tmp_path / "bag", gathering) as files:
        assert files.names() == []
    assert len(gathering.report("", "bag").faults) == 1


@pytest.mark.parametrize("name", ["bag/../../x", "top", "bag/a.txt"])
def test_a_strange_name_in_a_zip_is_told(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("bag/a.txt"), b"1")
        if name == "bag/a.txt":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr(zipfile.ZipInfo(name), b"2")
        else:
            archive.writestr(zipfile.ZipInfo(name), b"2")
    gathering = Gathering()
    with files_at(tmp_path / "bag.zip", gathering) as files:
        assert files.names() == ["a.txt"]
    assert gathering.report("", "bag").faults
