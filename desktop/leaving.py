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
    One way out, `for_good` if the window goes too; `done` tells that the workspace is closed, and
    whether the window goes, `stayed` that the person goes on working.
    """

    done = Signal(bool)
    stayed = Signal()

    def __init__(self, bench: Workbench, inside: Inside, for_good: bool) -> None:
        super().__init__(inside)
        self._bench = bench
        self._inside = inside
        self.for_good = for_good
        self._asks = False

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer; afterwards the window must stay as it is."""
        return self._asks

    def begin(self) -> None:
        """Ask when something runs; otherwise close."""
        running = self._bench.jobs.running
        if not running:
            self._close()
            return
        text = self._bench.text
        question = self._inside.question
        self._inside.medium.hide()  # one question at a time: a low screen has no room for two
        self._asks = True
        question.answered.connect(self._answered)
        question.ask(
            text(say("Still running: {jobs}.", jobs=tuple(job.title for job in running))),
            text(say("What was acknowledged is kept; the rest can be done again later.")),
            {"stop": text(say("Stop and close")), "stay": text(say("Go on working"))},
        )

    def _answered(self, answer: str) -> None:
        self._asks = False
        self._inside.question.answered.disconnect(self._answered)
        if answer != "stop":
            self._stay()
            return
        self._bench.jobs.ended.connect(self._ended)
        self._bench.jobs.began.connect(self._bench.jobs.stop)  # what follows on another, say
        for job in list(self._bench.jobs.running):
            self._bench.jobs.stop(job)
        self._ended()

    def _ended(self) -> None:
        if not self._bench.jobs.running:
            self._bench.jobs.ended.disconnect(self._ended)
            self._close()

    def _stay(self) -> None:
        self._inside.setEnabled(True)
        if self._inside.reach.is_lost:
            self._inside.tell_lost()
        self.stayed.emit()

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
        lacking = [form for form in self._inside.findChildren(Form) if form.pending]
        if lacking:
            self._ask_about(lacking)
        else:
            self._close_workspace()

    def _ask_about(self, forms: list[Form]) -> None:
        """The disk took no draft: the person says what is to become of what she typed."""
        text = self._bench.text
        question = self._inside.question
        self._inside.setEnabled(True)
        self._inside.medium.hide()
        self._asks = True
        question.answered.connect(self._answered_without)
        question.ask(
            text(
                say(
                    "What you typed last could not be kept: {fields}.",
                    fields=tuple(name for form in forms for name in form.filled()),
                )
            ),
            text(say("Stay, copy it elsewhere or make room on the disk; or close without it.")),
            {"stay": text(say("Go on working")), "without": text(say("Close without it"))},
        )

    def _answered_without(self, answer: str) -> None:
        self._asks = False
        self._inside.question.answered.disconnect(self._answered_without)
        if answer == "without":
            self._inside.setEnabled(False)
            self._close_workspace()
        else:
            self._stay()

    def _close_workspace(self) -> None:
        bench = self._bench

        def close() -> None:
            bench.readers.close()
            bench.workspace.close()

        bench.background.run(
            self, lambda _: close(), done=self._closed, failed=self._broke, lane="record"
        )

    def _closed(self, _: None) -> None:
        self.done.emit(self.for_good)

    def _broke(self, _: BaseException) -> bool:
        """The medium is gone, say: it is told, and the window stays at the front page."""
        self.done.emit(False)
        return False
