"""Two pictures side by side: locked, in turn, their difference, their metadata."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from desktop.models.pair import Pair, Side, side_of
from desktop.screens.compare import CompareWindow, compare
from desktop.workbench import Workbench


def _match(bench: Workbench, case: str) -> Pair:
    look = bench.workspace.look
    (match,) = (m for m in look.matches(case) if m.match_class == "mirrored_rotated")
    return Pair(
        left=side_of(look, match.case, match.exhibit),
        right=side_of(look, match.other_case, match.other_exhibit),
        match_class=match.match_class,
        values=match.values,
    )


@pytest.fixture
def over(qtbot: Any) -> QWidget:
    widget = QWidget()
    widget.resize(1366, 720)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def _both(window: CompareWindow, qtbot: Any) -> None:
    qtbot.waitUntil(
        lambda: all(image is not None for image in window.pictures.images), timeout=20_000
    )


def _press(window: CompareWindow, name: str, qtbot: Any) -> None:
    button = window.findChild(QToolButton, f"compare-{name}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_both_move_together_until_unlocked(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], over: QWidget, qtbot: Any
) -> None:
    window = compare(sample_bench, over, _match(sample_bench, case_of(sample_bench, 0)))
    _both(window, qtbot)
    left, right = window.pictures.views
    qtbot.keyClick(left, Qt.Key.Key_Plus)
    assert left.sight is right.sight
    assert right.sight.zoom > 1
    onto = window.pictures.onto_left()
    assert onto.determinant() < 0, "the mirrored copy is drawn mirrored"
    scales = [view.placing().m11() / view.width() for view in (left, right)]
    assert scales[0] == pytest.approx(scales[1], rel=0.01), "at one scale"
    _press(window, "lock", qtbot)
    qtbot.keyClick(left, Qt.Key.Key_Plus)
    assert right.sight.zoom == 1
    assert right.scene.onto.isIdentity()
    window.close()


def test_in_turn_and_difference(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], over: QWidget, qtbot: Any
) -> None:
    window = compare(sample_bench, over, _match(sample_bench, case_of(sample_bench, 0)))
    _both(window, qtbot)
    _press(window, "flicker", qtbot)
    first = window.one.image
    assert first is window.pictures.images[0]
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert window.one.image is window.pictures.images[1]
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: window.one.image not in (None, *window.pictures.images))
    usual = window.one.image
    assert usual is not None
    gain = window.findChild(QComboBox, "compare-gain")
    gain.setCurrentIndex(4)
    gain.activated.emit(4)
    qtbot.waitUntil(lambda: window.one.image not in (None, usual))
    assert _light(window.one.image) > _light(usual)
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert window.pictures.views[0].isVisible()
    window.close()


def test_metadata_and_outlines(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], over: QWidget, qtbot: Any
) -> None:
    window = compare(sample_bench, over, _match(sample_bench, case_of(sample_bench, 0)))
    _both(window, qtbot)
    qtbot.waitUntil(lambda: window.facts.rowCount() > 0)
    assert any(window.facts.differs(row) for row in range(window.facts.rowCount()))
    table = window.findChild(QWidget, "compare-metadata")
    assert not table.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_I)
    assert table.isVisible()
    assert any(view.marks for view in window.pictures.views)
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert not any(view.marks for view in window.pictures.views)
    window.close()


def test_a_file_that_was_not_taken_in_beside_an_exhibit(
    sample_bench: Workbench,
    sample_made: Path,
    case_of: Callable[[Workbench, int], str],
    over: QWidget,
    qtbot: Any,
) -> None:
    match = _match(sample_bench, case_of(sample_bench, 0))
    file = next(iter(sorted((sample_made / "photos").rglob("*.jpg"))))
    window = compare(sample_bench, over, Pair(left=Side(file=file), right=match.left))
    _both(window, qtbot)
    assert window.pictures.views[0].accessibleName() == f"未接收：{file.name}"
    window.close()


def test_what_is_gone_is_said(sample_bench: Workbench, over: QWidget, qtbot: Any) -> None:
    gone = Side(case="9" * 32, exhibit="8" * 32)
    window = compare(sample_bench, over, Pair(left=gone, right=Side(file=Path("/nowhere.jpg"))))
    left, right = window.pictures.views
    qtbot.waitUntil(lambda: "nowhere.jpg" in right.accessibleDescription())
    assert "不在本工作区" in left.accessibleDescription()
    qtbot.keyClick(window, Qt.Key.Key_D)
    assert "缺少" in window.one.accessibleDescription()
    window.close()


def test_the_place_under_the_pointer_stays(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], over: QWidget, qtbot: Any
) -> None:
    window = compare(sample_bench, over, _match(sample_bench, case_of(sample_bench, 0)))
    _both(window, qtbot)
    view = window.pictures.views[0]
    about = QPointF(0.3, 0.4)
    before = view.placing().map(about)
    view.sight.nearer(2.0, about)
    assert (view.placing().map(about) - before).manhattanLength() < 1e-6
    window.close()


def _light(image: Any) -> int:
    small = image.scaled(8, 8)
    return sum(small.pixelColor(x, y).lightness() for x in range(8) for y in range(8))
