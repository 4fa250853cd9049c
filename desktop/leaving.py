"""
Closing a workspace: asks while something runs, then stops it, and waits for what is being kept.

Nothing typed is lost: drafts not yet on the disk are kept first, and what was asked to be
recorded is recorded before the workspace is closed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.screens.inside import Inside
from desktop.widgets.form import Form
from desktop.workbench import Workbench
from evidence.words import say


class Leaving(QObject):
    """
    One way out; `done` tells that the workspace is closed, and whether the window goes too,
    `stayed` that the person goes on working.
    """

    done = Signal(bool)
    stayed = Signal()

    def __init__(self, bench: Workbench, inside: Inside, for_good: bool) -> None:
        super().__init__(inside)
        self._bench = bench
        self._inside = inside
        self._for_good = for_good

    def begin(self) -> None:
        """Ask when something runs; otherwise close."""
        running = self._bench.jobs.running
        if not running:
            self._close()
            return
        text = self._bench.text
        question = self._inside.question
        self._inside.medium.hide()  # one question at a time: a low screen has no room for two
        question.answered.connect(self._answered)
        question.ask(
            text(say("Still running: {jobs}.", jobs=tuple(job.title for job in running))),
            text(say("What was acknowledged is kept; the rest can be done again later.")),
            {"stop": text(say("Stop and close")), "stay": text(say("Go on working"))},
        )

    def _answered(self, answer: str) -> None:
        self._inside.question.answered.disconnect(self._answered)
        if answer != "stop":
            if self._inside.reach.is_lost:
                self._inside.tell_lost()
            self.stayed.emit()
            return
        self._bench.jobs.ended.connect(self._ended)
        for job in list(self._bench.jobs.running):
            self._bench.jobs.stop(job)
        self._ended()

    def _ended(self) -> None:
        if not self._bench.jobs.running:
            self._close()

    def _close(self) -> None:
        self._inside.setEnabled(False)
        self._bench.pictures.stop()
        for form in self._inside.findChildren(Form):
            form.keep_pending()
        # What was asked before is done when nothing is in hand; the question makes sure of a turn.
        self._bench.background.idle.connect(self._idle)
        self._bench.ask(self, lambda _: None, lambda _: None)

    def _idle(self) -> None:
        bench = self._bench
        bench.background.idle.disconnect(self._idle)

        def close() -> None:
            bench.readers.close()
            bench.workspace.close()

        bench.background.run(
            self, lambda _: close(), done=self._closed, failed=self._broke, lane="record"
        )

    def _closed(self, _: None) -> None:
        self.done.emit(self._for_good)

    def _broke(self, _: BaseException) -> bool:
        """The medium is gone, say: it is told, and the window stays at the front page."""
        self.done.emit(False)
        return False
