"""
Taking files into a case, and the examination that follows it: two jobs of the window.

A job carries what there is to show of it, so that a screen built later (after a change of
language, say) finds it as it stands. What was acknowledged is kept however a job ends.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QTimer

from desktop.jobs import Job
from desktop.workbench import Topic, Workbench
from evidence.errors import NotFound
from evidence.examination.run import Summary, run
from evidence.facts import Session
from evidence.intake import take_in as intake
from evidence.intake.converted import converted
from evidence.intake.earlier_answers import Proposed, propose
from evidence.intake.recording import Line
from evidence.intake.session import end_session, open_session
from evidence.progress import Cancelled, Progress
from evidence.words import say
from evidence.workspace import Workspace

INTAKE = "intake"
EXAMINATION = "examination"
TOLD_EVERY = 4_000
"""Milliseconds between two tellings of new exhibits while they come in."""

CHANGES: set[Topic] = {"cases", "exhibits", "custody"}
State = Literal["running", "done", "stopped", "broken"]


@dataclass(slots=True, eq=False, kw_only=True)
class TakingIn(Job):
    """
    An intake: `recorded` once its session is; `lines` grow while it runs; `gone` are sources that
    vanished meanwhile. One that `goes_on` takes its session as it is recorded by now.
    """

    session: Session
    paths: tuple[Path, ...]
    goes_on: bool = False
    recorded: bool = False
    state: State = "running"
    lines: list[Line] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    converted: tuple[str, ...] = ()
    gone: tuple[Path, ...] = ()

    def add(self, line: Line) -> None:
        """One more source came out; from the one thread that takes in."""
        self.counts[line.status] += 1
        self.lines.append(line)

    def count(self, status: str) -> int:
        """How many sources came out so."""
        return self.counts[status]


@dataclass(slots=True, eq=False, kw_only=True)
class Examining(Job):
    """An examination; `again`: something was taken in after it began."""

    state: State = "running"
    summary: Summary | None = None
    again: bool = False


def take_in(
    bench: Workbench, case: str, paths: tuple[Path, ...], session: Session, goes_on: bool = False
) -> TakingIn | None:
    """
    Begin to take `paths` into a case, in a new session or going on with one already recorded
    (`goes_on`: with what is recorded of it, which may have been completed since); None while
    another intake into the case runs. When it has gone through everything the examination begins
    by itself.
    """
    if bench.jobs.find(INTAKE, case) is not None:
        return None
    title = say("Taking in")
    job = TakingIn(INTAKE, case, title, unit="bytes", session=session, paths=paths, goes_on=goes_on)
    telling = QTimer(bench, interval=TOLD_EVERY)
    told = [0]

    def tell() -> None:
        if len(job.lines) > told[0]:
            told[0] = len(job.lines)
            bench.tell(CHANGES, case)

    def ended(_: object = None) -> None:
        telling.deleteLater()
        bench.tell(CHANGES, case)
        if job.count("taken") and job.state == "done":
            examine(bench, case)

    def broke(_: BaseException) -> bool:
        ended()
        return False

    telling.timeout.connect(tell)
    telling.start()
    work = _Intake(bench, job)
    bench.jobs.start(job, work.run, done=ended, cancelled=ended, failed=broke)
    return job


def examine(bench: Workbench, case: str) -> Examining:
    """Begin to examine what of a case is not examined; once more if that is under way already."""
    running = bench.jobs.find(EXAMINATION, case)
    if isinstance(running, Examining):
        running.again = True
        return running
    job = Examining(EXAMINATION, case, say("Examination"), unit="files")

    def work(progress: Progress) -> Summary:
        job.state = "broken"
        try:
            job.summary = run(bench.workspace, case, bench.readers, progress)
            job.state = "done"
        except Cancelled:
            job.state = "stopped"
            raise
        return job.summary

    def ended(_: object = None) -> None:
        bench.tell({"exhibits", "findings"})
        if job.again and job.state == "done":
            examine(bench, case)

    def broke(_: BaseException) -> bool:
        ended()
        return False

    bench.jobs.start(job, work, done=ended, cancelled=ended, failed=broke)
    return job


def proposed_session(workspace: Workspace, case: str) -> Proposed:
    """What to put into the form of the next session of a case."""
    me = workspace.person
    return propose(workspace.look, case, me.person, me.name, me.org)


def recorded_session(workspace: Workspace, job: TakingIn) -> Session:
    """The session of an intake as it is recorded now; raises `NotFound` when it never was."""
    return workspace.look.session(job.case, job.session.id).session


@dataclass(frozen=True, slots=True)
class _Intake:
    """What is done off the GUI thread."""

    bench: Workbench
    job: TakingIn

    def run(self, progress: Progress) -> None:
        workspace, job = self.bench.workspace, self.job
        try:
            begun = replace(self._stated(), ended="")
            job.session = open_session(workspace, job.case, begun, self.bench.readers.held)
            job.recorded = True
            progress.step(0, 0, "")
            lines = intake.take_in(
                workspace, job.case, job.paths, job.session, progress, self.bench.readers
            )
            for line in lines:
                job.add(line)
            job.state = "done"
        except Cancelled:
            job.state = "stopped"
            raise
        except BaseException:
            job.state = "broken"
            raise
        finally:
            job.gone = tuple(path for path in job.paths if not os.path.exists(path))
            job.converted = converted(workspace.scratch, job.lines)
            self._end()

    def _stated(self) -> Session:
        job = self.job
        with suppress(NotFound):
            if job.goes_on:
                return recorded_session(self.bench.workspace, job)
        return job.session

    def _end(self) -> None:
        """The session as it now stands, which the person may have completed meanwhile."""
        workspace, job = self.bench.workspace, self.job
        with suppress(NotFound):
            job.session = end_session(workspace, job.case, recorded_session(workspace, job))
