"""The names of pairs; whole searches are in test_run.py."""

from __future__ import annotations

from evidence.examination.likeness import pair_of
from evidence.ledger.kinds import Side
from evidence.values import canonical, sha256


def test_a_pair_has_one_name_from_both_sides() -> None:
    a, b = Side(case="1", exhibit="x"), Side(case="2", exhibit="a")
    assert pair_of(a, b) == pair_of(b, a)
    assert pair_of(a, b) == sha256(canonical([["1", "x"], ["2", "a"]]))[:32]
    assert pair_of(a, b) != pair_of(a, b, "device")
    assert pair_of(a, b) != pair_of(a, Side(case="2", exhibit="b"))
