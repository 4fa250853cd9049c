"""What is proposed for a new session: from the case what lasts, from the person her own ways."""

from __future__ import annotations

from dataclasses import replace

from evidence.facts import NOT_STATED, Answer, CaseFacts, Collector, Session
from evidence.intake.earlier_answers import OF_THE_CASE, OF_THE_PERSON, propose
from evidence.intake.session import open_session
from evidence.values import new_id, now
from tests.evidence.intake.conftest import Desk

HELD = Session(
    id=new_id(),
    began="2026-03-01T02:00:00.000Z",
    collectors=(Collector(name="张三"), Collector(name="李四", role="second")),
    provider=Answer(value="王某"),
    consent=Answer(value="书面"),
    witness=Answer(unknown="refused"),
    clock_offset=Answer(value="-2"),
    method=Answer(value="数据线"),
    origin="formed_in_business",
)


def _propose(desk: Desk, case: str) -> tuple[Session, str]:
    proposed = propose(desk.workspace.look, case, desk.workspace.person.person, "测试员", "公司")
    return proposed.session, proposed.since


def test_the_last_session_of_the_case_is_carried_over(desk: Desk) -> None:
    open_session(desk.workspace, desk.case, HELD)
    session, since = _propose(desk, desk.case)
    assert since == HELD.began
    assert session.id != HELD.id
    assert session.environment == {}
    for name in OF_THE_CASE:
        assert getattr(session, name) == getattr(HELD, name), name
    for name in ("consent", "witness", "witness_relation", "video", "clock_offset", "anomalies"):
        assert getattr(session, name) == NOT_STATED, name


def test_in_a_new_case_only_the_persons_own_ways(desk: Desk) -> None:
    open_session(desk.workspace, desk.case, HELD)
    fresh = desk.workspace.new_case(line="motor", title="", facts=CaseFacts())
    session, since = _propose(desk, fresh)
    assert since == HELD.began
    for name in OF_THE_PERSON:
        assert getattr(session, name) == getattr(HELD, name), name
    assert session.provider == NOT_STATED
    assert session.origin == "unstated"


def test_without_anything_earlier_the_person_collects(desk: Desk) -> None:
    fresh = propose(desk.workspace.look, "no-case", "somebody-else", "测试员", "公司")
    assert fresh.since == ""
    assert fresh.session.collectors == (Collector(name="测试员", org="公司", role="lead"),)


def test_a_session_without_collectors_leaves_the_person(desk: Desk) -> None:
    open_session(desk.workspace, desk.case, replace(HELD, id=new_id(), began=now(), collectors=()))
    session, _ = _propose(desk, desk.case)
    assert session.collectors == (Collector(name="测试员", org="公司", role="lead"),)
