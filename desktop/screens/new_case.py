"""A new case in one short form: all of it may be left empty and filled in later."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.actions.cases import NewCase, open_case
from desktop.models.case_facts import WrongField, facts_with
from desktop.screens.case_form import CaseForm
from desktop.screens.screen import Screen
from desktop.widgets.column import Card, Column
from desktop.widgets.text import Label, button
from desktop.workbench import Place, Workbench
from evidence.errors import Trouble
from evidence.facts import CaseFacts, Line
from evidence.words import say

WIDEST = 46


class NewCaseScreen(Screen):
    """Ends in the new case."""

    def __init__(self, bench: Workbench, case: str = "") -> None:
        super().__init__(bench)
        self._form = CaseForm(bench, "new-case", "")
        self._told = Label(look="danger")
        self._told.setObjectName("new-case-told")
        self._told.hide()
        self._open = button(self.text(say("Open the case")), main=True, tip="Ctrl+Return")
        self._open.setObjectName("new-case-open")
        self._open.clicked.connect(self._enter)
        self._cancel = button(self.text(say("Back")))
        self._cancel.setObjectName("new-case-back")
        self._cancel.clicked.connect(lambda: bench.go(Place(case="", page="cases")))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._open.click)
        self._lay_out()

    def refresh(self) -> None:
        """Bring back what was typed and not entered."""
        self._form.restore()

    def come_into_view(self) -> None:
        """Begin with the title."""
        super().come_into_view()
        self._form.field("title").setFocus()

    def _enter(self) -> None:
        values = self._form.values()
        try:
            facts = facts_with(CaseFacts(), values)
        except WrongField as wrong:
            self._tell(wrong)
            self._form.field(wrong.field).setFocus()
            return
        self._told.hide()
        self._open.setEnabled(False)
        new = NewCase(
            number=values["number"],
            line=cast(Line, values["line"]),
            title=values["title"],
            facts=facts,
        )
        open_case(self.bench, self, new, self._opened, self._failed)

    def _opened(self, case: str) -> None:
        self._open.setEnabled(True)
        self._form.entered()
        self._form.empty()
        self.bench.go(Place(case=case))

    def _failed(self, error: BaseException) -> bool:
        self._open.setEnabled(True)
        if isinstance(error, Trouble):
            self._tell(error)
            return True
        return False

    def _tell(self, trouble: Trouble) -> None:
        said = [trouble.what, trouble.next_step]
        self._told.say("\n".join(self.text(each) for each in said if each is not None))
        self._told.show()

    def _lay_out(self) -> None:
        for add in (self._form.add_head, self._form.add_claim, self._form.add_loss,
                    self._form.add_policy):  # fmt: skip
            add()
        self._form.add_clocks(whole=False)
        self._form.add_source()
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(8)
        top.addWidget(self._cancel)
        top.addWidget(Label(self.text(say("New case")), "title", wraps=False))
        top.addStretch(1)
        top.addWidget(self._open)
        card = Card(
            about=self.text(say("Fill in what you know; the rest can wait. What you type is kept."))
        )
        card.rows.addWidget(self._form)
        column = Column(WIDEST)
        column.rows.addWidget(self._told)
        column.rows.addWidget(card)
        column.rows.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(column, 1)
