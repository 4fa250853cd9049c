"""
What recording, opening, rebuilding and looking up cost: run it, it prints a table.

    .venv/bin/python -m tests.benchmarks.bench_index [entries]

Reach (design §10): 20,000 entries posted anew in at most 5 s. `record` is set against the
bare cost of what it must do to the disk: one append with fsync, one small file replaced
with fsync of the file and of its folder.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitExamined, ExhibitTakenIn, Facts, NoteEntered, SeenAt
from evidence.observation import Observation
from evidence.sealing import write_durably
from evidence.values import new_id, sha256
from evidence.workspace import MOST_TOGETHER, Note, Workspace

T = TypeVar("T")
CHECKS = 12
ENTRIES = 20_000
PASSPHRASE = "bench"


def bench_index(entries: int = ENTRIES) -> None:
    """Make a workspace of as many entries as asked for, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIANZHENG_HOME"] = str(Path(folder) / "home")
        _measure(Path(folder) / "workspace", entries)


def _measure(folder: Path, entries: int) -> None:
    workspace, _ = Workspace.create(
        folder, name="bench", org="", passphrase=PASSPHRASE, cost=Cost.least()
    )
    with workspace:
        case = workspace.new_case(line="motor")
        notes = [Note(facts, about) for facts, about in _facts(entries)]
        started = time.perf_counter()
        workspace.record_many(case, notes)
        seconds = time.perf_counter() - started
        _say(f"record_many, {MOST_TOGETHER} together", f"{entries / seconds:.0f} entries/s")
        _record_one_by_one(workspace, case)
    _opening(folder)
    for name in ("index.db", "index.db-wal", "index.db-shm"):
        (folder / name).unlink(missing_ok=True)
    reopened = _timed(f"index deleted, {entries} entries: opened", lambda: _open(folder))
    with reopened:
        _look(reopened, case)


def _record_one_by_one(workspace: Workspace, case: str, times: int = 200) -> None:
    taken = [_seconds(lambda: workspace.record(case, NoteEntered(text="x"))) for _ in range(times)]
    bare = [_seconds(lambda: _bare(workspace.folder)) for _ in range(times)]
    for name, seconds in (("record", taken), ("the bare disk writes of it", bare)):
        ordered = sorted(seconds)
        p95 = ordered[int(len(ordered) * 0.95)] * 1000
        _say(name, f"median {statistics.median(ordered) * 1000:.2f} ms, p95 {p95:.2f} ms")


def _bare(folder: Path) -> None:
    with (folder / "bare").open("ab", buffering=0) as file:
        file.write(b"x" * 700)
        os.fsync(file.fileno())
    write_durably(folder / "bare-heads", b"x" * 1000)


def _opening(folder: Path) -> None:
    started = time.perf_counter()
    with _open(folder) as workspace:
        workspace.look.cases()
        seconds = time.perf_counter() - started
    _say("open and first look-up (least Argon2id cost)", f"{seconds * 1000:.0f} ms")


def _look(workspace: Workspace, case: str) -> None:
    look = workspace.look
    exhibits = _timed("exhibits(case)", lambda: look.exhibits(case))
    one = exhibits[len(exhibits) // 2]
    _timed("cases()", look.cases)
    _timed("exhibit(case, number)", lambda: look.exhibit(case, one.number))
    _timed("observations(case)", lambda: look.observations(case))
    _timed("observations(case, exhibit)", lambda: look.observations(case, one.exhibit))
    _timed("with_sha256", lambda: look.with_sha256(one.sha256))
    _timed("custody(case)", lambda: look.custody(case))
    _timed("entries(case)", lambda: look.entries(case))


def _facts(entries: int) -> list[tuple[Facts, str]]:
    made: list[tuple[Facts, str]] = []
    for number in range(1, entries // 2 + 1):
        exhibit = new_id()
        made.append((_taken(exhibit, number), exhibit))
        made.append((_examined(exhibit), exhibit))
    return made


def _taken(exhibit: str, number: int) -> ExhibitTakenIn:
    return ExhibitTakenIn(
        exhibit=exhibit, number=f"AJ2026-AAAA-0001-Z{number:03d}", session=new_id(),
        sha256=sha256(exhibit.encode()), size=4_000_000, media_type="image/jpeg",
        seen=SeenAt(name=f"IMG_{number}.jpg", name_bytes="", path=f"DCIM/IMG_{number}.jpg"),
    )  # fmt: skip


def _examined(exhibit: str) -> ExhibitExamined:
    seen = tuple(
        Observation(
            check=f"A{n:02d}", version=1, result="consistent", strength="fact",
            what="The time in the file and the time of the fix agree to {seconds} seconds.",
            values={"seconds": n},
        )
        for n in range(CHECKS)
    )  # fmt: skip
    read = {"make": "HUAWEI", "model": "P40", "width": 4000, "height": 3000}
    return ExhibitExamined(exhibit=exhibit, observations=seen, facts=read)


def _open(folder: Path) -> Workspace:
    return Workspace.open(folder, PASSPHRASE)


def _timed(name: str, work: Callable[[], T]) -> T:
    started, cpu = time.perf_counter(), time.process_time()
    answer = work()
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    _say(name, f"{wall * 1000:.1f} ms, CPU {cpu * 1000:.1f} ms")
    return answer


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52} {value}\n")


if __name__ == "__main__":
    bench_index(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
