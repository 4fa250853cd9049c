"""The bar above the exhibits: find, narrow, group, order, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon
from desktop.models.narrowing import GROUPINGS, ORDERS, By, Narrowing, Order
from desktop.widgets.text import button, set_tip, tool
from desktop.widgets.tiles import SIDES
from desktop.workbench import Workbench
from evidence.words import Phrase, mark, say

TYPED = 150
"""Milliseconds after the last letter before the list is narrowed."""


class Bar(QWidget):
    """`narrowed`: other exhibits are asked for; `looked(as, side)`: they are drawn otherwise."""

    narrowed = Signal()
    regrouped = Signal()
    looked = Signal(str, int)
    take_in = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._build()
        self._lay_out()
        self._listen()

    def asked(self, key: str | None = None) -> Narrowing:
        """What is asked for, in the group of that key."""
        return Narrowing(
            by=cast(By, self._by.currentData()),
            key=key,
            words=self._words.text(),
            only_findings=self._only_findings.isChecked(),
            only_pictures=self._only_pictures.isChecked(),
            order=cast(Order, self._order.currentData()),
        )

    def clear(self) -> None:
        """Ask for all again."""
        for part in (self._words, self._only_findings, self._only_pictures):
            part.blockSignals(True)
        self._words.clear()
        self._only_findings.setChecked(False)
        self._only_pictures.setChecked(False)
        for part in (self._words, self._only_findings, self._only_pictures):
            part.blockSignals(False)

    def find_words(self) -> None:
        """Put the cursor into the field to search in."""
        self._words.setFocus()
        self._words.selectAll()

    def tell_look(self) -> None:
        """Say how the exhibits are to be drawn."""
        tiles = self._as_tiles.isChecked()
        self._side.setEnabled(tiles)
        self.looked.emit("tiles" if tiles else "lines", SIDES[self._side.value()])

    # parts

    def _build(self) -> None:
        text = self._bench.text
        self._words = QLineEdit(placeholderText=text(say("Number, file name or caption")))
        self._words.setObjectName("find")
        self._words.setMaxLength(200)
        self._words.setClearButtonEnabled(True)
        self._words.setAccessibleName(text(say("Find exhibits")))
        set_tip(self._words, text(say("Find exhibits (Ctrl+F)")))
        self._by = self._choice("group-by", mark("Group"), GROUPINGS)
        self._order = self._choice("order", mark("Order"), ORDERS)
        self._only_findings = tool(text(say("Only to be reviewed")), checkable=True)
        self._only_findings.setObjectName("only-findings")
        self._only_pictures = tool(text(say("Only pictures")), checkable=True)
        self._only_pictures.setObjectName("only-pictures")
        self._as_tiles = self._switch("as-tiles", "tiles", say("As pictures"))
        self._as_lines = self._switch("as-lines", "lines", say("As a list"))
        self._as_tiles.setChecked(True)
        self._side = QSlider(Qt.Orientation.Horizontal)
        self._side.setObjectName("tile-size")
        self._side.setAccessibleName(text(say("Size of the pictures")))
        set_tip(self._side, text(say("Size of the pictures")))
        self._side.setRange(0, len(SIDES) - 1)
        self._side.setPageStep(1)
        self._side.setValue(2 if self._bench.settings.scale > 125 else 1)
        self._side.setFixedWidth(self.fontMetrics().lineSpacing() * 5)
        self._take_in = button(text(say("Take in files")), main=True)
        self._take_in.setObjectName("take-in")
        self._typed = QTimer(self, singleShot=True, interval=TYPED)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self._words, 1)
        for part in (self._only_findings, self._only_pictures, self._take_in):
            first.addWidget(part)
        second.addWidget(self._by)
        second.addWidget(self._order)
        second.addStretch(1)
        second.addWidget(self._side)
        second.addWidget(self._as_tiles)
        second.addWidget(self._as_lines)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(first)
        rows.addLayout(second)

    def _listen(self) -> None:
        self._typed.timeout.connect(self.narrowed)
        self._words.textChanged.connect(lambda _: self._typed.start())
        self._only_findings.toggled.connect(self.narrowed)
        self._only_pictures.toggled.connect(self.narrowed)
        self._order.activated.connect(self.narrowed)
        self._by.activated.connect(self.regrouped)
        self._as_tiles.toggled.connect(self.tell_look)
        self._side.valueChanged.connect(self.tell_look)
        self._take_in.clicked.connect(self.take_in)

    def _choice(self, name: str, label: str, options: Mapping[Any, str]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(self._bench.text(Phrase(label)))
        set_tip(box, self._bench.text(Phrase(label)))
        for value, shown in options.items():
            box.addItem(self._bench.text(shown), value)
        return box

    def _switch(self, name: str, drawn: str, told: Phrase) -> QToolButton:
        made = tool("", checkable=True, tip=self._bench.text(told))
        made.setObjectName(name)
        made.setAccessibleName(self._bench.text(told))
        made.setIcon(icon(drawn, self._bench.colours.text))
        side = self.fontMetrics().lineSpacing()
        made.setIconSize(QSize(side, side))
        made.setAutoExclusive(True)
        return made
