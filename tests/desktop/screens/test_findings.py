"""The findings page: a person reads, gives verdicts with reasons, and goes on to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QScrollArea

from desktop.screens.findings import FindingsScreen
from desktop.workbench import Place, Workbench
from evidence.findings import Finding, findings
from evidence.workspace import Workspace
from tests.desktop.conftest import Benches
from tests.desktop.hands import type_in

REASON = "手机时钟慢了一小时，已与原机核对"


def shown(bench: Workbench, case: str, qtbot: Any) -> FindingsScreen:
    """The page of a case, read and showing its first finding."""
    screen = FindingsScreen(bench, case)
    screen.resize(1366, 640)
    qtbot.addWidget(screen)
    screen.show()
    screen.come_into_view()
    qtbot.waitUntil(lambda: screen.verdict.form is not None)
    return screen


def current(screen: FindingsScreen) -> Finding:
    """The finding the list stands on."""
    from desktop.widgets.two_lines import ROW

    found = screen.list.currentIndex().data(ROW)
    assert isinstance(found, Finding)
    return found


def reason(screen: FindingsScreen) -> Any:
    """The field for the reason."""
    assert screen.verdict.form is not None
    return screen.verdict.form.field("why")


def test_a_verdict_is_entered_and_the_next_comes(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    case = case_of(sample_bench, 2)
    screen = shown(sample_bench, case, qtbot)
    first, second = screen.model.findings()[:2]
    assert current(screen) == first
    assert first.result == "conflict"
    qtbot.mouseClick(screen.findChild(QPushButton, "verdict-dismissed"), Qt.MouseButton.LeftButton)
    assert screen.verdict.findChild(object, "verdict-asks").isVisible()
    assert reason(screen).hasFocus() or not screen.isActiveWindow()
    type_in(reason(screen), REASON)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    count = len(screen.model.findings())
    qtbot.keyClick(reason(screen), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(screen.model.findings()) == count - 1)
    (given,) = sample_bench.workspace.look.verdicts(case)
    assert (given.finding, given.verdict, given.why) == (first.id, "dismissed", REASON)
    assert current(screen).id == second.id
    assert reason(screen).toPlainText() == ""
    person = sample_bench.workspace.person.person
    drafts = sample_bench.workspace.drafts
    qtbot.waitUntil(lambda: drafts.find(person, "verdict", first.id) is None)


def test_what_was_typed_waits_for_its_finding(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    screen = shown(sample_bench, case_of(sample_bench, 2), qtbot)
    type_in(reason(screen), "尚待")
    form = screen.verdict.form
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.verdict.form is not form)
    assert reason(screen).toPlainText() == ""
    form = screen.verdict.form
    qtbot.keyClick(screen.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: screen.verdict.form is not form)
    qtbot.waitUntil(lambda: reason(screen).toPlainText() == "尚待")


def test_reasons_given_before_can_be_taken_again(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    screen = shown(sample_bench, case_of(sample_bench, 2), qtbot)
    count = len(screen.model.findings())
    type_in(reason(screen), REASON)
    first = current(screen)
    screen.verdict.give("open")
    qtbot.waitUntil(lambda: current(screen).id != first.id)
    before = screen.findChild(object, "verdict-reasons")
    qtbot.waitUntil(before.isEnabled)
    before.menu().actions()[0].trigger()
    assert reason(screen).toPlainText() == REASON
    assert len(screen.model.findings()) == count, "待核 stays among those to be reviewed"


def test_filters(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    screen = shown(sample_bench, case_of(sample_bench, 2), qtbot)
    check = screen.findChild(QComboBox, "findings-check")
    check.setCurrentIndex(check.findData("A08"))
    check.activated.emit(check.currentIndex())
    assert {f.check for f in screen.model.findings()} == {"A08"}
    number = screen.model.findings()[1].number
    type_in(screen.findChild(QLineEdit, "findings-filter"), number[-4:].lower())
    assert [f.number for f in screen.model.findings()] == [number]
    assert current(screen).number == number
    state = screen.findChild(QComboBox, "findings-state")
    state.setCurrentIndex(state.findData("confirmed"))
    state.activated.emit(state.currentIndex())
    assert screen.model.findings() == []
    assert screen.findChild(object, "findings-empty").isVisible()


def test_a_place_points_to_a_finding(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    case = case_of(sample_bench, 2)
    last = findings(sample_bench.workspace, case)[-1]
    screen = FindingsScreen(sample_bench, case)
    qtbot.addWidget(screen)
    screen.show()
    screen.come_into_view()
    screen.point_to(Place(case=case, page="findings", finding=last.id))
    qtbot.waitUntil(lambda: bool(screen.model.findings()) and current(screen).id == last.id)


def test_the_match_is_shown_with_both_pictures_and_compared(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    screen = shown(sample_bench, case_of(sample_bench, 0), qtbot)
    views = [screen.findChild(object, f"finding-picture-{n}") for n in (1, 2)]
    qtbot.waitUntil(lambda: all(view.image is not None for view in views), timeout=20_000)
    assert any(view.marks for view in views), "the part that was cut out is outlined"
    qtbot.mouseClick(screen.findChild(QPushButton, "finding-compare"), Qt.MouseButton.LeftButton)
    compared = screen._compared
    assert compared is not None
    qtbot.waitUntil(
        lambda: all(image is not None for image in compared.pictures.images), timeout=20_000
    )
    form = compared.verdict.form
    type_in(form.field("why"), "同一张照片，前案已用")
    with qtbot.waitSignal(compared.judged):
        compared.verdict.give("confirmed")
    (given,) = [v for v in sample_bench.workspace.look.verdicts("desk") if v.finding]
    assert given.verdict == "confirmed"
    qtbot.waitUntil(lambda: given.finding not in {f.id for f in screen.model.findings()})


def test_no_finding_at_all_is_said(empty_bench: Workbench, qtbot: Any) -> None:
    case = empty_bench.workspace.new_case(line="motor")
    screen = FindingsScreen(empty_bench, case)
    qtbot.addWidget(screen)
    screen.show()
    screen.come_into_view()
    empty = screen.findChild(object, "findings-empty")
    qtbot.waitUntil(lambda: "疑点由对证据的检查得出" in empty.text())


@pytest.mark.parametrize("scale", [100, 200])
def test_it_fits_a_small_screen(
    scale: int,
    benches: Benches,
    sample_workspace: Workspace,
    case_of: Callable[[Workbench, int], str],
    qtbot: Any,
) -> None:
    bench = benches.over(sample_workspace, "en", scale=scale)
    screen = shown(bench, case_of(bench, 1), qtbot)
    least = screen.minimumSizeHint()
    assert (least.width() <= 1250, least.height() <= 600) == (True, True)
    inner = screen.findChild(QScrollArea).widget()
    assert inner.minimumSizeHint().width() <= 700 * scale // 100


def test_after_the_last_verdict_the_papers_come_next(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    case = case_of(sample_bench, 0)
    screen = shown(sample_bench, case, qtbot)
    on = screen.findChild(QPushButton, "findings-to-papers")
    assert not on.isVisible()
    for _ in range(len(screen.model.findings())):
        count = len(screen.model.findings())
        type_in(reason(screen), REASON)
        screen.verdict.give("dismissed")
        qtbot.waitUntil(lambda n=count: len(screen.model.findings()) < n)
        qtbot.waitUntil(lambda: not screen.model.findings() or reason(screen).toPlainText() == "")
    qtbot.waitUntil(on.isVisible)
    with qtbot.waitSignal(sample_bench.going) as going:
        qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
    assert going.args == [Place(case=case, page="papers")]


def test_who_types_reasons_stays_in_the_field(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    screen = shown(sample_bench, case_of(sample_bench, 2), qtbot)
    screen.activateWindow()
    before = reason(screen)
    before.setFocus()
    type_in(before, REASON)
    screen.verdict.give("dismissed")
    qtbot.waitUntil(lambda: reason(screen) is not before)
    assert reason(screen).hasFocus()
