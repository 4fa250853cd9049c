"""The facts of a case on their page: shown, changed, undecided, and with their clocks."""

from __future__ import annotations

from typing import Any

from desktop.screens.case_facts import CaseFactsScreen
from desktop.workbench import Workbench
from evidence.facts import CaseFacts, Party
from tests.desktop.running import find, press, write


def _page(bench: Workbench, qtbot: Any, case: str) -> CaseFactsScreen:
    screen = CaseFactsScreen(bench, case)
    qtbot.addWidget(screen)
    screen.resize(1100, 900)
    screen.show()
    screen.come_into_view()
    qtbot.waitUntil(lambda: find(screen, "claim_no").isEnabled())
    return screen


def test_a_changed_line_is_entered_and_the_rest_stays(empty_bench: Workbench, qtbot: Any) -> None:
    driver = Party(id="p1", role="driver", name="样例丁")
    case = empty_bench.workspace.new_case(facts=CaseFacts(claim_no="BA-1", parties=(driver,)))
    screen = _page(empty_bench, qtbot, case)
    qtbot.waitUntil(lambda: find(screen, "claim_no").text() == "BA-1")
    write(screen, "loss_place", "样例路口")
    press(qtbot, screen, "facts-save")
    look = empty_bench.workspace.look
    qtbot.waitUntil(lambda: bool(look.case(case).facts.spots))
    facts = look.case(case).facts
    assert (facts.claim_no, facts.parties, facts.spots[0].text) == ("BA-1", (driver,), "样例路口")
    drafts = empty_bench.workspace.drafts
    qtbot.waitUntil(lambda: drafts.all(empty_bench.workspace.person.person) == [])


def test_what_cannot_be_read_is_told_and_nothing_is_entered(
    empty_bench: Workbench, qtbot: Any
) -> None:
    case = empty_bench.workspace.new_case()
    screen = _page(empty_bench, qtbot, case)
    write(screen, "loss_spot", "路口")
    press(qtbot, screen, "facts-save")
    assert "路口" in find(screen, "facts-told").text()
    assert empty_bench.workspace.look.case(case).facts.spots == ()


def test_a_commission_is_entered_with_its_period(empty_bench: Workbench, qtbot: Any) -> None:
    case = empty_bench.workspace.new_case()
    screen = _page(empty_bench, qtbot, case)
    press(qtbot, screen, "commission-save")
    for name, text in (("commission_no", "WT-1"), ("commission_by", "样例财险"),
                       ("scope", "现场查勘"), ("until", "2026-12-31")):  # fmt: skip
        write(screen, name, text)
    press(qtbot, screen, "commission-save")
    look = empty_bench.workspace.look
    qtbot.waitUntil(lambda: bool(look.commissions(case)))
    (stated,) = look.commissions(case)
    assert (stated.number, stated.scope, stated.until) == ("WT-1", "现场查勘", "2026-12-31")
    qtbot.waitUntil(lambda: find(screen, "commission_no").text() == "")


def test_what_is_being_typed_stays_when_somebody_else_changes_the_case(
    empty_bench: Workbench, qtbot: Any
) -> None:
    case = empty_bench.workspace.new_case(facts=CaseFacts(claim_no="BA-1"))
    screen = _page(empty_bench, qtbot, case)
    qtbot.waitUntil(lambda: find(screen, "claim_no").text() == "BA-1")
    write(screen, "claim_no", "BA-2")
    empty_bench.tell({"cases"}, case)
    empty_bench.ask(screen, lambda w: None, lambda _: screen.setWindowTitle("read"))
    qtbot.waitUntil(lambda: screen.windowTitle() == "read")
    assert find(screen, "claim_no").text() == "BA-2"
