"""
Long work that goes on while the person does other things: its name, how far it is, how to stop.

A job belongs to the window, not to the screen that began it; the last one of a kind and case is
remembered with what came of it, for a screen that is built later. One of a kind and case runs at
a time: a second intake into a case waits for the person, not for the first one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from evidence.progress import Progress
from evidence.words import Phrase

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Job:
    """One piece of long work; `unit` says what `done` and `total` count."""

    kind: str
    case: str
    title: Phrase
    unit: str = "things"
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    total: int = 0
    what: str = ""
    stopping: bool = False
    progress: Progress = field(default_factory=Progress)

    @property
    def seconds_left(self) -> int | None:
        """As measured so far; None while too little is known to say."""
        spent = time.monotonic() - self.began
        if self.stopping or self.done <= 0 or self.total <= 0 or spent < 2:
            return None
        return round(spent * (self.total - self.done) / self.done)

    @property
    def rate(self) -> float:
        """Units a second so far."""
        return self.done / max(time.monotonic() - self.began, 0.001)


class Jobs(QObject):
    """All that runs; `began`, `stepped` and `ended` carry the job."""

    began = Signal(object)
    stepped = Signal(object)
    ended = Signal(object)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self.running: list[Job] = []
        self._last: dict[tuple[str, str], Job] = {}

    def find(self, kind: str, case: str = "") -> Job | None:
        """The job of that kind and case which runs now."""
        found = [job for job in self.running if (job.kind, job.case) == (kind, case)]
        return found[0] if found else None

    def last(self, kind: str, case: str = "") -> Job | None:
        """The job of that kind and case which was begun last, whether it runs or has ended."""
        return self._last.get((kind, case))

    def start(
        self,
        job: Job,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        cancelled: Callable[[], None] | None = None,
        failed: Callable[[BaseException], bool] | None = None,
    ) -> Job:
        """Start it, or answer the one of its kind and case that already runs."""
        already = self.find(job.kind, job.case)
        if already is not None:
            return already

        def stepped(made: int, total: int, what: str) -> None:
            job.done, job.total, job.what = made, total, what
            self.stepped.emit(job)

        def ended(answer: T) -> None:
            self._end(job)
            done(answer)

        def stopped() -> None:
            self._end(job)
            if cancelled:
                cancelled()

        def broke(error: BaseException) -> bool:
            self._end(job)
            return bool(failed and failed(error))

        self.running.append(job)
        self._last[job.kind, job.case] = job
        job.progress = self._background.run(
            self, work, done=ended, stepped=stepped, cancelled=stopped, failed=broke, lane="beside"
        )  # fmt: skip
        self.began.emit(job)
        return job

    def stop(self, job: Job) -> None:
        """Ask it to stop at its next step."""
        job.stopping = True
        job.progress.stop()
        self.stepped.emit(job)

    def _end(self, job: Job) -> None:
        if job in self.running:
            self.running.remove(job)
            self.ended.emit(job)
