"""So that nothing is lost and nothing fails unseen: back up, verify, look at this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.commands.doctor import Row, look_at
from desktop.jobs import Job
from desktop.workbench import Workbench
from evidence.backup import Backup, backup
from evidence.verification.report import Report
from evidence.verification.verify import verify
from evidence.words import say

Failed = Callable[[BaseException], bool]


def back_up(
    bench: Workbench,
    owner: QObject,
    out: Path,
    done: Callable[[Backup], None],
    failed: Failed,
) -> Job:
    """Write a sealed copy of the workspace and read it back; `owner` is told if it still is."""
    return bench.jobs.start(
        Job("backup", "", say("Backup"), "bytes"),
        lambda progress: backup(bench.workspace, out, progress),
        done=lambda made: done(made) if isValid(owner) else None,
        failed=lambda error: isValid(owner) and failed(error),
    )


def verify_all(
    bench: Workbench,
    owner: QObject,
    secret: str,
    done: Callable[[Report], None],
    failed: Failed,
) -> Job:
    """
    Check every digest, signature and link of the open workspace; `owner` is told if it still is.
    """
    folder, person = bench.workspace.folder, bench.workspace.person.person
    return bench.jobs.start(
        Job("verify", "", say("Verification")),
        lambda progress: verify(folder, secret, person, progress),
        done=lambda report: done(report) if isValid(owner) else None,
        failed=lambda error: isValid(owner) and failed(error),
    )


def look_at_computer(
    bench: Workbench, owner: QObject, done: Callable[[Sequence[Row]], None]
) -> None:
    """Versions, keyring, fonts, disk, and which limits hold the programs that read files."""
    bench.background.run(owner, lambda _: look_at(), done=done, lane="beside")
