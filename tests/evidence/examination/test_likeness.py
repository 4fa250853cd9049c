"""The names of pairs, and how weighty a class is; whole searches are in test_run.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.examination.likeness import pair_of
from evidence.findings import findings
from evidence.ledger.kinds import LikenessFound, Side
from evidence.ledgers import DESK
from evidence.values import canonical, sha256
from tests.evidence.examination.built import take_in, workspace


def test_a_pair_has_one_name_from_both_sides() -> None:
    a, b = Side(case="1", exhibit="x"), Side(case="2", exhibit="a")
    assert pair_of(a, b) == pair_of(b, a)
    assert pair_of(a, b) == sha256(canonical([["1", "x"], ["2", "a"]]))[:32]
    assert pair_of(a, b) != pair_of(a, b, "device")
    assert pair_of(a, b) != pair_of(a, Side(case="2", exhibit="b"))


PLACES = {"agreement": 900, "inliers": 40, "outside": 40, "false_pairs": 1, "distinct_pairs": 9}
WHOLE = {"agreement": 900, "distance": 9, "false_pairs": 1, "distinct_pairs": 9}


@pytest.mark.parametrize(
    ("kind", "values", "check", "result", "strength"),
    [
        ("same_file", {}, "A02", "conflict", "fact"),
        ("cropped", PLACES, "A03", "conflict", "indicator"),
        ("recaptured", PLACES, "A03", "conflict", "indicator"),
        ("cropped", WHOLE, "A03", "conflict", "indicator"),
        ("same_scene", PLACES, "M08", "attention", "indicator"),
        ("same_object", PLACES, "M08", "note", "weak"),
    ],
)
def test_one_scene_or_object_is_less_than_one_photograph(
    tmp_path: Path, kind: str, values: dict[str, int], check: str, result: str, strength: str
) -> None:
    with workspace(tmp_path / "w") as ws:
        cases = [ws.new_case(number="", line="motor", title=n, facts=None) for n in "ab"]
        sides = [Side(case=case, exhibit=take_in(ws, case, "x.jpg", b"x")) for case in cases]
        first, second = sorted(sides, key=lambda side: side.case)
        pair = pair_of(first, second)
        match = LikenessFound(
            pair=pair, a=first, b=second, match_class=kind, engine="e", values=values
        )
        ws.record(DESK, match, about=pair)
        (found,) = findings(ws, cases[0])
        assert (found.check, found.result, found.strength) == (check, result, strength)
        assert found.innocent
        # Every value its sentence names is there.
        assert found.what.format(**found.values)
