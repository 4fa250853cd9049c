"""比对: pictures from elsewhere are searched for, and matches between cases are listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabBar

from desktop.models.alike import Line
from desktop.screens.alike import AlikeScreen
from desktop.widgets.two_lines import ROW, TwoLineRows
from desktop.workbench import Place, Workbench
from tests.desktop.hands import drop


@pytest.fixture
def screen(sample_bench: Workbench, qtbot: Any) -> AlikeScreen:
    made = AlikeScreen(sample_bench)
    made.resize(1200, 680)
    qtbot.addWidget(made)
    made.show()
    made.come_into_view()
    return made


def test_dropped_pictures_are_searched_and_not_kept(
    screen: AlikeScreen, sample_made: Path, tmp_path: Path, qtbot: Any
) -> None:
    bench = screen.bench
    known = next(iter(sorted((sample_made / "photos").rglob("*.jpg"))))
    text = tmp_path / "说明.txt"
    text.write_text("没有图片", "utf-8")
    before = bench.workspace.look.counts()
    assert drop(screen, [known, text, tmp_path / "gone.jpg"])
    qtbot.waitUntil(lambda: screen.answers.rowCount() > 0, timeout=20_000)
    rows = [screen.answers.index(n).data() for n in range(screen.answers.rowCount())]
    assert rows[0].startswith(known.name)
    assert "文件逐字节相同" in rows[1]
    assert any("说明.txt：本工作区内没有近似图片" in row for row in rows)
    assert any(row.startswith("gone.jpg：") for row in rows)
    assert bench.workspace.look.counts() == before
    answers = screen.findChild(TwoLineRows, "alike-answers")
    answers.setCurrentIndex(screen.answers.index(1))
    qtbot.keyClick(answers, Qt.Key.Key_Return)
    compared = screen._compared
    assert compared is not None
    qtbot.waitUntil(
        lambda: all(image is not None for image in compared.pictures.images), timeout=20_000
    )
    compared.close()


def test_matches_lead_to_their_finding(screen: AlikeScreen, qtbot: Any) -> None:
    screen.findChild(QTabBar, "alike-tabs").setCurrentIndex(1)
    qtbot.waitUntil(lambda: screen.matches.rowCount() == 3)
    rows = screen.findChild(TwoLineRows, "alike-matches")
    line = screen.matches.index(0).data(ROW)
    assert isinstance(line, Line)
    assert "尚无人工处置" in screen.matches.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    rows.setCurrentIndex(screen.matches.index(0))
    with qtbot.waitSignal(screen.bench.going) as gone:
        qtbot.mouseClick(screen.findChild(QPushButton, "alike-finding"), Qt.MouseButton.LeftButton)
    assert gone.args == [Place(case=line.pair.left.case, page="findings", finding=line.finding)]


def test_it_fits_a_small_screen(screen: AlikeScreen) -> None:
    least = screen.minimumSizeHint()
    assert (least.width() <= 1250, least.height() <= 700) == (True, True)
