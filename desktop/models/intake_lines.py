"""What became of each source of an intake, as a table: the refused ones first, then in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.widgets.figures import amount
from desktop.widgets.text import tip_text
from desktop.workbench import Workbench
from evidence.intake.recording import Line
from evidence.words import Phrase, mark, visible

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (mark("Result"), mark("Source"), mark("Reason or SHA-256"), mark("Size"))
STATUS = {"taken": mark("taken in"), "known": mark("already known"), "refused": mark("refused")}
TOP = QModelIndex()


class IntakeLines(QAbstractTableModel):
    """`show_lines` is given all lines so far, as often as there are more."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._words = bench.words
        self._colours = bench.colours
        self._refused: list[Line] = []
        self._others: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; where they go on from those shown before, only the new ones are added."""
        shown = len(self._refused) + len(self._others)
        if len(lines) < shown:
            self.beginResetModel()
            self._refused, self._others, shown = [], [], 0
            self.endResetModel()
        new = lines[shown:]
        self._insert(self._refused, [line for line in new if line.status == "refused"], 0)
        rest = [line for line in new if line.status != "refused"]
        self._insert(self._others, rest, len(self._refused))

    def line(self, row: int) -> Line:
        """The line shown in a row."""
        refused = len(self._refused)
        return self._refused[row] if row < refused else self._others[row - refused]

    def rowCount(self, parent: Index = TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._refused) + len(self._others)

    def columnCount(self, parent: Index = TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(Phrase(COLUMNS[section]))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        line = self.line(index.row())
        text = self._text(line, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QColor(self._colour(line))
        return None

    def _text(self, line: Line, column: int) -> str:
        if column == 0:
            return self._words.text(Phrase(STATUS[line.status]))
        if column == 1:
            return visible(line.source)
        if column == 3:
            return "" if line.size is None else amount(line.size)
        return line.sha256 if line.reason is None else self._words.text(line.reason)

    def _colour(self, line: Line) -> str:
        colours = {"taken": self._colours.good, "refused": self._colours.danger}
        return colours.get(line.status, self._colours.quiet)

    def _insert(self, into: list[Line], new: list[Line], base: int) -> None:
        if new:
            first = base + len(into)
            self.beginInsertRows(TOP, first, first + len(new) - 1)
            into.extend(new)
            self.endInsertRows()
