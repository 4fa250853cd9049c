"""A case as a whole: its tabs say what is to be done, the keyboard is where the work begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QTabBar, QWidget

from desktop.actions.judging import judge
from desktop.screens.case import PAGES, CaseScreen
from desktop.workbench import Workbench
from evidence.findings import findings

CaseOf = Callable[[Workbench, int], str]
FINDINGS = [page.name for page in PAGES].index("findings")


@pytest.fixture
def screen(sample_bench: Workbench, case_of: CaseOf, qtbot: Any) -> CaseScreen:
    made = CaseScreen(sample_bench, case_of(sample_bench, 2))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    made.come_into_view()
    qtbot.waitUntil(lambda: _gallery(made) is not None and _gallery(made).model().rowCount() > 0)
    return made


def _gallery(screen: CaseScreen) -> Any:
    return screen.findChild(QListView, "gallery")


def _tabs(screen: CaseScreen) -> QTabBar:
    found = screen.findChild(QTabBar, "case-pages")
    assert isinstance(found, QTabBar)
    return found


def _focus(qtbot: Any, wanted: Callable[[], QWidget | None]) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is wanted())


def test_the_tab_says_how_many_findings_are_still_to_be_reviewed(
    screen: CaseScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    left = [f for f in findings(sample_bench.workspace, screen.case) if f.verdict == "open"]
    qtbot.waitUntil(lambda: _tabs(screen).tabText(FINDINGS) == f"疑点（{len(left)}）")
    first = left[0]
    judge(
        sample_bench, screen, screen.case, first, "dismissed", "已核", lambda: None, lambda _: False
    )
    qtbot.waitUntil(lambda: _tabs(screen).tabText(FINDINGS) == f"疑点（{len(left) - 1}）")


def test_the_keyboard_is_where_the_work_begins(screen: CaseScreen, qtbot: Any) -> None:
    _focus(qtbot, lambda: _gallery(screen))
    screen.open_page("findings")
    _focus(qtbot, lambda: screen.findChild(QListView, "findings-list"))
    _tabs(screen).setFocus()
    qtbot.keyClick(_tabs(screen), Qt.Key.Key_Right)
    assert _tabs(screen).hasFocus(), "who goes through the tabs by keys stays there"


def test_the_facts_begin_at_the_top(screen: CaseScreen, qtbot: Any) -> None:
    page = screen.open_page("facts")
    field = page._form.field("claim_no")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: field.isEnabled())
    QApplication.processEvents()
    (column,) = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    assert column.verticalScrollBar().value() == 0
