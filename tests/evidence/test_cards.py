"""A card says when, with what and from where, and what of an exhibit still waits for a person."""

from __future__ import annotations

from pathlib import Path

from evidence.cards import _folder, cards
from evidence.findings import findings, review
from evidence.ledger.kinds import ExhibitExamined
from evidence.observation import Observation, Result
from tests.evidence.examination.built import take_in, workspace


def _observed(check: str, result: Result) -> Observation:
    return Observation(check=check, version=1, result=result, strength="fact", what="x", why="y")


def test_a_card_of_every_exhibit_in_the_order_of_intake(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.txt", b"b")
        read = {"time_original": "2026-01-02T03:04:05", "make": "Canon", "model": "Canon EOS R6"}
        seen = (_observed("A01", "note"), _observed("A05", "conflict"), _observed("A08", "note"))
        facts = ExhibitExamined(exhibit=a, observations=seen, facts=read)
        ws.record(case, facts, about=a)
        first, second = cards(ws, case)
        assert (first.row.exhibit, second.row.exhibit) == (a, b)
        assert first.short in first.row.number
        assert first.row.number == f"{ws.look.case(case).number}-{first.short}"
        assert (first.taken, first.device) == ("2026-01-02T03:04:05", "Canon EOS R6")
        assert (first.worst, first.open, first.reviewed) == ("conflict", 3, 0)
        assert (second.taken, second.device, second.state) == ("", "", "none")
        weightiest = findings(ws, case)[0]
        review(ws, case, weightiest.id, "dismissed", "时钟慢了")
        again = cards(ws, case)[0]
        assert (again.worst, again.open, again.reviewed, again.state) == ("note", 2, 1, "open")


def test_the_folder_is_what_stands_before_the_name() -> None:
    assert _folder("/media/u/DCIM/100/a.jpg") == "/media/u/DCIM/100"
    assert _folder("E:\\DCIM\\a.jpg") == "E:\\DCIM"
    assert (_folder("a.jpg"), _folder("")) == ("", "")
