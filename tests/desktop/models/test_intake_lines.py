"""The lines of an intake: refused ones on top, new ones added without a reset."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from desktop.models.intake_lines import IntakeLines
from desktop.workbench import Workbench
from evidence.intake.recording import Line
from evidence.words import say

TAKEN = Line("/card/1.jpg", "taken", "e1", "ab" * 32, 1_250_000, "image/jpeg")
KNOWN = Line("/card/2.jpg", "known", "e1", "ab" * 32, 1_250_000, "image/jpeg")
REFUSED = Line("/card/\u202e3.lnk", "refused", reason=say("There is no such file or folder."))


def _texts(model: IntakeLines, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_refused_ones_stand_on_top(empty_bench: Workbench, qtmodeltester: Any) -> None:
    model = IntakeLines(empty_bench)
    model.show_lines([TAKEN])
    model.show_lines([TAKEN, REFUSED, KNOWN])
    assert _texts(model, 0) == ["已拒绝", "已入库", "已在库"]
    assert _texts(model, 1) == ["/card/\\u202E3.lnk", "/card/1.jpg", "/card/2.jpg"]
    assert _texts(model, 2)[0] == "没有这个文件或文件夹。"
    assert _texts(model, 3) == ["", "1.2 MB", "1.2 MB"]
    qtmodeltester.check(model)


def test_only_what_is_new_is_added(empty_bench: Workbench, qtbot: Any) -> None:
    model = IntakeLines(empty_bench)
    added: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: added.append((first, last)))
    model.show_lines([TAKEN, TAKEN])
    model.show_lines([TAKEN, TAKEN, REFUSED, KNOWN])
    model.show_lines([TAKEN, TAKEN, REFUSED, KNOWN])
    assert added == [(0, 1), (0, 0), (3, 3)]
    model.show_lines([])
    assert model.rowCount() == 0


def test_a_refusal_has_a_colour_beside_its_word(empty_bench: Workbench) -> None:
    model = IntakeLines(empty_bench)
    model.show_lines([REFUSED])
    colour = model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole)
    assert colour.name() == empty_bench.colours.danger
    assert "&" not in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_hundred_thousand_lines(empty_bench: Workbench) -> None:
    model = IntakeLines(empty_bench)
    lines: list[Line] = []
    for _ in range(100):
        lines += [TAKEN] * 1000
        model.show_lines(lines)
    assert model.rowCount() == 100_000
    assert model.line(99_999) is TAKEN
