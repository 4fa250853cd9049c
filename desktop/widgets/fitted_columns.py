"""Columns of a table that fill its width, and scroll sideways where the text would be lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.widgets.text import plain

ROW_LINES = 1.5


class FittedColumns(QObject):
    """
    Dresses a table of short rows, and gives each column `widths` (in heights of a line); what
    remains of the width goes to the `wide` one. A width the person chose is kept.
    """

    def __init__(self, table: QTableView, name: str, widths: Sequence[float], wide: int) -> None:
        super().__init__(table)
        self._table = table
        self._wide = wide
        line = table.fontMetrics().lineSpacing()
        self._least = round(widths[wide] * line)
        table.setAccessibleName(plain(name))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(round(line * ROW_LINES))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            header.resizeSection(column, round(width * line))
        header.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table has another width; Qt calls it."""
        if event.type() == QEvent.Type.Resize:
            header = self._table.horizontalHeader()
            others = header.length() - header.sectionSize(self._wide)
            room = header.width() - others
            header.resizeSection(self._wide, max(room, self._least))
        return False
