"""How an intake goes: progress, what was refused and why, the examination, what is left to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.taking_in import EXAMINATION, Examining, TakingIn, examine
from desktop.jobs import Job
from desktop.models.intake_lines import IntakeLines
from desktop.screens.provider_copy import CopyCard
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.figures import amount, time_left
from desktop.widgets.fitted_columns import FittedColumns
from desktop.widgets.question import Question
from desktop.widgets.text import Label, button
from desktop.workbench import Place, Workbench
from evidence.intake.converted import ask_for_originals
from evidence.session_gaps import session_gaps
from evidence.words import Phrase, mark, say, visible

TITLES = {
    "running": mark("Taking in"),
    "done": mark("Everything was gone through"),
    "stopped": mark("Stopped"),
    "broken": mark("Interrupted"),
}
PER_MILLE = 1000
WIDTHS = (4.5, 9, 10, 3.5)


class IntakeCourse(QWidget):
    """
    `going_on` asks to take the same sources once more, `more` for further files of the session,
    `completing` to fill in what was not stated; each carries the intake.
    """

    going_on = Signal(object)
    more = Signal(object)
    completing = Signal(object)
    left = Signal()

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._text = bench.text
        self._taking: TakingIn | None = None
        self._examining: Examining | None = None
        self._lines = IntakeLines(bench)
        self._lay_out()
        bench.jobs.began.connect(self._began)
        bench.jobs.stepped.connect(self._stepped)
        bench.jobs.ended.connect(self._stepped)

    def show_intake(self, job: TakingIn) -> None:
        """Follow this one."""
        last = self._bench.jobs.last(EXAMINATION, self._case)
        self._taking, self._examining = job, None
        if isinstance(last, Examining) and (last.state == "running" or last.began > job.began):
            self._examining = last
        self._show_examination()
        self._lines.show_lines(())
        for hint in (self._converted, self._gone):
            hint.hide()
        self._copy.show_session(job.session.id)
        self._show()
        self._stop.setFocus()

    # following the jobs

    def _began(self, job: Job) -> None:
        if job.case == self._case and isinstance(job, Examining):
            self._examining = job
            self._show_examination()

    def _stepped(self, job: Job) -> None:
        if job is self._taking:
            self._show()
        elif job is self._examining:
            self._show_examination()

    def _show(self) -> None:
        job = self._taking
        if job is None:
            return
        ended = job.state != "running"
        self._title.say(self._text(Phrase(TITLES[job.state])))
        self._bar.setValue(PER_MILLE * job.done // job.total if job.total > 1 else 0)
        self._bar.setMaximum(0 if not ended and job.total <= 1 else PER_MILLE)
        self._bar.setVisible(not ended)
        self._rate.say(self._text(_rate(job)) if not ended else self._text(_outcome(job)))
        self._lines.show_lines(job.lines)
        self._counts.say(
            self._text(
                say(
                    "Taken in: {taken}, known: {known}, refused: {refused}",
                    taken=job.count("taken"), known=job.count("known"),
                    refused=job.count("refused"),
                )
            )
        )  # fmt: skip
        followed = self._stop.hasFocus()
        self._stop.setVisible(not ended)
        self._stop.setEnabled(not job.stopping)
        self._again.setVisible(ended and job.state != "done" and not job.gone)
        for widget in (self._more, self._leave, self._see):
            widget.setVisible(ended)
        if ended:
            if followed:
                self._see.setFocus()
            self._show_end(job)
            self._show_examination()
        self._ending.setVisible(ended)

    def _show_end(self, job: TakingIn) -> None:
        gaps = session_gaps(job.session)
        self._gaps.setVisible(bool(gaps))
        self._gaps_told.say(self._text(say("Not stated: {gaps}", gaps=gaps)) if gaps else "")
        self._copy.setVisible(bool(job.count("taken")))
        if job.converted and not self._converted.isVisible():
            what, step = ask_for_originals(len(job.converted))
            understood = {"understood": self._text(say("Understood"))}
            self._converted.ask(self._text(what), self._text(step), understood)
        if job.gone and not self._gone.isVisible():
            self._gone.ask(
                self._text(say("The source is no longer there.")),
                self._text(
                    say(
                        "{paths} cannot be reached. What was taken in is safe. Connect it again"
                        " and go on: only what is missing is read.",
                        paths=tuple(visible(path.name or str(path)) for path in job.gone),
                    )
                ),
                {"again": self._text(say("Go on"))},
            )

    def _show_examination(self) -> None:
        job = self._examining
        ended = self._taking is not None and self._taking.state != "running"
        came = self._taking is not None and self._taking.count("taken") > 0
        self._examination.setVisible(job is not None or (ended and came))
        self._examine.setVisible(ended and (job is None or job.state in ("stopped", "broken")))
        for widget in (self._examination_bar, self._examination_stop, self._findings):
            widget.hide()
        self._examination_told.say(self._text(_examined(job)))
        if job is None:
            return
        running = job.state == "running" or job in self._bench.jobs.running
        self._examination_bar.setVisible(running)
        self._examination_bar.setMaximum(max(job.total, 1))
        self._examination_bar.setValue(job.done)
        self._examination_stop.setVisible(running)
        self._examination_stop.setEnabled(not job.stopping)
        self._findings.setVisible(job.state == "done")

    # building

    def _lay_out(self) -> None:
        self._converted = Question("converted-hint")
        self._gone = Question("source-gone")
        self._gone.answered.connect(lambda _: self._emit(self.going_on))
        column = Column()
        column.rows.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self._intake_card(), self._gone, self._converted, self._examination_card(),
            self._ending_part(),
        ):  # fmt: skip
            column.rows.addWidget(widget)
        column.rows.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(column, 1)
        layout.addWidget(self._lines_card(), 1)
        self._show_examination()

    def _intake_card(self) -> Card:
        text = self._text
        self._title = Label(look="heading")
        self._title.setObjectName("intake-state")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(text(say("Progress of the intake")))
        self._rate = Label(look="quiet")
        self._rate.setObjectName("intake-rate")
        self._stop = self._tool("stop-intake", text(say("Stop")), self._ask_to_stop)
        self._again = self._tool(
            "resume-intake", text(say("Go on")), lambda: self._emit(self.going_on)
        )
        self._more = self._tool(
            "more-intake", text(say("More files of this session…")), lambda: self._emit(self.more)
        )
        self._leave = self._tool("new-intake", text(say("New session")), self.left.emit)
        self._see = button(text(say("See the exhibits")), main=True)
        self._see.setObjectName("see-exhibits")
        self._see.clicked.connect(lambda: self._bench.go(Place(case=self._case, page="exhibits")))
        card = Card()
        for widget in (self._title, self._bar, self._rate):
            card.rows.addWidget(widget)
        card.rows.addLayout(line_of(self._stop, self._see, self._again))
        for each in (self._more, self._leave):  # one below the other: letters may be large
            card.rows.addLayout(line_of(each))
        return card

    def _examination_card(self) -> Card:
        text = self._text
        self._examination = Card(text(say("Examination")))
        self._examination_told = Label(look="quiet")
        self._examination_told.setObjectName("examination-told")
        self._examination_bar = QProgressBar(textVisible=False)
        self._examination_bar.setAccessibleName(text(say("Progress of the examination")))
        self._examination_stop = self._tool(
            "stop-examination", text(say("Stop")), self._stop_examination
        )
        self._examine = self._tool(
            "examine-now", text(say("Examine now")), lambda: examine(self._bench, self._case)
        )
        self._findings = self._tool("see-findings", text(say("See the findings")), self._go_see)
        for widget in (self._examination_bar, self._examination_told):
            self._examination.rows.addWidget(widget)
        self._examination.rows.addLayout(
            line_of(self._examination_stop, self._examine, self._findings)
        )
        return self._examination

    def _lines_card(self) -> Card:
        card = Card(self._text(say("What became of each source")))
        self._counts = Label()
        self._counts.setObjectName("intake-counts")
        self._table = QTableView()
        self._table.setObjectName("intake-lines")
        self._table.setModel(self._lines)
        FittedColumns(self._table, self._text(say("What became of each source")), WIDTHS, 1)
        card.rows.addWidget(self._counts)
        card.rows.addWidget(self._table, 1)
        return card

    def _ending_part(self) -> QWidget:
        self._gaps = Card(self._text(say("What the record of extraction will lack")))
        self._gaps_told = Label()
        self._gaps_told.setObjectName("session-gaps")
        self._fill = self._tool(
            "complete-session", self._text(say("Fill in now…")),
            lambda: self._emit(self.completing),
        )  # fmt: skip
        self._gaps.rows.addWidget(self._gaps_told)
        self._gaps.rows.addLayout(line_of(self._fill))
        self._copy = CopyCard(self._bench, self._case)
        self._ending = QWidget()
        rows = QVBoxLayout(self._ending)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._gaps)
        rows.addWidget(self._copy)
        return self._ending

    def _tool(self, name: str, text: str, press: Callable[[], object]) -> QPushButton:
        made = button(text)
        made.setObjectName(name)
        made.clicked.connect(lambda _=False: press())
        return made

    # doing

    def _emit(self, signal: SignalInstance) -> None:
        if self._taking is not None:
            signal.emit(self._taking)

    def _ask_to_stop(self) -> None:
        if self._taking is not None:
            self._bench.jobs.stop(self._taking)

    def _stop_examination(self) -> None:
        if self._examining is not None:
            self._bench.jobs.stop(self._examining)

    def _go_see(self) -> None:
        self._bench.go(Place(case=self._case, page="findings"))


def _rate(job: TakingIn) -> Phrase:
    """Bytes so far, how fast, how long still."""
    if job.stopping:
        return say("Stopping; what was read is being recorded …")
    if job.total <= 1:
        return say("Looking what there is …")
    return say(
        "{done} of {total}, file {files}, {rate}/s {left}",
        done=amount(job.done), total=amount(job.total), files=job.what, rate=amount(job.rate),
        left=time_left(job.seconds_left),
    )  # fmt: skip


def _outcome(job: TakingIn) -> Phrase:
    if job.state == "done":
        return say("What was taken in is sealed, read back and recorded.")
    return say(
        "What was taken in is safe. “Go on” goes through the same sources again and takes in only"
        " what is missing."
    )


def _examined(job: Examining | None) -> Phrase:
    if job is None:
        return say("Not everything is examined yet.")
    summary = job.summary
    if summary is not None:
        return say(
            "Examined: {examined}, new observations: {observations}, matches: {matches}",
            examined=summary.examined,
            observations=summary.observations,
            matches=summary.matches,
        )
    if job.state in ("stopped", "broken"):
        return say("Not everything is examined yet.")
    return say("{done} of {total}: {what}", done=job.done, total=job.total, what=job.what)
