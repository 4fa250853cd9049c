"""Findings and verdicts: what is asked, what is kept, what a verdict needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import NotFound, Trouble
from evidence.findings import asked as count
from evidence.findings import findings, open_findings, review
from evidence.index.lookup import Lookup
from evidence.ledger.kinds import ExhibitExamined, LikenessFound, Side
from evidence.observation import Observation, Result, finding_id, pair_finding_id
from evidence.workspace import Workspace
from tests.evidence.examination.built import take_in, workspace


def observed(check: str, result: Result) -> Observation:
    return Observation(check=check, version=1, result=result, strength="fact", what="x", why="y")


def examined(
    ws: Workspace, case: str, exhibit: str, *seen: Observation, context: str = "c"
) -> None:
    facts = ExhibitExamined(
        exhibit=exhibit, observations=seen, context={o.check: context for o in seen}
    )
    ws.record(case, facts, about=exhibit)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Workspace, str, str, str, str]:
    ws = workspace(tmp_path / "w")
    one, other = (ws.new_case(number="", line="motor", title=t, facts=None) for t in "ab")
    return ws, one, other, take_in(ws, one, "a.jpg", b"a"), take_in(ws, other, "b.jpg", b"b")


def test_only_what_asks_for_a_verdict_conflicts_first(two: tuple[Workspace, str, ...]) -> None:
    ws, case, _other, exhibit, _ = two
    with ws:
        examined(
            ws, case, exhibit, observed("A14", "note"), observed("A10", "consistent"),
            observed("A05", "conflict"), observed("A08", "attention"),
            observed("A12", "not_applicable"), observed("A09", "could_not_run"),
        )  # fmt: skip
        found = findings(ws, case)
        assert [f.check for f in found] == ["A05", "A08", "A14"]
        assert found[0].id == finding_id(case, exhibit, "A05")
        assert (found[0].verdict, found[0].source_name) == ("open", "a.jpg")


def test_a_verdict_is_kept_and_needs_a_reason(two: tuple[Workspace, str, ...]) -> None:
    ws, case, _other, exhibit, _ = two
    with ws:
        examined(ws, case, exhibit, observed("A05", "conflict"))
        name = findings(ws, case)[0].id
        with pytest.raises(Trouble):
            review(ws, case, name, "dismissed", "  ")
        with pytest.raises(NotFound):
            review(ws, case, "0" * 12, "dismissed", "why")
        review(ws, case, name, "dismissed", "时钟慢了一小时")
        review(ws, case, name, "confirmed", "再次核对")
        found = findings(ws, case)[0]
        assert (found.verdict, found.why, found.outdated) == ("confirmed", "再次核对", False)
        assert [e.kind for e in ws.look.entries(case)].count("finding_reviewed") == 2
        examined(ws, case, exhibit, observed("A05", "conflict"), context="later facts")
        assert findings(ws, case)[0].outdated


def test_a_match_stands_for_the_observation_of_it(two: tuple[Workspace, str, ...]) -> None:
    ws, case, other, a, b = two
    with ws:
        examined(ws, case, a, observed("A03", "conflict"))
        assert findings(ws, case)[0].other is None
        match = LikenessFound(
            pair="f" * 32, a=Side(case=case, exhibit=a), b=Side(case=other, exhibit=b),
            match_class="cropped", engine="e",
        )  # fmt: skip
        ws.record("desk", match, about=match.pair)
        (mine,), (theirs,) = findings(ws, case), findings(ws, other)
        assert mine.id == theirs.id == pair_finding_id("f" * 32)
        assert mine.other is not None
        assert (mine.other.source_name, mine.other.match_class) == ("b.jpg", "cropped")
        assert theirs.other is not None
        assert theirs.other.source_name == "a.jpg"
        review(ws, other, theirs.id, "dismissed", "同一事故两个险种")
        assert findings(ws, case)[0].verdict == "dismissed"
        assert "finding_reviewed" not in [e.kind for e in ws.look.entries(other)]


def test_a_match_with_what_is_gone_still_stands(two: tuple[Workspace, str, ...]) -> None:
    ws, case, other, a, b = two
    with ws:
        for pair, there in (
            ("e" * 32, Side(case=other, exhibit="9" * 32)),
            ("f" * 32, Side(case="9" * 32, exhibit=b)),
        ):
            match = LikenessFound(
                pair=pair, a=Side(case=case, exhibit=a), b=there, match_class="cropped", engine="e"
            )
            ws.record("desk", match, about=pair)
        found = findings(ws, case)
        assert len(found) == 2
        assert {f.other and f.other.exhibit for f in found} == {""}
        assert findings(ws, other) == []


def test_devices_are_looked_up_once(
    two: tuple[Workspace, str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, case, other, a, b = two
    with ws:
        for at, exhibit in ((case, a), (other, b)):
            facts = {"make": "HUAWEI", "model": "P60", "serial_number": f"S{at[:5]}"}
            ws.record(
                at,
                ExhibitExamined(exhibit=exhibit, observations=(), context={}, facts=facts),
                about=exhibit,
            )
        for n in range(4):
            match = LikenessFound(
                pair=f"{n}" * 32, a=Side(case=case, exhibit=""), b=Side(case=other, exhibit=""),
                match_class="same_device", engine="e", values={"device": f"HUAWEI P60 S{case[:5]}"},
            )  # fmt: skip
            ws.record("desk", match, about=match.pair)
        asked: list[str] = []
        real = type(ws.look).naming

        def counted(look: Lookup, of: str, device: str) -> str:
            asked.append(of)
            return real(look, of, device)

        monkeypatch.setattr(type(ws.look), "naming", counted)
        found = findings(ws, case)
        assert [(f.exhibit, f.other and f.other.exhibit) for f in found] == [(a, "")] * 4
        assert sorted(asked) == sorted([case, other])
        assert findings(ws, case, a) == found
        assert [f.open for f in count(ws.look, case)] == [True] * 4


def test_the_findings_of_one_exhibit(two: tuple[Workspace, str, ...]) -> None:
    ws, case, other, a, b = two
    with ws:
        more = take_in(ws, case, "c.jpg", b"c")
        for at, exhibit in ((case, a), (case, more), (other, b)):
            examined(ws, at, exhibit, observed("A05", "conflict"), observed("A10", "consistent"))
        match = LikenessFound(
            pair="f" * 32, a=Side(case=case, exhibit=a), b=Side(case=other, exhibit=b),
            match_class="cropped", engine="e",
        )  # fmt: skip
        ws.record("desk", match, about=match.pair)
        whole = findings(ws, case)
        assert findings(ws, case, a) == [f for f in whole if f.exhibit == a]
        assert [f.check for f in findings(ws, case, more)] == ["A05"]
        assert findings(ws, case, "9" * 32) == []
        name = findings(ws, case, more)[0].id
        with pytest.raises(NotFound):
            review(ws, case, name, "dismissed", "时钟慢了", exhibit=a)
        review(ws, case, name, "dismissed", "时钟慢了", exhibit=more)
        assert findings(ws, case, more)[0].verdict == "dismissed"


def test_open_findings_are_counted_by_case(two: tuple[Workspace, str, ...]) -> None:
    ws, case, other, a, _b = two
    with ws:
        assert open_findings(ws.look) == {case: 0, other: 0}
        examined(ws, case, a, observed("A05", "conflict"), observed("A14", "note"))
        assert open_findings(ws.look) == {case: 2, other: 0}
        late, early = findings(ws, case)
        review(ws, case, late.id, "dismissed", "时钟慢了")
        review(ws, case, early.id, "open", "等原件")
        assert open_findings(ws.look) == {case: 1, other: 0}


def test_what_is_counted_is_what_is_found(two: tuple[Workspace, str, ...]) -> None:
    ws, case, other, a, b = two
    with ws:
        more = take_in(ws, case, "c.jpg", b"c")
        for exhibit in (a, more, "9" * 32):
            examined(ws, case, exhibit, observed("A05", "conflict"), observed("A03", "conflict"))
        match = LikenessFound(
            pair="f" * 32, a=Side(case=case, exhibit=a), b=Side(case=other, exhibit=b),
            match_class="cropped", engine="e",
        )  # fmt: skip
        ws.record("desk", match, about=match.pair)
        review(ws, case, pair_finding_id(match.pair), "confirmed", "同一张照片")
        review(ws, case, finding_id(case, more, "A05"), "open", "等原件")
        found = findings(ws, case)
        assert len(found) == 4
        assert sorted(count(ws.look, case)) == sorted(
            (f.exhibit, f.result, f.verdict == "open") for f in found
        )
