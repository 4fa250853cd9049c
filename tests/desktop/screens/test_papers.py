"""Papers in the window: what is missing is told first; drawn up, shown, copied, printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop.paper_pages import PaperPages
from desktop.screens.paper_preview import PaperPreview
from desktop.screens.papers import PapersScreen
from desktop.widgets.paper_view import PaperView
from desktop.workbench import Workbench
from evidence.papers.draw_up import draw_up
from evidence.verification.verify import verify
from tests.desktop.hands import type_in
from tests.desktop.small_case import small_case


def _screen(bench: Workbench, case: str, qtbot: Any) -> PapersScreen:
    screen = PapersScreen(bench, case)
    qtbot.addWidget(screen)
    screen.resize(1366, 640)
    screen.show()
    screen.come_into_view()
    gaps = _find(screen, QLabel, "gaps-title")
    qtbot.waitUntil(lambda: gaps.text() != "")
    return screen


def _find(screen: QWidget, kind: type[Any], name: str) -> Any:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def test_a_paper_is_drawn_up_shown_copied_and_printed(
    empty_bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    case = small_case(empty_bench)
    screen = _screen(empty_bench, case, qtbot)
    _find(screen, QRadioButton, "kind-exhibit-list").click()
    _find(screen, QPushButton, "draw-up").click()
    papers = _find(screen, QListView, "papers")
    save, print_ = (_find(screen, QPushButton, n) for n in ("save-paper", "print-paper"))
    qtbot.waitUntil(lambda: papers.currentIndex().isValid() and save.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: save.isEnabled() and print_.isEnabled())
    [row] = empty_bench.workspace.look.papers(case)
    assert row.kind == "exhibit-list"
    assert row.number in _find(screen, QLabel, "paper-title").text()
    assert row.sha256 in _find(screen, QLabel, "paper-digest").text().replace(" ", "")
    view = screen.findChild(PaperView)
    assert view.pages == row.pages
    qtbot.waitUntil(lambda: 0 in view.drawn_pages())
    preview = screen.findChild(PaperPreview)
    said = _find(screen, QLabel, "paper-said")
    preview.keep_safe(tmp_path / "list.pdf")
    qtbot.waitUntil(said.isVisible, timeout=30_000)
    assert verify(tmp_path / "list.pdf").mode == "local_only"
    said.hide()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    preview.print_on(printer)
    qtbot.waitUntil(said.isVisible, timeout=30_000)
    printed = PaperPages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == row.pages
    printed.close()


def test_what_only_a_person_can_say_leaves_the_gaps(empty_bench: Workbench, qtbot: Any) -> None:
    case = small_case(empty_bench)
    screen = _screen(empty_bench, case, qtbot)
    gaps = _find(screen, QLabel, "gaps")
    advice = _find(screen, QPlainTextEdit, "advice")
    assert not advice.isVisible()
    _find(screen, QRadioButton, "kind-investigation-report").click()
    assert advice.isVisible()
    missing = empty_bench.text("The proposal is not filled in.")
    qtbot.waitUntil(lambda: missing in gaps.text())
    type_in(advice, "建议赔付")
    qtbot.waitUntil(lambda: missing not in gaps.text())
    conclusion = _find(screen, QComboBox, "conclusion")
    conclusion.setCurrentIndex(1)
    _find(screen, QPushButton, "draw-up").click()
    qtbot.waitUntil(lambda: bool(empty_bench.workspace.look.papers(case)), timeout=30_000)
    qtbot.waitUntil(lambda: empty_bench.jobs.running == [])
    [row] = empty_bench.workspace.look.papers(case)
    assert row.draft
    again = _screen(empty_bench, case, qtbot)
    qtbot.waitUntil(
        lambda: _find(again, QPlainTextEdit, "advice").toPlainText() == "建议赔付", timeout=5000
    )


def test_one_paper_and_then_another(empty_bench: Workbench, qtbot: Any) -> None:
    case = small_case(empty_bench)
    workspace = empty_bench.workspace
    for kind in ("custody-log", "exhibit-list"):
        draw_up(workspace, case, kind, None)
    screen = _screen(empty_bench, case, qtbot)
    papers = _find(screen, QListView, "papers")
    qtbot.waitUntil(lambda: papers.model().rowCount() == 2)
    save = _find(screen, QPushButton, "save-paper")
    title = _find(screen, QLabel, "paper-title")
    for row, paper in enumerate(reversed(workspace.look.papers(case))):
        papers.setCurrentIndex(papers.model().index(row))
        qtbot.waitUntil(save.isEnabled)
        assert paper.number in title.text()
    _find(screen, QPushButton, "new-paper").click()
    assert _find(screen, QRadioButton, "kind-custody-log").isVisible()


def test_it_fits_a_small_window(empty_bench: Workbench, qtbot: Any) -> None:
    least = _screen(empty_bench, small_case(empty_bench), qtbot).minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 700
