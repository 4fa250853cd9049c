"""Names and values in two columns, for a few of them: the name quietly, the value beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from desktop.widgets.text import Label
from evidence.words import visible

LONGEST_WORD = 20


class Pairs(QWidget):
    """A long value wraps and can be chosen and copied; it never makes the window wider."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(pairs):
            shown = Label(name, "quiet", wraps=False)
            grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
            long = max(map(len, value.split()), default=0) > LONGEST_WORD
            grid.addWidget(
                Passage(value, name) if long else Label(value), row, 1, Qt.AlignmentFlag.AlignTop
            )


class Passage(QPlainTextEdit):
    """A path or a name without a blank, which a label could not break: it may break anywhere."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(readOnly=True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("border: none; background: transparent; padding: 0;")
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(60)
        self.setPlainText(visible(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the text is at this width."""
        super().resizeEvent(event)
        lines = round(self.document().size().height())
        self.setFixedHeight(max(1, lines) * self.fontMetrics().lineSpacing() + 4)
