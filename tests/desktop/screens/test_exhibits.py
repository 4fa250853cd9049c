"""The exhibits of a case: a person looks, narrows, groups, describes, and what she typed stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop.screens.exhibits import ExhibitsScreen
from desktop.widgets.facts import Passage
from desktop.widgets.picture_view import PictureView
from desktop.workbench import Place, Workbench
from evidence.captions import Said, describe_exhibits
from evidence.findings import findings
from evidence.workspace import Workspace
from tests.desktop.hands import type_in
from tests.evidence.examination.built import take_in, workspace

CaseOf = Callable[[Workbench, int], str]
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def screen(sample_bench: Workbench, case_of: CaseOf, qtbot: Any) -> ExhibitsScreen:
    return _open(sample_bench, case_of(sample_bench, 2), qtbot)


def _open(bench: Workbench, case: str, qtbot: Any) -> ExhibitsScreen:
    made = ExhibitsScreen(bench, case)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.come_into_view()
    qtbot.waitUntil(lambda: _part(made, QListView, "gallery").model().rowCount() > 0)
    return made


def _part(screen: QWidget, kind: type[W], name: str) -> W:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def _shown(screen: ExhibitsScreen) -> list[str]:
    model = _part(screen, QListView, "gallery").model()
    return [str(model.index(row, 0).data()).split(" ")[0] for row in range(model.rowCount())]


def _choose(screen: ExhibitsScreen, *rows: int) -> None:
    gallery = _part(screen, QListView, "gallery")
    gallery.clearSelection()
    for row in rows:
        gallery.selectionModel().select(
            gallery.model().index(row, 0), gallery.selectionModel().SelectionFlag.Select
        )


def _texts(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_finding_and_narrowing_show_fewer_and_say_how_many(
    screen: ExhibitsScreen, qtbot: Any
) -> None:
    total = len(_shown(screen))
    type_in(_part(screen, QLineEdit, "find"), "mmexport")
    qtbot.waitUntil(lambda: {"Z008", "Z009"} <= set(_shown(screen)) and len(_shown(screen)) < 5)
    assert (
        f"显示 {len(_shown(screen))} 件，共 {total} 件" in _part(screen, QLabel, "counted").text()
    )
    type_in(_part(screen, QLineEdit, "find"), "nothing like this")
    qtbot.waitUntil(lambda: _part(screen, QLabel, "nothing-like-this").isVisible())
    _part(screen, QLineEdit, "find").clear()
    qtbot.mouseClick(_part(screen, QToolButton, "only-findings"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 0 < len(_shown(screen)) < total)


def test_groups_have_counts_and_narrow(screen: ExhibitsScreen, qtbot: Any) -> None:
    total = len(_shown(screen))
    by = _part(screen, QComboBox, "group-by")
    by.setCurrentIndex(by.findData("device"))
    by.activated.emit(by.currentIndex())
    groups = _part(screen, QListView, "groups")
    assert groups.isVisible()
    told = [str(groups.model().index(row, 0).data()) for row in range(groups.model().rowCount())]
    assert told[0] == f"全部（{total}）"
    assert "Apple iPhone 13" in " ".join(told)
    groups.setCurrentIndex(groups.model().index(1, 0))
    assert f"（{len(_shown(screen))}）" in told[1]


def test_the_inspector_tells_of_the_chosen_one(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    _choose(screen, 0)
    picture = _part(screen, PictureView, "inspector-picture")
    qtbot.waitUntil(lambda: picture.image is not None)
    row = sample_bench.workspace.look.exhibits(screen.case)[0]
    qtbot.waitUntil(lambda: row.number in _texts(screen))
    assert "iPhone" in _texts(screen)
    finding = findings(sample_bench.workspace, screen.case, row.exhibit)[0]
    with qtbot.waitSignal(sample_bench.going) as going:
        _part(screen, QPushButton, f"review-{finding.id}").click()
    assert going.args == [
        Place(case=screen.case, page="findings", exhibit=row.exhibit, finding=finding.id)
    ]


def test_the_expert_sees_everything_and_digests_anew(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    _choose(screen, 1)
    _part(screen, QTabBar, "inspector-level").setCurrentIndex(1)
    table = _part(screen, QTableView, "expert")
    qtbot.waitUntil(lambda: table.model().rowCount() > 20)
    _part(screen, QPushButton, "compute-digests").click()
    digests = _part(screen, QLabel, "digests")
    qtbot.waitUntil(lambda: "SM3" in digests.text())
    row = sample_bench.workspace.look.exhibits(screen.case)[1]
    assert row.sha256 in digests.text().replace(" ", "")
    assert "一致" in digests.text()
    assert "不一致" not in digests.text()


def test_describing_one_is_recorded_and_shown(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    _choose(screen, 0)
    qtbot.waitUntil(lambda: screen.findChild(QLineEdit, "caption") is not None)
    type_in(_part(screen, QLineEdit, "caption"), "左前角，近景")
    _part(screen, QPushButton, "describe").click()
    exhibit = sample_bench.workspace.look.exhibits(screen.case)[0].exhibit
    look = sample_bench.workspace.look
    qtbot.waitUntil(lambda: look.exhibit(screen.case, exhibit).caption == "左前角，近景")
    qtbot.waitUntil(lambda: "录入" in _part(screen, QLabel, "described").text())
    person = sample_bench.workspace.person.person
    assert sample_bench.workspace.drafts.find(person, "describe", exhibit) is None


def test_what_is_typed_survives_another_exhibit_and_a_change(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    _choose(screen, 0)
    qtbot.waitUntil(lambda: screen.findChild(QLineEdit, "caption") is not None)
    first = _part(screen, QLineEdit, "caption")
    type_in(first, "未录入的话")
    sample_bench.tell({"exhibits"}, screen.case)
    _choose(screen, 1)
    qtbot.waitUntil(lambda: _visible(screen) not in (None, first))
    _choose(screen, 0)
    qtbot.waitUntil(lambda: _typed(screen) == "未录入的话")
    assert len(_shown(screen)) == len(sample_bench.workspace.look.exhibits(screen.case))


def test_describing_several_leaves_what_is_not_filled_in(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    stood = sample_bench.workspace.look.exhibits(screen.case)[1].exhibit
    describe_exhibits(sample_bench.workspace, screen.case, [stood], Said(caption="原有说明"))
    _choose(screen, 0, 1, 2)
    assert "已选 3 件证据" in _texts(screen)
    type_in(_part(screen, QLineEdit, "group"), "受损部位")
    _part(screen, QPushButton, "describe").click()
    look = sample_bench.workspace.look
    qtbot.waitUntil(
        lambda: [row.group for row in look.exhibits(screen.case)[:4]] == ["受损部位"] * 3 + [""]
    )
    assert look.exhibit(screen.case, stood).caption == "原有说明"


def test_a_place_is_pointed_to_whatever_was_narrowed(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    type_in(_part(screen, QLineEdit, "find"), "mmexport")
    qtbot.waitUntil(lambda: len(_shown(screen)) < 5)
    wanted = sample_bench.workspace.look.exhibits(screen.case)[4]
    screen.point_to(Place(case=screen.case, exhibit=wanted.exhibit))
    qtbot.waitUntil(lambda: wanted.number in _texts(screen))


def test_tiles_and_lines_and_an_empty_case(
    screen: ExhibitsScreen, sample_bench: Workbench, qtbot: Any
) -> None:
    gallery = _part(screen, QListView, "gallery")
    wide = gallery.visualRect(gallery.model().index(0, 0)).width()
    _part(screen, QToolButton, "as-lines").click()
    assert gallery.visualRect(gallery.model().index(0, 0)).width() > 2 * wide
    empty = ExhibitsScreen(sample_bench, sample_bench.workspace.new_case(line="motor"))
    qtbot.addWidget(empty)
    empty.show()
    empty.come_into_view()
    first = _part(empty, QPushButton, "take-in-first")
    qtbot.waitUntil(first.isVisible)
    with qtbot.waitSignal(sample_bench.going) as going:
        first.click()
    assert going.args == [Place(case=empty.case, page="intake")]


@pytest.mark.parametrize("scale", [100, 200])
def test_it_fits_a_small_screen(
    benches: Any, sample_workspace: Any, case_of: CaseOf, qtbot: Any, scale: int
) -> None:
    bench = benches.over(sample_workspace, scale=scale)
    screen = _open(bench, case_of(bench, 0), qtbot)
    _choose(screen, 0)
    qtbot.waitUntil(lambda: screen.findChild(QLineEdit, "caption") is not None)
    least = screen.minimumSizeHint()
    assert (least.width(), least.height()) <= (1366, 700)
    assert least.height() <= 600, "the head of the case and its tabs stand above it"


def _visible(screen: ExhibitsScreen) -> QLineEdit | None:
    fields = [f for f in screen.findChildren(QLineEdit, "caption") if f.isVisible()]
    return fields[0] if fields else None


def _typed(screen: ExhibitsScreen) -> str:
    field = _visible(screen)
    return field.text() if field else ""


def test_a_long_and_turned_name_stays_in_its_place(
    benches: Any, tmp_path: Path, qtbot: Any
) -> None:
    with workspace(tmp_path / "w") as made:
        case = made.new_case(line="motor")
        take_in(made, case, "长" * 250 + "\u202egpj.🚗" + "x" * 40, b"a")
    bench = benches.over(Workspace.open(tmp_path / "w", "p"), scale=200)
    screen = _open(bench, case, qtbot)
    _choose(screen, 0)
    qtbot.waitUntil(lambda: "🚗" in _passages(screen))
    assert "\\u202E" in _passages(screen)
    assert "\\u202E" in str(_part(screen, QListView, "gallery").model().index(0, 0).data())
    assert screen.minimumSizeHint().width() <= 1366


def _passages(screen: ExhibitsScreen) -> str:
    return "\n".join(part.toPlainText() for part in screen.findChildren(Passage))


def _window(name: str) -> Any:
    shown = [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
    assert len(shown) == 1, (name, shown)
    return shown[0]


def _closed(name: str, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: all(w.objectName() != name for w in QApplication.topLevelWidgets()))


def test_enter_shows_it_large_and_arrow_keys_go_through_the_list(
    screen: ExhibitsScreen, qtbot: Any
) -> None:
    gallery = _part(screen, QListView, "gallery")
    gallery.setCurrentIndex(gallery.model().index(1, 0))
    qtbot.keyClick(gallery, Qt.Key.Key_Return)
    large = _window("large-picture")
    qtbot.waitUntil(lambda: large.view.image is not None)
    first = _part(large, QLabel, "large-title").text()
    qtbot.keyClick(large.view, Qt.Key.Key_Right)
    assert _part(large, QLabel, "large-title").text() != first
    total = gallery.model().rowCount()
    assert _part(large, QLabel, "large-place").text() == f"第 3 件，共 {total} 件"
    qtbot.keyClick(large.view, Qt.Key.Key_Left)
    qtbot.keyClick(large.view, Qt.Key.Key_Left)
    qtbot.keyClick(large.view, Qt.Key.Key_Left)  # stays at the first
    assert not _part(large, QPushButton, "large-before").isEnabled()
    assert gallery.currentIndex().row() == 0, "the list stands where one looked last"
    qtbot.keyClick(large, Qt.Key.Key_Escape)
    _closed("large-picture", qtbot)


def test_while_it_is_zoomed_the_arrow_keys_move_the_picture(
    screen: ExhibitsScreen, qtbot: Any
) -> None:
    gallery = _part(screen, QListView, "gallery")
    gallery.setCurrentIndex(gallery.model().index(1, 0))
    qtbot.keyClick(gallery, Qt.Key.Key_Return)
    large = _window("large-picture")
    title = _part(large, QLabel, "large-title").text()
    qtbot.keyClick(large.view, Qt.Key.Key_Plus)
    centre = QPointF(large.view.sight.centre)
    qtbot.keyClick(large.view, Qt.Key.Key_Right)
    assert large.view.sight.centre != centre
    assert _part(large, QLabel, "large-title").text() == title
    large.close()
    _closed("large-picture", qtbot)


def test_two_that_are_chosen_are_looked_at_side_by_side(screen: ExhibitsScreen, qtbot: Any) -> None:
    _choose(screen, 0)
    qtbot.waitUntil(lambda: not _part(screen, QPushButton, "compare-two").isVisible())
    _choose(screen, 0, 2)
    qtbot.mouseClick(_part(screen, QPushButton, "compare-two"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(
        w.objectName() == "compare" and w.isVisible() for w in QApplication.topLevelWidgets()
    ))  # fmt: skip
    window = _window("compare")
    qtbot.waitUntil(lambda: all(image is not None for image in window.pictures.images))
    window.close()
    _closed("compare", qtbot)
