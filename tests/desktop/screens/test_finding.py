"""A finding is read in plain words; a long name or text makes nothing wider."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.models.findings import Detail
from desktop.models.pair import Pair, Side
from desktop.screens.finding import FindingDetail
from desktop.widgets.text import Label
from desktop.workbench import Place, Workbench
from evidence.examination.cards import method_cards
from tests.desktop.models.test_findings import made

NAME = "x" * 300 + "<b>\u202e.jpg"


def test_all_that_belongs_to_a_finding_is_said(empty_bench: Workbench, qtbot: Any) -> None:
    page = FindingDetail(empty_bench)
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show()
    finding = made(
        1, what="{name}", values={"name": NAME, "odd": ["time_original 2026:00:00"]}, matters="why",
        innocent=("one", "two"), next=("look",),
    )  # fmt: skip
    card = next(c for c in method_cards() if c.check == "A05")
    left = Side(case="c" * 32, exhibit="e" * 32, name=NAME)
    page.show_detail(Detail(finding=finding, judge="", pair=Pair(left=left), card=card))
    said = [label.text() for label in page.findChildren(Label)]
    for part in ("拍摄早于出险", "所见", "为何值得关注", "可能的正常原因", "· one", "建议核实动作"):
        assert part in said
    assert any("\\u202E" in text and "<b>" in text for text in said)
    assert any("拍摄时间" in text and "2026:00:00" in text for text in said)
    assert page.widget().minimumSizeHint().width() <= 700
    method = page.findChild(QToolButton, "finding-method")
    works = next(label for label in page.findChildren(Label) if label.text().startswith("检查 A05"))
    qtbot.waitUntil(method.isVisible)
    assert not works.isVisible()
    method.click()
    qtbot.waitUntil(works.isVisible)
    with qtbot.waitSignal(empty_bench.going) as gone:
        qtbot.mouseClick(page.findChild(QPushButton, "finding-exhibit"), Qt.MouseButton.LeftButton)
    assert gone.args == [Place(case="c" * 32, page="exhibits", exhibit="e" * 32)]
