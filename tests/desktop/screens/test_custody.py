"""Custody in the window: offered, accepted, refused, each with what a person typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QListView, QPushButton, QWidget

from desktop.screens.custody import CustodyScreen
from desktop.workbench import Workbench
from evidence import custody
from tests.desktop.conftest import Benches
from tests.desktop.hands import type_in
from tests.desktop.small_case import small_case


def _find(screen: QWidget, kind: type[Any], name: str) -> Any:
    found = [w for w in screen.findChildren(kind, name) if not w.isHidden()]
    assert found, name
    return found[-1]


def _screen(bench: Workbench, case: str, qtbot: Any) -> CustodyScreen:
    screen = CustodyScreen(bench, case)
    qtbot.addWidget(screen)
    screen.resize(1366, 640)
    screen.show()
    screen.come_into_view()
    qtbot.waitUntil(lambda: screen.findChild(QFrame, "holdings") is not None)
    return screen


def _kinds(bench: Workbench, case: str) -> list[str]:
    rows = bench.workspace.look.custody(case)
    return [row.kind for row in rows if row.kind != "taken_in"]


def _texts(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_exhibits_are_offered_and_accepted(empty_bench: Workbench, qtbot: Any) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    screen = _screen(bench, case, qtbot)
    line = _find(screen, QListView, "custody-line").model()
    taken = len(bench.workspace.look.exhibits(case))
    assert line.rowCount() == 1
    assert str(taken) in line.index(0).data()
    _find(screen, QPushButton, "offer-custody").click()
    record = _find(screen, QPushButton, "record-offer")
    assert not record.isEnabled()
    type_in(_find(screen, QWidget, "receiver"), "陈警官")
    type_in(_find(screen, QWidget, "receiver_org"), "某市公安局")
    type_in(_find(screen, QWidget, "purpose"), "案件移送")
    type_in(_find(screen, QWidget, "seal"), "F0021")
    record.click()
    qtbot.waitUntil(lambda: _kinds(bench, case) == ["offered"])
    qtbot.waitUntil(lambda: line.rowCount() == 2)
    _find(screen, QPushButton, "accept-0").click()
    accept = _find(screen, QPushButton, "record-accept")
    assert not accept.isEnabled()
    type_in(_find(screen, QWidget, "checked"), "逐件核对，封条完好")
    type_in(_find(screen, QWidget, "document"), "W001")
    accept.click()
    qtbot.waitUntil(lambda: _kinds(bench, case) == ["offered", "accepted"])
    qtbot.waitUntil(lambda: "陈警官（某市公安局）" in _texts(screen).replace(" (", "（"))
    [held] = custody.holdings(bench.workspace, case)
    assert (held.name, len(held.exhibits)) == ("陈警官", taken)
    qtbot.waitUntil(lambda: line.rowCount() == 3)
    view = _find(screen, QListView, "custody-line")
    view.setCurrentIndex(line.index(1))
    qtbot.waitUntil(lambda: "F0021" in _texts(screen))


def test_an_offer_of_some_is_taken_back(empty_bench: Workbench, qtbot: Any) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    first = bench.workspace.look.exhibits(case)[0]
    screen = _screen(bench, case, qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    type_in(_find(screen, QWidget, "receiver"), "陈警官")
    type_in(_find(screen, QWidget, "purpose"), "检验")
    type_in(_find(screen, QWidget, "exhibits"), f"{first.number}，")
    _find(screen, QPushButton, "record-offer").click()
    qtbot.waitUntil(lambda: _kinds(bench, case) == ["offered"])
    [offered] = custody.open_offers(bench.workspace.look.custody(case))
    assert offered.exhibits == (first.exhibit,)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QPushButton, "refuse-0")))
    _find(screen, QPushButton, "refuse-0").click()
    _find(screen, QComboBox, "by").setCurrentIndex(1)
    type_in(_find(screen, QWidget, "reason"), "接收人未到场")
    _find(screen, QPushButton, "record-refuse").click()
    qtbot.waitUntil(lambda: _kinds(bench, case) == ["offered", "refused"])
    rows = bench.workspace.look.custody(case)
    assert rows[-1].receiver == bench.workspace.person.name
    assert custody.open_offers(rows) == []


def test_what_was_typed_is_kept(empty_bench: Workbench, qtbot: Any) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    screen = _screen(bench, case, qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    type_in(_find(screen, QWidget, "purpose"), "案件移送")
    _find(screen, QPushButton, "leave-offer").click()
    _find(screen, QPushButton, "offer-custody").click()
    qtbot.waitUntil(lambda: _find(screen, QWidget, "purpose").text() == "案件移送")


def test_it_fits_a_small_window(empty_bench: Workbench, qtbot: Any) -> None:
    screen = _screen(empty_bench, small_case(empty_bench), qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    least = screen.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 700


def test_a_button_pressed_twice_records_once(empty_bench: Workbench, qtbot: Any) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    screen = _screen(bench, case, qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    type_in(_find(screen, QWidget, "receiver"), "陈警官")
    type_in(_find(screen, QWidget, "purpose"), "检验")
    record = _find(screen, QPushButton, "record-offer")
    record.click()
    record.click()
    assert not record.isEnabled()
    qtbot.waitUntil(lambda: _kinds(bench, case) == ["offered"])
    qtbot.waitUntil(lambda: not screen.findChildren(QFrame, "form-offer"))
    assert _kinds(bench, case) == ["offered"]


def test_what_cannot_be_recorded_stays_to_be_corrected(
    empty_bench: Workbench, benches: Benches, qtbot: Any
) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    screen = _screen(bench, case, qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    type_in(_find(screen, QWidget, "receiver"), "陈警官")
    type_in(_find(screen, QWidget, "purpose"), "检验")
    type_in(_find(screen, QWidget, "exhibits"), "Z999")
    record = _find(screen, QPushButton, "record-offer")
    record.click()
    qtbot.waitUntil(lambda: bool(benches.problems))
    benches.problems.clear()
    qtbot.waitUntil(record.isEnabled)
    assert _find(screen, QWidget, "receiver").text() == "陈警官"


def test_a_form_that_gives_way_to_another_is_kept(empty_bench: Workbench, qtbot: Any) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    custody.offer(bench.workspace, case, exhibits=("Z001",), receiver="陈警官", purpose="检验")
    screen = _screen(bench, case, qtbot)
    _find(screen, QPushButton, "offer-custody").click()
    qtbot.waitUntil(_find(screen, QWidget, "receiver").isVisible)
    type_in(_find(screen, QWidget, "receiver"), "刘警官")
    _find(screen, QPushButton, "refuse-0").click()
    person, drafts = bench.workspace.person.person, bench.workspace.drafts
    qtbot.waitUntil(lambda: drafts.find(person, "custody-offer", case) is not None, timeout=1_500)
