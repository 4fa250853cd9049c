"""The sessions of a case: what each brought and lacks; complete it, check it, copy it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.actions.sessions import CHECK, Checking, amend, check_originals
from desktop.jobs import Job
from desktop.models.sessions import HeldSession, Sessions, held_sessions
from desktop.screens.provider_copy import CopyCard
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.figures import amount
from desktop.widgets.fitted_columns import FittedColumns
from desktop.widgets.session_form import SessionForm
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.facts import Session
from evidence.papers.content.forms import when
from evidence.words import Phrase, say

FORM = "session-amended"
WIDTHS = (9.6, 5.5, 4.5, 3, 5)


class SessionsHeld(QWidget):
    """Left the list, right what can be done about the chosen one; `counted` when it was read."""

    counted = Signal(int)

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._text = bench.text
        self._wanted = ""
        self._form: SessionForm | None = None
        self._editing = ""
        self._sessions = Sessions(bench)
        self._lay_out()
        bench.jobs.stepped.connect(self._show_checking)
        bench.jobs.ended.connect(self._show_checking)

    def read(self) -> None:
        """Read the list again."""
        self._bench.ask(self, lambda w: held_sessions(w.look, self._case), self._show)

    def complete(self, session: str) -> None:
        """Choose a session and open its form."""
        self._wanted = session
        self.read()

    # showing

    def _show(self, held: tuple[HeldSession, ...]) -> None:
        chosen = self._chosen()
        keep = self._wanted or (chosen.session.id if chosen else "")
        self._sessions.show_sessions(held)
        self.counted.emit(len(held))
        row = max(self._sessions.row_of(keep), 0)
        self._table.selectRow(row)
        self._table.setCurrentIndex(self._sessions.index(row, 0))
        if self._wanted:
            self._wanted = ""
            self._open_form()

    def _chosen(self) -> HeldSession | None:
        return self._sessions.held(self._table.currentIndex().row())

    def _show_chosen(self, *_: QModelIndex) -> None:
        held = self._chosen()
        self._about.setVisible(held is not None)
        self._copy.setVisible(held is not None and held.exhibits > 0)
        self._none.setVisible(held is None)
        if held is None:
            self._close_form()
            return
        began = self._text(say("Session of {time}", time=when(held.session.began)))
        self._heading.say(began)
        brought = say("{count} exhibits, {size}", count=held.exhibits, size=amount(held.size))
        self._brought.say(self._text(brought))
        self._gaps.say(self._text(_state(held)))
        self._checked.say("")
        self._show_checking(self._bench.jobs.last(CHECK, self._case))
        self._copy.show_session(held.session.id)
        if held.session.id != self._editing:
            self._close_form()

    def _open_form(self) -> None:
        held = self._chosen()
        if held is None:
            return
        self._close_form()
        self._side.setCurrentIndex(1)
        self._record.setEnabled(True)
        form = SessionForm(self._bench, FORM, held.session.id, self._form_place)
        form.show_session(held.session)
        form.restore()
        self._form, self._editing = form, held.session.id
        form.field("purpose").setFocus()

    def _close_form(self) -> None:
        self._side.setCurrentIndex(0)
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.deleteLater()
        self._form, self._editing = None, ""

    # doing

    def _save(self) -> None:
        form = self._form
        session = form.session() if form else None
        if form is None or session is None:
            return
        self._record.setEnabled(False)

        def saved(_: Session) -> None:
            if isValid(form):
                form.entered()
            if form is self._form:
                self._close_form()
            self.read()

        def failed(_: BaseException) -> bool:
            self._record.setEnabled(True)
            return False

        amend(self._bench, self, self._case, session, saved, failed)

    def _check(self) -> None:
        held = self._chosen()
        if held is not None:
            check_originals(self._bench, self._case, held.session.id)
            self._show_checking(self._bench.jobs.last(CHECK, self._case))

    def _show_checking(self, job: Job | None) -> None:
        """How the check of the chosen session goes, or what it found."""
        held = self._chosen()
        if not isinstance(job, Checking) or held is None or job.session != held.session.id:
            return
        checked = job.checked
        if job in self._bench.jobs.running:
            told = say("Reading the originals …")
            if job.total > 0:
                told = say(
                    "{done} of {total}: {what}", done=job.done, total=job.total, what=job.what
                )
        elif checked is None:
            told = say("The check was stopped: not every original was read.")
        elif checked.faulty:
            told = say("Not as recorded: {numbers}", numbers=checked.faulty)
        else:
            told = say(
                "All {count} originals were read again and agree with their digests.",
                count=checked.count,
            )
        self._checked.say(self._text(told))

    # building

    def _lay_out(self) -> None:
        self._side = QStackedWidget()
        self._side.addWidget(self._about_side())
        self._side.addWidget(self._form_side())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._list_card(), 1)
        layout.addWidget(self._side, 1)
        self._show_chosen()

    def _list_card(self) -> Card:
        card = Card(self._text(say("Sessions of this case")))
        self._table = QTableView()
        self._table.setObjectName("sessions")
        self._table.setModel(self._sessions)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        FittedColumns(self._table, self._text(say("Sessions of this case")), WIDTHS, 2)
        self._table.selectionModel().currentRowChanged.connect(self._show_chosen)
        card.rows.addWidget(self._table, 1)
        return card

    def _about_side(self) -> QWidget:
        text = self._text
        self._about = Card()
        self._heading, self._brought = Label(look="heading"), Label(look="quiet")
        self._gaps, self._checked = Label(), Label()
        self._gaps.setObjectName("held-gaps")
        self._checked.setObjectName("originals-checked")
        fill = button(text(say("Fill in…")))
        fill.setObjectName("amend-session")
        fill.setEnabled(not self._bench.workspace.read_only)
        fill.clicked.connect(self._open_form)
        check = button(text(say("Check the originals")))
        check.setObjectName("check-originals")
        check.clicked.connect(self._check)
        for widget in (self._heading, self._brought, self._gaps):
            self._about.rows.addWidget(widget)
        self._about.rows.addLayout(line_of(fill, check))
        self._about.rows.addWidget(self._checked)
        self._copy = CopyCard(self._bench, self._case)
        self._none = Label(text(say("Nothing was taken in yet.")), "quiet")
        column = Column()
        column.rows.setContentsMargins(0, 0, 0, 0)
        for each in (self._about, self._copy, self._none):
            column.rows.addWidget(each)
        column.rows.addStretch(1)
        return column

    def _form_side(self) -> QWidget:
        column = Column()
        column.rows.setContentsMargins(0, 0, 0, 0)
        card = Card(self._text(say("The session")))
        self._form_place = QVBoxLayout()
        card.rows.addLayout(self._form_place)
        column.rows.addWidget(card)
        save = self._record = button(self._text(say("Record")), main=True, tip="Ctrl+Return")
        save.setObjectName("record-session")
        save.setShortcut("Ctrl+Return")
        save.clicked.connect(self._save)
        cancel = button(self._text(say("Back")))
        cancel.setObjectName("leave-session-form")
        cancel.clicked.connect(self._close_form)
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(column, 1)
        rows.addLayout(line_of(save, cancel))
        return side


def _state(held: HeldSession) -> Phrase:
    if held.gaps:
        return say("Not stated: {gaps}", gaps=held.gaps)
    return say("Everything is stated.")
