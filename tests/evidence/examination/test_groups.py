"""Groups: chains of matches, without what a person dismissed and what is not one photograph."""

from __future__ import annotations

from pathlib import Path

from evidence.examination.groups import Group, groups
from evidence.examination.likeness import pair_of
from evidence.ledger.kinds import FindingReviewed, LikenessFound, Side
from evidence.ledgers import DESK
from evidence.observation import pair_finding_id
from evidence.workspace import Workspace
from tests.evidence.examination.built import workspace


def tie(ws: Workspace, a: str, b: str, kind: str = "cropped") -> str:
    sides = [Side(case=name[0], exhibit=name) for name in (a, b)]
    pair = pair_of(sides[0], sides[1])
    found = LikenessFound(
        pair=pair, a=sides[0], b=sides[1], match_class=kind, engine="e", values={}
    )
    ws.record(DESK, found, about=pair)
    return pair_finding_id(pair)


def told(found: list[Group]) -> list[tuple[str, str]]:
    return [("".join(g.cases), " ".join(side.exhibit for side in g.files)) for g in found]


def test_chains_over_the_cases(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        assert groups(ws.look) == []
        tie(ws, "b1", "c1")
        tie(ws, "f1", "g1")
        between = tie(ws, "a1", "c1")
        tie(ws, "d1", "a1", "re_encoded")
        tie(ws, "d1", "f1", "same_scene")
        tie(ws, "x1", "y1", "same_object")
        found = groups(ws.look)
        assert told(found) == [("abcd", "a1 b1 c1 d1"), ("fg", "f1 g1")]
        assert [len(group.matches) for group in found] == [3, 1]
        verdict = FindingReviewed(finding=between, verdict="dismissed", why="x", observed="")
        ws.record(DESK, verdict, about=between)
        assert told(groups(ws.look)) == [("ad", "a1 d1"), ("bc", "b1 c1"), ("fg", "f1 g1")]
