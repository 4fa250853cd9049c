"""The world as it fails without strace: a small disk, a wrong passphrase, a folder that moved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import Locked, NoSpace, TooNew, Trouble, WrongSecret
from evidence.facts import Session
from evidence.intake.recording import Line
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.keys.passphrase import Cost
from evidence.values import canonical, new_id, now, sha256
from evidence.verification.verify import verify
from evidence.workspace import Workspace

PASSPHRASE = "correct horse"
DISK_MIB = 64


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs", str(place)],
        capture_output=True, check=False,
    ) if shutil.which("mount") and os.name != "nt" and os.geteuid() == 0 else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("only root may mount a small disk to fill")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def _created(folder: Path) -> tuple[Workspace, str]:
    workspace, _ = Workspace.create(
        folder, name="测试员", org="", passphrase=PASSPHRASE, cost=Cost.least()
    )
    return workspace, workspace.new_case(line="motor")


def _session(workspace: Workspace, case: str) -> Session:
    return open_session(workspace, case, Session(id=new_id(), began=now()))


def _take(workspace: Workspace, case: str, source: Path, into: list[Line]) -> None:
    session = _session(workspace, case)
    for line in take_in(workspace, case, [source], session):
        into.append(line)


def _files(folder: Path, count: int, size: int) -> Path:
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:02}").write_bytes(os.urandom(size))
    return folder


def test_a_disk_that_fills_loses_nothing_that_was_told(tmp_path: Path, small_disk: Path) -> None:
    source = _files(tmp_path / "source", 24, 4_000_000)
    told: list[Line] = []
    workspace, case = _created(small_disk / "ws")
    with workspace, pytest.raises(NoSpace):
        _take(workspace, case, source, told)
    assert 5 < len(told) < 24
    assert not verify(small_disk / "ws", PASSPHRASE).faults
    for path in sorted(source.iterdir())[len(told) + 2 :]:
        path.unlink()
    subprocess.run(["mount", "-o", f"remount,size={2 * DISK_MIB}m", str(small_disk)], check=True)
    again: list[Line] = []
    with Workspace.open(small_disk / "ws", PASSPHRASE) as workspace:
        assert {line.exhibit for line in told} == {
            row.exhibit for row in workspace.look.exhibits(case)
        }
        _take(workspace, case, source, again)
    assert [line.status for line in again[: len(told)]] == ["known"] * len(told)
    assert [line.status for line in again[len(told) :]] == ["taken"] * 2


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))


def test_a_disk_that_is_full_to_the_last_byte(tmp_path: Path, small_disk: Path) -> None:
    source = _files(tmp_path / "source", 2, 1000)
    workspace, case = _created(small_disk / "ws")
    with workspace:
        session = _session(workspace, case)
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="space"):
            _fill(filler)
        lines = take_in(workspace, case, [source], session)
        with pytest.raises(NoSpace):
            next(lines)
        filler.unlink()
        told = list(take_in(workspace, case, [source], session))
    assert [line.status for line in told] == ["taken", "taken"]
    assert not verify(small_disk / "ws", PASSPHRASE).faults


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A closed workspace with one exhibit."""
    opened, case = _created(tmp_path / "ws")
    told: list[Line] = []
    with opened:
        _take(opened, case, _files(tmp_path / "source", 1, 10), told)
    return tmp_path / "ws"


def test_a_wrong_passphrase_opens_nothing(workspace: Path) -> None:
    with pytest.raises(WrongSecret):
        Workspace.open(workspace, "wrong horse")


def test_a_workspace_already_open_is_not_opened(workspace: Path) -> None:
    with Workspace.open(workspace, PASSPHRASE), pytest.raises(Locked):
        Workspace.open(workspace, PASSPHRASE)
    Workspace.open(workspace, PASSPHRASE).close()


def test_through_a_link_it_is_the_same_workspace(workspace: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(workspace)
    with Workspace.open(workspace, PASSPHRASE), pytest.raises(Locked):
        Workspace.open(link, PASSPHRASE)


@pytest.mark.parametrize("how", ["moved", "copied"])
def test_another_folder_asks_what_happened(workspace: Path, tmp_path: Path, how: str) -> None:
    there = tmp_path / "there"
    if how == "moved":
        workspace.rename(there)
    else:
        shutil.copytree(workspace, there)
    with pytest.raises(Trouble):
        Workspace.open(there, PASSPHRASE)
    with Workspace.open(there, PASSPHRASE, as_=how) as opened:  # type: ignore[arg-type]
        (case,) = opened.look.cases()
        told: list[Line] = []
        _take(opened, case.case, tmp_path / "source", told)
        signers = {row.signer for row in opened.look.entries(case.case)}
    assert [line.status for line in told] == ["known"]
    assert len(signers) == (1 if how == "moved" else 2)
    assert not verify(there, PASSPHRASE).faults


def test_a_later_format_is_not_opened(workspace: Path) -> None:
    about = workspace / "workspace.json"
    described = json.loads(about.read_bytes())
    described["format"] += 1
    del described["sha256"]
    described["sha256"] = sha256(canonical(described))
    about.write_bytes(json.dumps(described, separators=(",", ":"), sort_keys=True).encode())
    with pytest.raises(TooNew):
        Workspace.open(workspace, PASSPHRASE)


def test_an_index_that_is_gone_or_broken_is_made_anew(workspace: Path) -> None:
    with Workspace.open(workspace, PASSPHRASE) as opened:
        (case,) = opened.look.cases()
        before = opened.look.exhibits(case.case)
    for change in (Path.unlink, lambda path: path.write_bytes(os.urandom(5000))):
        change(workspace / "index.db")
        with Workspace.open(workspace, PASSPHRASE) as opened:
            assert opened.look.exhibits(case.case) == before
