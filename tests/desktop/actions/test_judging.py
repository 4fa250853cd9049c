"""A verdict on a match is one in both cases: whoever shows findings of any case is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.actions.judging import judge
from desktop.workbench import Changed, Workbench
from evidence.findings import findings


def test_a_verdict_on_a_match_concerns_every_case(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str], qtbot: Any
) -> None:
    case = case_of(sample_bench, 0)
    (match,) = (f for f in findings(sample_bench.workspace, case) if f.check == "A03")
    owner, done = QObject(), []
    with qtbot.waitSignal(sample_bench.changed) as changed:
        judge(
            sample_bench, owner, case, match, "dismissed", "同一事故", lambda: done.append(1),
            lambda _: False,
        )  # fmt: skip
    assert changed.args == [Changed(frozenset({"findings"}), "")]
    assert done == [1]
    other = case_of(sample_bench, 1)
    theirs = findings(sample_bench.workspace, other)
    assert [f.verdict for f in theirs if f.id == match.id] == ["dismissed"]
