"""
Killed, or refused by the disk, at every call that changes something, while taking in and recording.

Sampled in a usual run, spread over the calls; `-m whole` does every one of them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.keys.passphrase import Cost
from evidence.workspace import Workspace
from tests.faults import interruption
from tests.faults.driver import PASSPHRASE
from tests.faults.interruption import Point, Told, interrupted, points, uninterrupted
from tests.faults.invariants import Tree, check, tree

KILL, EIO, ENOSPC = "signal=KILL", "error=EIO", "error=ENOSPC"
SAMPLED = {KILL: 14, EIO: 6, ENOSPC: 6}


@dataclass(frozen=True)
class Scene:
    """A workspace that can be put back as it was, a folder to take in, and where it can break."""

    folder: Path
    kept: Path
    home: Path
    case: str
    source: Path
    before: Tree
    points: tuple[Point, ...]

    @property
    def arguments(self) -> list[str]:
        """What the driver is given."""
        return [str(self.folder), self.case, str(self.source), "inline"]

    def put_back(self) -> None:
        """The workspace and what this device remembers of it as they were."""
        for name in ("ws", "home"):
            shutil.rmtree(self.kept.parent / name, ignore_errors=True)
            shutil.copytree(self.kept / name, self.kept.parent / name)

    def check(self, told: Told) -> None:
        """Every invariant."""
        check(self.folder, self.case, self.source, self.before, told)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One scene for the module; every run begins with `put_back`."""
    _need_strace(tmp_path_factory.mktemp("strace"))
    place = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANZHENG_HOME", str(place / "home"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        workspace, _ = Workspace.create(
            place / "ws", name="中断", org="", passphrase=PASSPHRASE, cost=Cost.least()
        )
        with workspace:
            case = workspace.new_case(line="motor")
        source = _source(place / "source")
        (place / "kept").mkdir()
        for name in ("ws", "home"):
            shutil.copytree(place / name, place / "kept" / name)
        found = Scene(place / "ws", place / "kept", place / "home", case, source, tree(source), ())
        every = tuple(points(found.arguments, place / "log"))
        yield Scene(found.folder, found.kept, found.home, case, source, found.before, every)


@pytest.fixture(autouse=True)
def at_home(scene: Scene, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver's home, not the test's own."""
    monkeypatch.setenv("LIANZHENG_HOME", str(scene.home))
    scene.put_back()


def _need_strace(place: Path) -> None:
    if sys.platform != "linux" or shutil.which("strace") is None:
        pytest.skip("strace is needed to interrupt a program at a chosen call")
    mark = place / "made"
    subprocess.run(
        ["strace", "-qq", "-o", os.devnull, "-e", "inject=mkdir:error=EIO", "mkdir", str(mark)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mark.exists():
        pytest.skip("strace may not change what programs do here")


def _source(folder: Path) -> Path:
    (folder / "sub").mkdir(parents=True)
    (folder / "1.jpg").write_bytes(b"\xff\xd8\xff first")
    (folder / "2.bin").write_bytes(bytes(range(251)) * 4500)  # more than one chunk
    (folder / "3.empty").write_bytes(b"")
    (folder / "sub" / "4.txt").write_bytes("第四".encode())
    return folder


def _sample(every: tuple[Point, ...], most: int) -> list[Point]:
    """Spread over the run, but of each kind of call at least the first and the last."""
    kinds = {point.call: point for point in every}
    firsts = {point.call: point for point in reversed(every)}
    chosen = [*kinds.values(), *firsts.values()]
    step = max(1, len(every) // most)
    spread = [p for p in every[step // 2 :: step] if p not in chosen]
    return [*spread, *chosen][:most]


def test_a_run_that_is_not_interrupted_takes_in_everything(scene: Scene) -> None:
    told = uninterrupted(scene.arguments)
    assert told.done, told.errors
    assert len(told.acknowledged) == 4
    assert len(scene.points) > 50
    assert {"openat", "write", "fsync", "rename", "pwrite64"} <= {p.call for p in scene.points}
    scene.check(told)


def _interrupt(scene: Scene, fault: str, chosen: list[Point]) -> None:
    failed = []
    for point in chosen:
        scene.put_back()
        told = interrupted(scene.arguments, point, fault)
        if fault == KILL and point.call != "openat":  # how many files Python opens is its affair
            assert told.code in (-signal.SIGKILL, 128 + signal.SIGKILL), (point, told)
        try:
            scene.check(told)
        except AssertionError as e:
            failed.append(f"{point}: {e}")
    assert not failed, "\n".join(failed)


@pytest.mark.timeout(110)
@pytest.mark.parametrize("fault", [KILL, EIO, ENOSPC])
def test_nothing_acknowledged_is_lost_wherever_it_is_interrupted(scene: Scene, fault: str) -> None:
    _interrupt(scene, fault, _sample(scene.points, SAMPLED[fault]))


@pytest.mark.whole
@pytest.mark.timeout(0)
@pytest.mark.parametrize("fault", [KILL, EIO, ENOSPC])
def test_nothing_acknowledged_is_lost_at_any_call(scene: Scene, fault: str) -> None:
    _interrupt(scene, fault, list(scene.points))


@pytest.mark.whole
@pytest.mark.timeout(0)
def test_nothing_acknowledged_is_lost_with_threads(scene: Scene) -> None:
    threaded = scene.arguments[:-1]
    for call in ("fsync", "rename", "write", "pwrite64"):
        for number in range(1, 30):
            scene.put_back()
            scene.check(interruption.interrupted(threaded, Point(call, number), KILL))
