"""The sessions of a case as rows: newest first, counted with what they lack."""

from __future__ import annotations

from typing import Any

from desktop.models.sessions import Sessions, held_sessions
from desktop.workbench import Workbench
from evidence.facts import Answer, CaseFacts, Session
from evidence.intake.session import open_session
from evidence.values import new_id
from evidence.words import visible


def test_newest_first_with_what_is_not_stated(empty_bench: Workbench, qtmodeltester: Any) -> None:
    workspace = empty_bench.workspace
    case = workspace.new_case(line="motor", title="", facts=CaseFacts())
    first = Session(id=new_id(), began="2026-03-01T02:00:00.000Z")
    provider = Answer(value="王\u202e某" * 100)
    later = Session(id=new_id(), began="2026-03-02T02:00:00.000Z", provider=provider)
    for session in (first, later):
        open_session(workspace, case, session)
    held = held_sessions(workspace.look, case)
    assert [each.session.id for each in held] == [later.id, first.id]
    model = Sessions(empty_bench)
    model.show_sessions(held)
    assert model.index(0, 0).data() == "2026年03月02日 10时00分"
    assert model.index(0, 1).data() == visible(provider.value)
    assert model.index(1, 4).data() == "15 项未说明"
    assert model.row_of(first.id) == 1
    assert model.held(7) is None
    qtmodeltester.check(model)
