"""Home and a new case: what is typed is what the ledger then holds, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTableView

from desktop.application import Application
from desktop.models.cases import CLOCK, FINDINGS, CaseSeen, CasesModel
from desktop.screens.case import CaseScreen
from desktop.screens.cases import CasesScreen
from desktop.workbench import Place, Workbench
from evidence.clocks import today_in_china
from evidence.facts import CaseFacts, Event, Time, Vehicle
from evidence.index.rows import CaseRow
from evidence.words import say
from tests.desktop.hands import type_in
from tests.desktop.running import (
    find,
    inside,
    made_workspace,
    press,
    running,
    unlocked,
    write,
)


@pytest.fixture
def application(qapp: Any, qtbot: Any, tmp_path: Path) -> Iterator[Application]:
    made_workspace(tmp_path / "w").close()
    with running(qapp, qtbot) as made:
        unlocked(made, qtbot, tmp_path / "w")
        yield made


def _home(bench: Workbench, qtbot: Any) -> CasesScreen:
    screen = CasesScreen(bench)
    qtbot.addWidget(screen)
    screen.resize(1280, 700)
    screen.show()
    screen.come_into_view()
    return screen


def test_a_new_case_is_typed_and_opened(application: Application, qtbot: Any) -> None:
    window, bench = application.window, inside(application, qtbot)
    qtbot.waitUntil(lambda: find(window, "first-case").isEnabled())
    press(qtbot, window, "first-case")
    for name, text in (
        ("title", "路口两车相碰"), ("claim_no", "BA-2026-1"), ("loss_time", "2026年3月1日10时22分"),
        ("plate", "赣B12345"), ("claimed", "2026-03-02"),
    ):  # fmt: skip
        write(window, name, text)
    press(qtbot, window, "new-case-open")
    qtbot.waitUntil(lambda: bool(bench.workspace.look.cases()))
    (row,) = bench.workspace.look.cases()
    assert (row.title, row.line, row.facts.claim_no) == ("路口两车相碰", "motor", "BA-2026-1")
    assert row.facts.vehicles[0].plate == "赣B12345"
    assert {event.kind: event.at.local for event in row.facts.events} == {
        "loss": "2026-03-01T10:22", "claimed": "2026-03-02",
    }  # fmt: skip
    assert window.inside is not None
    qtbot.waitUntil(lambda: window.inside.here.case == row.case)
    qtbot.waitUntil(lambda: bool(find(window, "case-clock").text()))


def test_a_time_that_is_none_is_told_and_its_field_has_the_focus(
    application: Application, qtbot: Any
) -> None:
    window, bench = application.window, inside(application, qtbot)
    bench.go(Place(case="", page="new-case"))
    write(window, "loss_time", "昨天")
    press(qtbot, window, "new-case-open")
    assert "昨天" in find(window, "new-case-told").text()
    assert bench.workspace.look.cases() == []


def test_a_number_that_is_taken_is_told_in_the_page(application: Application, qtbot: Any) -> None:
    window, bench = application.window, inside(application, qtbot)
    bench.workspace.new_case("AJ-1")
    bench.go(Place(case="", page="new-case"))
    write(window, "number", "AJ-1")
    press(qtbot, window, "new-case-open")
    qtbot.waitUntil(lambda: "AJ-1" in find(window, "new-case-told").text())
    assert find(window, "new-case-open").isEnabled()


def test_what_was_typed_is_there_after_the_window_was_closed_at_once(
    qapp: Any, qtbot: Any, tmp_path: Path
) -> None:
    made_workspace(tmp_path / "w").close()
    with running(qapp, qtbot) as application:
        unlocked(application, qtbot, tmp_path / "w").go(Place(case="", page="new-case"))
        type_in(find(application.window, "title"), "雨夜追尾")
    with running(qapp, qtbot) as application:
        unlocked(application, qtbot, tmp_path / "w").go(Place(case="", page="new-case"))
        qtbot.waitUntil(lambda: find(application.window, "title").text() == "雨夜追尾")


def test_cases_are_found_by_what_is_known_of_them(empty_bench: Workbench, qtbot: Any) -> None:
    for number, plate in (("AJ-1", "赣B11111"), ("AJ-2", "赣B22222")):
        facts = CaseFacts(vehicles=(Vehicle(id="v", plate=plate),))
        empty_bench.workspace.new_case(number, title="样例", facts=facts)
    screen = _home(empty_bench, qtbot)
    table = screen.findChild(QTableView, "cases")
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    type_in(find(screen, "filter"), "样例 b222")
    assert table.model().rowCount() == 1
    qtbot.keyClick(find(screen, "filter"), Qt.Key.Key_Return)
    table.selectRow(0)
    with qtbot.waitSignal(empty_bench.going) as gone:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert gone.args == [Place(case=empty_bench.workspace.look.case("AJ-2").case)]


def test_home_names_the_clock_and_counts_open_findings(sample_bench: Workbench, qtbot: Any) -> None:
    day = (today_in_china() - timedelta(days=26)).isoformat()
    facts = CaseFacts(events=(Event(id="c", kind="claimed", at=Time(local=day)),))
    sample_bench.workspace.new_case("AJ-9", facts=facts)
    screen = _home(sample_bench, qtbot)
    model = screen.findChild(QTableView, "cases").model()
    qtbot.waitUntil(lambda: model.rowCount() == 4)

    def cell(row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return model.data(model.index(row, column), role)

    assert cell(0, CLOCK) == "理赔核定：还剩 4 天"
    assert cell(0, CLOCK, Qt.ItemDataRole.ForegroundRole) is not None
    assert cell(1, CLOCK) == ""
    qtbot.waitUntil(lambda: cell(1, FINDINGS) not in ("", "…"), timeout=20_000)


def test_notices_are_shown_once_and_go_when_read(empty_bench: Workbench, qtbot: Any) -> None:
    empty_bench.workspace.notices = (say("The disk is full."),)
    screen = _home(empty_bench, qtbot)
    press(qtbot, screen, "notice-0")
    assert empty_bench.workspace.notices == ()
    again = _home(empty_bench, qtbot)
    assert again.findChildren(object, "notice-0") == []


def test_a_hundred_thousand_cases_are_a_model_like_any_other(
    empty_bench: Workbench, qtbot: Any
) -> None:
    model = CasesModel(empty_bench)
    row = CaseRow(
        "c", "AJ", "motor", "t" * 300, "2026-03-01T00:00:00Z", "p", "open", 1, CaseFacts()
    )
    model.show((CaseSeen(row),) * 100_000)
    assert model.rowCount() == 100_000
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Horizontal) == "案件编号"
    assert model.data(model.index(99_999, 0)) == "AJ"
    assert not QModelIndex().isValid()


def test_long_foreign_names_do_not_widen_the_window(
    benches: Any, qtbot: Any, tmp_path: Path
) -> None:
    bench = benches.over(made_workspace(tmp_path / "w"), scale=200)
    name = "W" * 280 + "\u202e🚗"
    screen = CaseScreen(bench, bench.workspace.new_case("W" * 64, title=name))
    qtbot.addWidget(screen)
    screen.show()
    screen.come_into_view()
    qtbot.waitUntil(lambda: screen._title.text() == "W" * 64)
    assert screen.minimumSizeHint().width() <= 1366
    assert "\\u202E" in screen._about.text()
