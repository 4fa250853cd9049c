"""What runs in the background: a line a job at the foot of the window, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.jobs import Job
from desktop.widgets.text import Label, button, set_look
from desktop.workbench import Workbench
from evidence.words import Phrase, say

FINE = 1000


class JobStrip(QFrame):
    """Seen only while something runs."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._lines: dict[Job, _Line] = {}
        set_look(self, "strip")
        self.setObjectName("jobs")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(16, 6, 16, 6)
        self._rows.setSpacing(4)
        for job in bench.jobs.running:
            self._began(job)
        bench.jobs.began.connect(self._began)
        bench.jobs.stepped.connect(self._stepped)
        bench.jobs.ended.connect(self._ended)
        self.setVisible(bool(self._lines))

    def _began(self, job: Job) -> None:
        line = _Line(self._bench, job)
        self._lines[job] = line
        self._rows.addWidget(line)
        self.show()

    def _stepped(self, job: Job) -> None:
        if job in self._lines:
            self._lines[job].show_step()

    def _ended(self, job: Job) -> None:
        line = self._lines.pop(job, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))


class _Line(QFrame):
    def __init__(self, bench: Workbench, job: Job) -> None:
        super().__init__()
        self._bench, self._job = bench, job
        title = bench.text(job.title)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._bar.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 24)
        self._told = Label(look="quiet", wraps=False)
        self._told.setMinimumWidth(0)
        self._stop = button(bench.text(say("Stop")))
        self._stop.setObjectName(f"stop-{job.kind}")
        self._stop.setAccessibleName(f"{bench.text(say('Stop'))} {title}")
        self._stop.clicked.connect(lambda: bench.jobs.stop(job))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(title, wraps=False))
        row.addWidget(self._bar)
        row.addWidget(self._told, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._stop)
        self.show_step()

    def show_step(self) -> None:
        job = self._job
        if job.total > 0:
            self._bar.setRange(0, FINE)
            self._bar.setValue(job.done * FINE // max(1, job.total))
        self._told.say(self._bench.text(self._said()))
        self._stop.setEnabled(not job.stopping)

    def _said(self) -> Phrase:
        job = self._job
        if job.stopping:
            return say("stopping …")
        if job.total <= 0:
            return say("beginning …")
        left = job.seconds_left
        if left is None:
            return say("{percent} %", percent=job.done * 100 // job.total)
        return say(
            "{percent} %, {left} left",
            percent=job.done * 100 // job.total,
            left=time_left(left),
        )


def time_left(seconds: int) -> Phrase:
    """A time that is still to pass, as exactly as it is known."""
    if seconds < 60:
        return say("{seconds} s", seconds=seconds)
    if seconds < 3600:
        return say("{minutes} min", minutes=round(seconds / 60))
    return say("{hours} h {minutes} min", hours=seconds // 3600, minutes=seconds % 3600 // 60)
