"""One intake into a case at a time; an examination asked for meanwhile runs once more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.actions.taking_in import Examining, examine, proposed_session, take_in
from desktop.workbench import Workbench
from evidence.facts import CaseFacts


def test_a_second_intake_waits_for_the_person(
    empty_bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    bench = empty_bench
    case = bench.workspace.new_case(line="motor", title="", facts=CaseFacts())
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    session = proposed_session(bench.workspace, case).session
    first = take_in(bench, case, (tmp_path / "a.txt",), session)
    assert first is not None
    assert take_in(bench, case, (tmp_path / "a.txt",), session) is None
    qtbot.waitUntil(lambda: not bench.jobs.running, timeout=20_000)
    assert first.state == "done"
    assert first.count("taken") == 1
    assert first.session.ended


def test_what_came_in_meanwhile_is_examined_too(empty_bench: Workbench, qtbot: Any) -> None:
    bench = empty_bench
    case = bench.workspace.new_case(line="motor", title="", facts=CaseFacts())
    began: list[Examining] = []
    bench.jobs.began.connect(began.append)
    first = examine(bench, case)
    assert examine(bench, case) is first
    qtbot.waitUntil(lambda: len(began) == 2 and not bench.jobs.running, timeout=20_000)
    assert [job.state for job in began] == ["done", "done"]
