"""The rail at the left: the few places there are outside a case, each an icon with its word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from desktop.icons import icon
from desktop.widgets.text import plain, set_look, set_tip
from desktop.workbench import Workbench
from evidence.words import Phrase, say

SIDE = 26
FIRST_KEY = 6
"""F6, F7 …: the pages of a case have Alt with a number, verdicts Ctrl with a number."""
ROUND_TEXT = 24
"""Pixels beside the word of a place."""


class Rail(QFrame):
    """`chosen` carries the name of a place; `locked` asks to close the workspace."""

    chosen = Signal(str)
    locked = Signal()

    def __init__(self, bench: Workbench, places: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._bench = bench
        set_look(self, "rail")
        self._group = QButtonGroup(self)
        self._places: dict[str, QToolButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 12, 8, 12)
        rows.setSpacing(4)
        for number, (name, title) in enumerate(places):
            made = self._button(name, Phrase(title), f"F{FIRST_KEY + number}")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, n=name: self.chosen.emit(n))
            self._group.addButton(made)
            self._places[name] = made
            rows.addWidget(made)
        rows.addStretch()
        lock = self._button("lock", say("Lock"), "Ctrl+L")
        lock.clicked.connect(self.locked)
        rows.addWidget(lock)

    def mark(self, name: str) -> None:
        """Show which place is in view."""
        self._places[name].setChecked(True)

    def _button(self, name: str, title: Phrase, keys: str) -> QToolButton:
        text = self._bench.text(title)
        made = QToolButton()
        made.setObjectName(f"rail-{name}")
        made.setText(plain(text))
        made.setAccessibleName(text)
        made.setIcon(icon(name, self._bench.colours.text))
        side = round(SIDE * self._bench.settings.scale / 100)
        made.setIconSize(QSize(side, side))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setMinimumWidth(self.fontMetrics().horizontalAdvance(text) + ROUND_TEXT)
        made.setShortcut(QKeySequence(keys))
        set_tip(made, f"{text}  {keys}")
        return made
