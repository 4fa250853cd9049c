"""The walk: a fixed order, nothing followed, nothing that stops it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from evidence.intake.walking import Found, NotTaken, measure, walk


def _names(folder: Path, *paths: Path) -> list[str]:
    return [str(item.path.relative_to(folder)) for item in walk(paths or (folder,))]


def test_files_come_in_the_order_of_their_names_bytes(tmp_path: Path) -> None:
    for name in ("b.jpg", "a/2.jpg", "a/1.jpg", "B.jpg", "a.jpg", "一.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert _names(tmp_path) == ["B.jpg", "a/1.jpg", "a/2.jpg", "a.jpg", "b.jpg", "一.jpg"]
    assert measure([tmp_path]) == (6, 6)


def test_paths_are_walked_as_given(tmp_path: Path) -> None:
    (tmp_path / "1").write_bytes(b"x")
    (tmp_path / "2").write_bytes(b"x")
    assert _names(tmp_path, tmp_path / "2", tmp_path / "1") == ["2", "1"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
def test_links_pipes_and_sockets_are_refused_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.jpg").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.jpg").symlink_to("real.jpg")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(tmp_path)  # the name of a socket is short
        listening.bind("socket")
        os.chdir(here)
        items = {item.path.name: item for item in walk([tmp_path])}
    assert isinstance(items.pop("real.jpg"), Found)
    assert sorted(items) == ["link.jpg", "loop", "pipe", "socket"]
    refused = [item for item in items.values() if isinstance(item, NotTaken)]
    assert len(refused) == 4
    assert all(str(item.reason).endswith(".") or ";" in str(item.reason) for item in refused)


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_nothing_inside_the_workspace_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "ws" / "scopes" / "a"
    inside.mkdir(parents=True)
    (inside / "sealed").write_bytes(b"x")
    (tmp_path / "beside").write_bytes(b"x")
    (tmp_path / "link").symlink_to(inside.parent, target_is_directory=True)
    monkeypatch.chdir(inside)
    linked = tmp_path / "link" / "a"
    around = tmp_path / "ws" / "scopes" / ".." / "scopes"
    ways = [inside.parent, inside / "sealed", linked, linked / "sealed", around]
    ways += [Path("sealed"), Path("..")]
    for way in ways:
        (item,) = walk([way], tmp_path / "ws")
        assert isinstance(item, NotTaken)
        assert str(item.reason) == "This lies inside the workspace."
    assert [type(i) for i in walk([tmp_path / "beside"], tmp_path / "ws")] == [Found]
    everything = [i.path.name for i in walk([tmp_path], tmp_path / "ws") if isinstance(i, Found)]
    assert everything == ["beside"]


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (item,) = walk([tmp_path / "gone"])
    assert isinstance(item, NotTaken)
    assert str(item.reason) == "There is no such file or folder."


def test_a_folder_that_cannot_be_listed_is_one_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.jpg").write_bytes(b"x")
    listing = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "no")
        return listing(path)

    monkeypatch.setattr("os.scandir", scandir)
    refused, found = walk([tmp_path])
    assert isinstance(refused, NotTaken)
    assert isinstance(found, Found)


def test_the_workspace_is_never_taken_into_itself(tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    workspace.mkdir()
    (workspace / "workspace.json").write_bytes(b"x")
    (tmp_path / "a.jpg").write_bytes(b"x")
    found, refused = walk([tmp_path], not_into=workspace)
    assert isinstance(found, Found)
    assert isinstance(refused, NotTaken)
    assert refused.path == workspace


def test_very_deep_folders_end_in_a_sentence(tmp_path: Path) -> None:
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(25):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("x.jpg").write_bytes(b"x")
    finally:
        os.chdir(here)
    (item,) = walk([tmp_path])
    assert isinstance(item, NotTaken)
    assert "longer" in str(item.reason)
