"""A table fills its width; where it is too narrow it scrolls instead of losing the text."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView

from desktop.widgets.fitted_columns import FittedColumns


def test_the_wide_column_takes_what_is_left(qtbot: Any) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(3, 3, table))
    FittedColumns(table, "来源", (5, 8, 4), 1)
    line = table.fontMetrics().lineSpacing()
    header = table.horizontalHeader()
    table.resize(line * 60, 300)
    table.show()
    assert header.length() == table.viewport().width()
    assert header.sectionSize(0) == 5 * line
    table.resize(line * 10, 300)
    assert header.sectionSize(1) == 8 * line
    assert table.horizontalScrollBar().maximum() > 0
    assert table.accessibleName() == "来源"
