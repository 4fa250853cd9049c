"""What is to be taken in, and the session it is taken in: files on the left, the form beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.taking_in import INTAKE, TakingIn, proposed_session
from desktop.jobs import Job
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.drop_area import DropArea
from desktop.widgets.question import Question
from desktop.widgets.session_form import SessionForm
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.facts import Session
from evidence.intake.earlier_answers import Proposed
from evidence.papers.content.forms import when
from evidence.words import say, visible

FORM = "session"
START = "Ctrl+Return"
ROWS_SHOWN = 7


class PrepareIntake(QWidget):
    """`begun` carries the paths and the session as stated."""

    begun = Signal(object, object)

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._text = bench.text
        self._paths: list[Path] = []
        self._going_on = False
        self._begins = False
        self._lay_out()
        self._show_paths()
        bench.jobs.began.connect(self._look_again)
        bench.jobs.stepped.connect(self._stepped)
        bench.jobs.ended.connect(self._look_again)

    # what is asked of it

    def propose(self) -> None:
        """A new session: what may be carried over is put into the form, then any draft."""
        self._going_on = False
        self._about.say("")
        self._bench.ask(self, lambda w: proposed_session(w, self._case), self._show_proposed)
        self.form.restore()

    def go_on_with(self, session: Session) -> None:
        """More files of a session already begun."""
        self._going_on = True
        self.form.show_session(session)
        self._about.say(
            self._text(say("More of the session begun {time}.", time=when(session.began)))
        )
        self._about.show()

    def add(self, paths: Sequence[Path]) -> None:
        """Further files or folders; what is there already is not there twice."""
        self._paths += [path for path in dict.fromkeys(paths) if path not in self._paths]
        self._show_paths()

    def tell_without_path(self) -> None:
        """Something was dropped that has no path: say how to get at it."""
        self._hint.ask(
            self._text(say("A phone's files cannot be read from here directly.")),
            self._text(
                say(
                    "Copy them in the file manager to a folder of this computer (Android: “File"
                    " transfer”; iPhone: Settings, Photos, “Keep Originals” first), then drop that"
                    " folder. Or put the phone's memory card into a card reader."
                )
            ),
            {"understood": self._text(say("Understood"))},
        )

    # showing

    def _show_proposed(self, proposed: Proposed) -> None:
        if self._going_on:
            return
        self.form.show_session(proposed.session, carried=bool(proposed.since))
        if proposed.since:
            since = when(proposed.since)
            told = say("“Carried over” is from the session of {time}: please check.", time=since)
            self._about.say(self._text(told))
        self._about.setVisible(bool(proposed.since))
        self._look_again()

    def _show_paths(self) -> None:
        self._model.setStringList([visible(str(path)) for path in self._paths])
        for widget in (self._list, self._remove, self._clear):
            widget.setVisible(bool(self._paths))
        self._look_again()

    def _look_again(self, *_: Job) -> None:
        running = self._bench.jobs.find(INTAKE, self._case) is not None
        ready = bool(self._paths) and self.form.session() is not None and not running
        self._start.setEnabled(ready and not self._bench.workspace.read_only)
        gaps = self.form.gaps()
        if self._bench.workspace.read_only:
            told = say("The workspace is open for reading only: nothing can be taken in.")
        elif running:
            told = say("An intake into this case is going on; begin when it has ended.")
        elif not self._paths:
            told = say("First choose what is to be taken in.")
        elif gaps:
            told = say(
                "{count} answers are missing. You may begin now and add them afterwards.",
                count=len(gaps),
            )
        else:
            told = say("Everything is stated.")
        self._told.say(self._text(told))

    # doing

    def _begin(self) -> None:
        session = self.form.session()
        if session is None or not self._start.isEnabled():
            return
        paths = tuple(self._paths)
        self._paths.clear()
        self.form.keep_pending()
        self._begins = True
        self._show_paths()
        self.begun.emit(paths, session)

    def _stepped(self, job: Job) -> None:
        """The draft of the session goes when the session is recorded, not before."""
        if self._begins and isinstance(job, TakingIn) and job.case == self._case and job.recorded:
            self._begins = False
            self.form.entered()

    def _remove_chosen(self) -> None:
        rows = {index.row() for index in self._list.selectionModel().selectedIndexes()}
        self._paths = [path for row, path in enumerate(self._paths) if row not in rows]
        self._show_paths()

    def _clear_all(self) -> None:
        self._paths.clear()
        self._show_paths()

    # building

    def _lay_out(self) -> None:
        """From the outside inwards: each widget is put in its place before it is filled."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        layout.addLayout(sides, 1)
        layout.addLayout(self._bottom())
        left, right = Column(), Column()
        for column, share in ((left, 3), (right, 4)):
            sides.addWidget(column, share)
            column.rows.setContentsMargins(0, 0, 0, 0)
        area = DropArea(
            self._bench, say("Photos, videos, documents, zip archives, whole memory cards.")
        )
        area.chosen.connect(self.add)
        area.without_path.connect(self.tell_without_path)
        self._hint = Question("without-path")
        for widget in (area, self._hint, self._chosen_card()):
            left.rows.addWidget(widget)
        left.rows.addStretch(1)
        card = Card(self._text(say("The session")))
        right.rows.addWidget(card)
        right.rows.addStretch(1)
        self._about = Label(look="quiet")
        self._about.setObjectName("session-about")
        card.rows.addWidget(self._about)
        self.form = SessionForm(self._bench, FORM, self._case, card.rows)
        self.form.edited.connect(self._look_again)

    def _chosen_card(self) -> QWidget:
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setObjectName("chosen-paths")
        self._list.setAccessibleName(self._text(say("Chosen files and folders")))
        self._list.setModel(self._model)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setUniformItemSizes(True)
        self._list.setMaximumHeight(ROWS_SHOWN * self._list.fontMetrics().lineSpacing())
        self._remove = button(self._text(say("Remove")), tip="Del")
        self._remove.setObjectName("remove-chosen")
        self._remove.clicked.connect(self._remove_chosen)
        gone = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self._remove_chosen)
        self._clear = button(self._text(say("Remove all")))
        self._clear.setObjectName("clear-chosen")
        self._clear.clicked.connect(self._clear_all)
        card = QWidget()
        rows = QVBoxLayout(card)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._list)
        rows.addLayout(line_of(self._remove, self._clear))
        return card

    def _bottom(self) -> QHBoxLayout:
        self._told = Label(look="quiet")
        self._told.setObjectName("intake-told")
        self._start = button(self._text(say("Begin")), main=True, tip=START)
        self._start.setObjectName("begin-intake")
        self._start.setShortcut(START)
        self._start.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._told, 1)
        row.addWidget(self._start)
        return row
