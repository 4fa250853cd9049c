"""
The one place that shows problems.

A `Trouble` is a sentence and what to do next. Anything else is our mistake: the person is told
so, nothing that was acknowledged is lost, and a report can be copied to us. The report says
where in the program it happened and nothing else: no name, note, key or content of a file.
"""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.report_card import foldable
from desktop.widgets.text import Label, button, set_tip
from evidence.errors import Trouble
from evidence.words import Words, say

LEAST_WIDTH, LEAST_LETTERS = 420, 44
ROOT = Path(__file__).resolve().parents[1]


class Problems(QObject):
    """Shows one problem at a time over the window in use; further ones are added to it."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self._shown: _Notice | None = None

    def show(self, error: BaseException) -> None:
        """Tell the person; returns at once. Must be called on the GUI thread."""
        if isinstance(error, Trouble):
            said = [self.words.text(error.what)]
            if error.next_step is not None:
                said.append(self.words.text(error.next_step))
            self._tell(said, "")
        else:
            self._tell(
                [
                    self.words.text(say("The program made a mistake. What was saved is safe.")),
                    self.words.text(
                        say("Try it again. If it happens once more, copy the report and send it.")
                    ),
                ],
                report(error),
            )

    def _tell(self, said: list[str], report: str) -> None:
        if self._shown is not None:
            self._shown.add(said, report)
            return
        notice = _Notice(self.words, QApplication.activeWindow())
        notice.add(said, report)
        notice.finished.connect(self._closed)
        self._shown = notice
        notice.open()

    def _closed(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = None


class _Notice(QDialog):
    def __init__(self, words: Words, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self.setWindowTitle(words.text(say("This needs you")))
        self.ensurePolished()
        self.setMinimumWidth(
            max(LEAST_WIDTH, LEAST_LETTERS * self.fontMetrics().averageCharWidth())
        )
        self._report = ""
        self._told: list[list[str]] = []
        self._texts = QVBoxLayout()
        self._copy = button(words.text(say("Copy the report")))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self._copy.hide()
        buttons = QDialogButtonBox()
        understood = button(words.text(say("Understood")), main=True)
        buttons.addButton(understood, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        understood.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(self._texts)
        layout.addWidget(buttons)

    def add(self, said: list[str], report: str) -> None:
        """One more problem below the others; the same one is shown once."""
        if said in self._told:
            return
        self._told.append(said)
        for line, text in enumerate(said):
            label = Label(foldable(text), "heading" if line == 0 else "")
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            set_tip(label, text)
            self._texts.addWidget(label)
        self._report += report
        self._copy.setVisible(bool(self._report))
        self.setAccessibleDescription(" ".join(text for each in self._told for text in each))


def report(error: BaseException) -> str:
    """Where a mistake happened, without any value: files and lines, kinds of error, versions."""
    lines = [f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    each: BaseException | None = error
    while each is not None:
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        for frame in traceback.extract_tb(each.__traceback__):
            path = Path(frame.filename)
            ours = path.is_relative_to(ROOT)
            name = path.relative_to(ROOT).as_posix() if ours else path.name
            lines.append(f"  {name}:{frame.lineno} {frame.name}")
        each = each.__cause__ or each.__context__
    return "\n".join(lines) + "\n"
