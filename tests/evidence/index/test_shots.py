"""What files say of the moment they were taken, for a whole case; what was read last counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evidence.index.shots import ShotRow
from evidence.ledger.kinds import ExhibitExamined
from tests.evidence.examination.built import take_in, workspace
from tests.evidence.index.ledgers import CASE, Signer, looked
from tests.evidence.workspaces import taken


def test_the_last_reading_counts_and_odd_values_harm_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a = take_in(ws, case, "a.jpg", b"a")
        take_in(ws, case, "b.jpg", b"b")
        for facts in (
            {"time_original": "2020-01-01T00:00:00", "make": "HUAWEI", "model": "P40"},
            {"time_original": "2026-01-01T00:00:00", "make": "HUAWEI ", "model": 7},
        ):
            ws.record(case, ExhibitExamined(exhibit=a, observations=(), facts=facts), about=a)
        ws.record(case, ExhibitExamined(exhibit=a, observations=()), about=a)
        shots = ws.look.shots(case)
        assert shots == {a: ShotRow(a, "2026-01-01T00:00:00", "HUAWEI 7")}


def _read(exhibit: str, **facts: object) -> ExhibitExamined:
    return ExhibitExamined(exhibit=exhibit, observations=(), facts=facts)


def test_a_device_is_named_by_the_first_that_was_last_read_so() -> None:
    one, other = taken("1.jpg"), taken("2.jpg")
    mine, hers = Signer(0), Signer(1)
    mine.says(one), mine.says(other)
    names = {"make": "HUAWEI", "model": " P60 ", "serial_number": 7}
    before = mine.says(_read(one.exhibit, **names), minute=1)
    mine.says(_read(other.exhibit, **names), minute=2)
    mine.says(_read("not taken in", **names))
    look = looked(*mine.entries)
    assert look.naming(CASE, "HUAWEI P60 7") == one.exhibit
    assert look.naming(CASE, "HUAWEI P60") == look.naming("9" * 32, "HUAWEI P60 7") == ""
    replacing = hers.says(_read(one.exhibit, make="vivo"), minute=3, replaces=[before.link])
    look = looked(*mine.entries, replacing)
    assert look.naming(CASE, "HUAWEI P60 7") == other.exhibit
    unknowing = Signer(2).says(_read(other.exhibit, make="vivo"), minute=4)
    assert looked(*mine.entries, replacing, unknowing).naming(CASE, "HUAWEI P60 7") == ""


def test_a_paper_names_no_device() -> None:
    signer, paper = Signer(), replace(taken("1.pdf"), role="paper")
    signer.says(paper), signer.says(_read(paper.exhibit, make="x"))
    assert looked(*signer.entries).naming(CASE, "x") == ""
