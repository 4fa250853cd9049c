"""Metadata of two files: only what either states, and what differs is told."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from desktop.models.facts_beside import FactsBesideModel
from evidence.words import Words


def test_what_differs_is_bold_and_spoken(qapp: Any) -> None:
    model = FactsBesideModel(Words("zh_CN"))
    model.show(
        {"make": "HUAWEI", "model": "P60\u202e", "f_number": "1.8"},
        {"make": "HUAWEI", "model": "P40"},
    )
    rows = [[model.index(r, c).data() for c in range(3)] for r in range(model.rowCount())]
    named = {row[1]: number for number, row in enumerate(rows)}
    assert not model.differs(named["HUAWEI"])
    odd = model.index(named["P60\\u202E"], 1)
    assert odd.data(Qt.ItemDataRole.FontRole).bold()
    assert odd.data(Qt.ItemDataRole.AccessibleTextRole) == "P60\\u202E（不同）"
    assert rows[named["f/1.8"]][2] == "／"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "左图"
