"""The list of two lines: any number of rows, names of any length, headings apart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.appearance import LIGHT
from desktop.widgets.name_line import NameLine
from desktop.widgets.two_lines import COLOUR, ROW, STATE, TITLE, WHERE, TwoLineRows

MANY = 100_000
NAME = "长" * 300 + "\u202e.jpg"


class _Many(QAbstractListModel):
    asked = 0

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return MANY

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        _Many.asked += 1
        if index.row() % 50 == 0:
            return "标题" if role == Qt.ItemDataRole.DisplayRole else None
        return {ROW: index.row(), TITLE: "检查", WHERE: NAME, STATE: "采纳", COLOUR: "note"}.get(
            role
        )


def test_a_hundred_thousand_rows_scroll(qapp: Any, qtbot: Any) -> None:
    rows = TwoLineRows(LIGHT, "rows", "疑点")
    qtbot.addWidget(rows)
    rows.setModel(_Many(rows))
    rows.resize(260, 400)
    rows.show()
    rows.grab()
    _Many.asked = 0
    rows.scrollToBottom()
    shot = rows.grab().toImage()
    assert _Many.asked < 2_000, "only what is seen is asked for"
    assert {shot.pixelColor(2, y).name() for y in range(200)} >= {LIGHT.note}
    assert rows.minimumSizeHint().width() < 300


def test_a_long_name_stays_on_its_line(qapp: Any, qtbot: Any) -> None:
    line = NameLine(LIGHT)
    qtbot.addWidget(line)
    line.say(NAME)
    assert line.minimumSizeHint().width() < 300
    assert line.text().endswith("\\u202E.jpg")
    assert "\\u202E" in line.toolTip()
