"""An answer is a value or a reason; facts survive being written and read."""

from __future__ import annotations

import pytest

from evidence.errors import Damaged
from evidence.facts import (
    NOT_STATED,
    Amount,
    Answer,
    CaseFacts,
    Collector,
    Event,
    Party,
    Place,
    Policy,
    Session,
    Source,
    Spot,
    Time,
    Vehicle,
)
from evidence.values import canonical, parsed, plain, typed

FACTS = CaseFacts(
    claim_no="BA-0007",
    parties=(Party(id="p1", role="insured", name="阿卜杜·𠮷", source=Source(kind="speaker")),),
    vehicles=(Vehicle(id="v1", plate="赣B·12345"),),
    policies=(Policy(id="y1", number="007", begins=Time(local="2026-01-01", offset=480)),),
    events=(Event(id="e1", kind="loss", at=Time(local="2026-03-01T10:00:00", basis="statement")),),
    spots=(Spot(id="s1", kind="loss", place=Place(lat=25_831_100, lon=114_933_500)),),
    amounts=(Amount(id="a1", kind="claimed", fen=1_234_567),),
)


def test_facts_are_written_and_read_back() -> None:
    assert typed(CaseFacts, parsed(canonical(plain(FACTS)))) == FACTS


def test_a_session_is_silent_about_nothing() -> None:
    session = Session(id="s", began="2026-03-01T02:00:00.000Z", collectors=(Collector(name="甲"),))
    assert session.witness == NOT_STATED
    assert typed(Session, parsed(canonical(plain(session)))) == session


@pytest.mark.parametrize(
    "answer", [{}, {"value": "x", "unknown": "refused"}, {"unknown": "because"}]
)
def test_an_answer_is_a_value_or_a_reason(answer: dict[str, str]) -> None:
    with pytest.raises(Damaged):
        typed(Answer, answer)
