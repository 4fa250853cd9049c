"""A name on one line: cut in the middle where it is too long, whole in its tip, never wider."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appearance import Colours
from desktop.widgets.text import set_tip
from evidence.words import visible

LEAST_LETTERS = 6


class NameLine(QWidget):
    """A quiet line below a picture."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show another name."""
        self._text = visible(text)
        self.setAccessibleName(self._text)
        set_tip(self, text)
        self.update()

    def text(self) -> str:
        """The whole name."""
        return self._text

    def sizeHint(self) -> QSize:
        """One line, as wide as there is room."""
        metrics = self.fontMetrics()
        return QSize(LEAST_LETTERS * metrics.averageCharWidth(), metrics.lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits; Qt calls it."""
        painter = QPainter(self)
        painter.setPen(QColor(self._colours.quiet))
        middle = Qt.TextElideMode.ElideMiddle
        fitted = self.fontMetrics().elidedText(self._text, middle, self.width())
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), where, fitted)
        painter.end()
