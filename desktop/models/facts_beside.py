"""What two files say of themselves, line by line, with what differs told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from evidence.papers.content.paper import NONE
from evidence.papers.content.screening_pictures import read_as
from evidence.papers.content.wordings import FACTS, named
from evidence.words import Phrase, Words, mark, say, visible

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (mark("Item"), mark("Left picture"), mark("Right picture"))
Facts = Mapping[str, Any]


class FactsBesideModel(QAbstractTableModel):
    """A row for each fact that either file states."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._rows: list[tuple[str, str, str]] = []

    def show(self, left: Facts, right: Facts) -> None:
        """Show the facts of two files."""
        self.beginResetModel()
        stated = [n for n in FACTS if left.get(n) or right.get(n)]
        self._rows = [
            (self._words.text(named(FACTS, n)), self._said(n, left), self._said(n, right))
            for n in stated
        ]
        self.endResetModel()

    def differs(self, row: int) -> bool:
        """Whether the two files say different things."""
        _, left, right = self._rows[row]
        return left != right

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many facts; Qt calls it."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The item and the two files; Qt calls it."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words above the columns; Qt calls it."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; Qt calls it."""
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        differs = index.column() > 0 and self.differs(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.text(say("{text} (differs)", text=text)) if differs else text
        if role == Qt.ItemDataRole.FontRole and differs:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _said(self, name: str, facts: Facts) -> str:
        if facts.get(name) in (None, ""):
            return NONE
        said = read_as(name, facts)
        return visible(self._words.text(said) if isinstance(said, Phrase | str) else NONE)
