"""One column of cards in the middle of the page, which scrolls when it is longer than the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.text import Label, set_look

WIDEST = 60
"""Widest column, in heights of a line: what an eye follows without losing the line."""


class Column(QScrollArea):
    """Widgets from top to bottom, never wider than can be read; never scrolls sideways alone."""

    def __init__(self, widest: int = WIDEST) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setMaximumWidth(widest * self.fontMetrics().lineSpacing())
        self.rows = QVBoxLayout(inner)
        self.rows.setContentsMargins(16, 16, 16, 16)
        self.rows.setSpacing(12)
        outer = QWidget()
        sides = QHBoxLayout(outer)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addStretch(1)
        sides.addWidget(inner, 1000)
        sides.addStretch(1)
        self.setWidget(outer)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """What gets the focus by the keyboard is scrolled into view."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 24, 48)


class Card(QFrame):
    """A frame with a heading, in which belongs together what stands together."""

    def __init__(self, heading: str = "", about: str = "") -> None:
        super().__init__()
        set_look(self, "card")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(16, 12, 16, 12)
        self.rows.setSpacing(8)
        if heading:
            self.rows.addWidget(Label(heading, "heading"))
        if about:
            self.rows.addWidget(Label(about, "quiet"))


def empty(layout: QLayout) -> None:
    """Take out what is in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def line_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, at the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
