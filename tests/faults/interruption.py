"""Running the driver under strace, which kills it or lets a call fail, and reading what it told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTATING = (
    "openat", "mkdir", "write", "pwrite64", "writev", "ftruncate", "fallocate", "fsync",
    "fdatasync", "rename", "renameat", "renameat2", "link", "unlink", "unlinkat", "rmdir",
)  # fmt: skip
_CALL = re.compile(r"^\d+ +(\w+)\((.*)")


@dataclass(frozen=True, slots=True)
class Point:
    """The n-th call of a kind."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call}-{self.number}"


@dataclass(frozen=True, slots=True)
class Told:
    """What a run of the driver told before it ended."""

    code: int
    acknowledged: tuple[tuple[str, str, str], ...]
    note: str
    trouble: str
    done: bool
    errors: str


def points(arguments: list[str], log: Path) -> list[Point]:
    """Every mutating call of a whole run after the workspace was opened, in order."""
    calls = ",".join(MUTATING)
    _run(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}"], arguments)
    found, counts, begun = [], Counter[str](), False
    for line in log.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        call, rest = match.groups()
        counts[call] += 1
        if call == "write" and rest.startswith("1,"):
            begun = begun or "BEGIN" in rest
        elif begun and (call != "openat" or "O_CREAT" in rest):
            found.append(Point(call, counts[call]))
    return found


def interrupted(arguments: list[str], point: Point, fault: str) -> Told:
    """A run in which the call at `point` meets `fault` (`signal=KILL`, `error=EIO`)."""
    return _run(
        [
            "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={point.call}",
            "-e", f"inject={point.call}:{fault}:when={point.number}",
        ],
        arguments,
    )  # fmt: skip


def uninterrupted(arguments: list[str]) -> Told:
    """A run to the end."""
    return _run([], arguments)


def _run(before: list[str], arguments: list[str]) -> Told:
    ran = subprocess.run(
        [*before, sys.executable, "-B", "-m", "tests.faults.driver", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=100,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    lines = ran.stdout.splitlines()
    # a line without its end was not told
    if ran.stdout and not ran.stdout.endswith("\n"):
        lines.pop()
    acknowledged = tuple(
        (exhibit, sha256, source)
        for _, exhibit, sha256, source in (
            line.split(" ", 3) for line in lines if line.startswith("ACK ")
        )
    )
    return Told(
        ran.returncode,
        acknowledged,
        next((line[5:] for line in lines if line.startswith("NOTE ")), ""),
        next((line[8:] for line in lines if line.startswith("TROUBLE ")), ""),
        "DONE" in lines,
        ran.stderr,
    )
