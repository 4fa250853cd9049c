"""The groups the exhibits of a case fall into, as a list with counts; the first is all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.narrowing import Group
from desktop.widgets.text import tip_text
from desktop.workbench import Workbench
from evidence.words import say, visible

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Groups(QAbstractListModel):
    """Row 0 stands for every exhibit; `key` of it is None."""

    def __init__(self, bench: Workbench, owner: QObject) -> None:
        super().__init__(owner)
        self._bench = bench
        self._groups: Sequence[Group] = ()
        self._total = 0

    def show(self, groups: Sequence[Group], total: int) -> None:
        """Show other groups of `total` exhibits."""
        self.beginResetModel()
        self._groups, self._total = groups, total
        self.endResetModel()

    def key(self, row: int) -> str | None:
        """The key of a row's group."""
        return self._groups[row - 1].key if 0 < row <= len(self._groups) else None

    def row_of(self, key: str | None) -> int:
        """The row of a group; that of all where it is no more."""
        keys = [group.key for group in self._groups]
        return keys.index(key) + 1 if key in keys else 0

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """All, and one for each group."""
        return 0 if parent.isValid() else len(self._groups) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title and the count."""
        if not index.isValid() or index.row() > len(self._groups):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self._text(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(self._text(index.row()))
        return None

    def _text(self, row: int) -> str:
        if row == 0:
            return self._bench.text(say("All ({count})", count=self._total))
        group = self._groups[row - 1]
        title = self._bench.text(group.title)
        return self._bench.text(say("{title} ({count})", title=title, count=group.count))
