"""Something to be told or asked in the page itself: one or two sentences, and the answers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.widgets.column import empty
from desktop.widgets.text import Label, button, set_look


class Question(QFrame):
    """Hidden until something is asked; `answered` carries the name of the answer."""

    answered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        set_look(self, "question")
        self._what = Label(look="heading")
        self._next = Label()
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self._what)
        rows.addWidget(self._next)
        rows.addLayout(self._answers)
        self.hide()

    def ask(self, what: str, next_step: str, answers: Mapping[str, str]) -> None:
        """Show it; `answers` by name. A button is called "<name of the question>-<answer>"."""
        self._what.say(what)
        self._next.say(next_step)
        self._next.setVisible(bool(next_step))
        self.setAccessibleName(f"{what} {next_step}".strip())
        empty(self._answers)
        for number, (answer, text) in enumerate(answers.items()):
            made = button(text, main=number == 0)
            made.setObjectName(f"{self.objectName()}-{answer}")
            made.clicked.connect(lambda _=False, a=answer: self._answer(a))
            self._answers.addWidget(made)
        self._answers.addStretch(1)
        self.show()

    def _answer(self, answer: str) -> None:
        self.hide()
        self.answered.emit(answer)
