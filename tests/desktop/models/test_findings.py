"""The list of findings: grouped, filtered, spoken, and what comes next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from desktop.models.findings import FindingsModel, Found, Wanted, detail_of, found_in, next_open
from desktop.widgets.two_lines import COLOUR, ROW, STATE, TITLE, WHERE
from desktop.workbench import Workbench
from evidence.findings import Finding
from evidence.ledger.kinds import ExhibitExamined
from evidence.observation import Observation
from evidence.words import Words
from tests.desktop.small_case import small_case


def made(number: int, **more: Any) -> Finding:
    """A finding of an exhibit by number."""
    given: dict[str, Any] = {
        "id": f"{number:012}", "exhibit": f"{number:032}", "number": f"AJ-Z{number:03}",
        "source_name": f"IMG_{number}.jpg", "check": "A05", "result": "conflict",
        "strength": "fact", "what": "x",
    }  # fmt: skip
    return Finding(**(given | more))


def _shown(*findings: Finding, state: str = "") -> FindingsModel:
    model = FindingsModel(Words("zh_CN"))
    model.show(Found(findings=findings, cards={}), Wanted(state=state))
    return model


def test_groups_have_headings_that_cannot_be_chosen(qapp: Any) -> None:
    model = _shown(made(1), made(2), made(3, result="note"))
    said = [model.index(n).data() for n in range(model.rowCount())]
    assert said[0] == "重点核查（2）"
    assert said[3] == "提示（1）"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index(0).data(ROW) is None
    assert model.place_of(made(3).id).row() == 4
    assert not model.place_of("nobody").isValid()


def test_a_row_says_what_where_and_how_it_stands(qapp: Any) -> None:
    model = _shown(made(1, by="p", verdict="confirmed"))
    row = model.index(1)
    assert [row.data(role) for role in (TITLE, WHERE, STATE, COLOUR)] == [
        "A05", "Z001  IMG_1.jpg", "采纳", "conflict",
    ]  # fmt: skip
    spoken = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "重点核查：A05，AJ-Z001 IMG_1.jpg，采纳"


def test_only_what_is_wanted(qapp: Any) -> None:
    model = _shown(made(1), made(2, verdict="dismissed", by="p"), state="open")
    assert [f.number for f in model.findings()] == ["AJ-Z001"]
    assert Wanted(state="", check="A05", text=" img_2 ").of([made(1), made(2)]) == [made(2)]
    assert Wanted(state="", check="A08").of([made(2)]) == []


def test_the_next_one_nobody_judged() -> None:
    rows = [made(1), made(2, by="p"), made(3), made(4, verdict="dismissed", by="p")]
    assert next_open(rows, rows[0].id) == rows[2]
    assert next_open(rows, rows[2].id) == rows[0]
    assert next_open(rows, "gone") == rows[0]
    assert next_open([rows[0]], rows[0].id) is None


def test_reasons_of_the_same_check_first() -> None:
    found = Found(
        findings=(
            made(1, why="旧", at="2026-01-01", check="A08"),
            made(2, why="新", at="2026-02-01", check="A08"),
            made(3, why="同", at="2025-01-01"),
            made(4, why="新", at="2026-03-01", check="A08"),
        ),
        cards={},
    )
    assert found.reasons("A05", 9) == ["同", "新", "旧"]
    assert found.states() == {"": 4, "open": 4}


def test_a_finding_that_names_another_exhibit_is_shown_beside_it(empty_bench: Workbench) -> None:
    workspace = empty_bench.workspace
    case = small_case(empty_bench)
    a, b, _ = workspace.look.exhibits(case)
    seen = Observation(
        check="M06", version=1, result="note", strength="fact", what="x",
        values={"twins": [b.number, a.number, "Z-9"]},
    )  # fmt: skip
    facts = ExhibitExamined(exhibit=a.exhibit, observations=(seen,), context={"M06": "c"})
    workspace.record(case, facts, about=a.exhibit)
    found = found_in(workspace, case)
    detail = detail_of(workspace, case, found.findings[0], None)
    assert detail.pair.right is not None
    assert (detail.pair.left.number, detail.pair.right.number) == (a.number, b.number)
    assert not detail.pair.alike
    assert detail.judge == ""
