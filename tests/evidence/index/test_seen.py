"""What was seen: the newest observation of a check counts, and only what asks is taken apart."""

from __future__ import annotations

from pathlib import Path

from evidence.ledger.kinds import ExhibitExamined
from evidence.observation import ASKS_FOR_A_VERDICT, Observation, Result
from evidence.workspace import Workspace
from tests.evidence.examination.built import take_in, workspace
from tests.evidence.index.ledgers import CASE, Signer, looked
from tests.evidence.workspaces import examined, taken


def _examined(ws: Workspace, case: str, exhibit: str, **seen: Result) -> None:
    made = tuple(
        Observation(check=check, version=1, result=result, strength="fact", what='"result":"note"')
        for check, result in seen.items()
    )
    facts = ExhibitExamined(
        exhibit=exhibit,
        observations=made,
        context=dict.fromkeys(seen, "c"),
        facts={"make": "HUAWEI", "model": " P60 ", "serial_number": 7} if "A01" in seen else {},
    )
    ws.record(case, facts, about=exhibit)


def test_what_asks_is_what_the_newest_observation_says(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        _examined(ws, case, a, A01="note", A05="conflict", A08="consistent")
        _examined(ws, case, a, A05="consistent", A08="attention")
        _examined(ws, case, b, A01="could_not_run", A05="not_applicable")
        asking = ws.look.asking(case)
        assert [(row.exhibit, row.observation.check) for row in asking] == [(a, "A01"), (a, "A08")]
        whole = [
            o for o in ws.look.observations(case) if o.observation.result in ASKS_FOR_A_VERDICT
        ]
        assert asking == whole
        assert ws.look.asking(case, a) == asking
        assert ws.look.asking(case, b) == []


def test_devices_are_named_by_what_was_last_read(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        _examined(ws, case, a, A01="note")
        _examined(ws, case, b, A05="note")
        assert ws.look.devices(case) == {a: "HUAWEI P60 7"}


def test_of_two_who_did_not_know_of_each_other_the_later_counts() -> None:
    exhibit = taken("1.jpg").exhibit
    asks = Observation(check="A01", version=1, result="note", strength="fact", what="x")
    one, other = Signer(0), Signer(1)
    one.says(taken("1.jpg"))
    one.says(ExhibitExamined(exhibit=exhibit, observations=(asks,)), minute=1)
    assert len(looked(*one.entries).asking(CASE)) == 1
    other.says(examined(exhibit, "A01"), minute=2)
    look = looked(*one.entries, *other.entries)
    assert look.observations(CASE)[0].observation.result == "consistent"
    assert look.asking(CASE) == []
