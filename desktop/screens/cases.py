"""Home: the cases of the workspace, what the opening noticed, and the way to a new case."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.opening import dismiss
from desktop.models.cases import TITLE, CaseSeen, CasesModel, read_cases
from desktop.screens.screen import Screen
from desktop.widgets.column import Card, empty, line_of
from desktop.widgets.text import Label, button, set_tip
from desktop.workbench import Place, Workbench
from evidence.findings import open_findings
from evidence.words import Phrase, say

NEW_CASE = "new-case"


class CasesScreen(Screen):
    """A case is opened with Enter or a double click; a letter goes to the filter."""

    TOPICS = frozenset({"cases", "exhibits", "findings"})

    def __init__(self, bench: Workbench, case: str = "") -> None:
        super().__init__(bench)
        self._model = CasesModel(bench)
        self._table = QTableView()
        self._filter = QLineEdit(placeholderText=self.text(say("Number, title, claim no., plate")))
        self._count = Label(look="quiet", wraps=False)
        self._notices = QVBoxLayout()
        self._pages = QStackedWidget()
        self._new = self._new_button("new-case")
        self._lay_out()

    def refresh(self) -> None:
        """Read the cases and the notices anew."""
        self.bench.ask(self, lambda w: read_cases(w.look), self._show)
        self._show_notices()

    def _show(self, cases: tuple[CaseSeen, ...]) -> None:
        chosen = self._table.currentIndex()
        before = self._model.case_at(chosen.row()).case if chosen.isValid() else ""
        self._model.show(cases)
        row = self._model.row_of(before)
        self._table.selectRow(row or 0)
        self._pages.setCurrentIndex(1 if cases else 0)
        self._count.say(self.text(say("{count} cases", count=len(cases))))
        self._new.setVisible(bool(cases))
        self._filter.setVisible(bool(cases))
        if self.window().focusWidget() is None:
            self._table.setFocus() if cases else self._first.setFocus()
        # Beside, for it may take a moment in a large workspace; the list is there already.
        look = self.bench.workspace.look
        self.bench.background.run(
            self, lambda _: open_findings(look), done=self._model.show_open, lane="beside"
        )

    def _show_notices(self) -> None:
        empty(self._notices)
        for number, notice in enumerate(self.bench.workspace.notices):
            self._notices.addWidget(self._notice(number, notice))

    def _notice(self, number: int, notice: Phrase) -> QWidget:
        card = Card()
        read = button(self.text(say("Understood")))
        read.setObjectName(f"notice-{number}")
        read.clicked.connect(lambda: self._dismissed(notice))
        row = QHBoxLayout()
        row.addWidget(Label(self.text(notice)), 1)
        row.addWidget(read)
        card.rows.addLayout(row)
        return card

    def _dismissed(self, notice: Phrase) -> None:
        dismiss(self.bench, notice)
        self._show_notices()

    def _opened(self, index: QModelIndex) -> None:
        self.bench.go(Place(case=self._model.case_at(index.row()).case))

    # building

    def _new_button(self, name: str) -> QWidget:
        made = button(self.text(say("New case")), main=True, tip="Ctrl+N")
        made.setObjectName(name)
        made.clicked.connect(self._begin_case)
        return made

    def _begin_case(self) -> None:
        self.bench.go(Place(case="", page=NEW_CASE))

    def _lay_out(self) -> None:
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_case)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._filter.setFocus)
        self._filter.setObjectName("filter")
        self._filter.setAccessibleName(self.text(say("Filter the cases")))
        set_tip(self._filter, self.text(say("Shows the cases in which every word occurs. Ctrl+F")))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._model.filter)
        self._filter.returnPressed.connect(self._table.setFocus)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Label(self.text(say("Cases")), "title", wraps=False))
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self._filter, 2)
        top.addWidget(self._new)
        self._dress_table()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._table)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(12)
        rows.addLayout(top)
        rows.addLayout(self._notices)
        rows.addWidget(self._pages, 1)

    def _dress_table(self) -> None:
        table = self._table
        table.setObjectName("cases")
        table.setAccessibleName(self.text(say("Cases")))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * 2)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().horizontalAdvance("0")
        for column, letters in enumerate((21, 24, 15, 26, 10, 13, 19, 25)):
            table.setColumnWidth(column, letter * letters)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(letter * 8)
        table.activated.connect(self._opened)

    def _empty(self) -> QWidget:
        card = Card(
            self.text(say("No case yet")),
            self.text(say("Open a case for a claim; photos and papers are then taken into it.")),
        )
        self._first = self._new_button("first-case")
        card.rows.addLayout(line_of(self._first))
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(card)
        rows.addStretch()
        return page
