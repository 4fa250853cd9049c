"""What a session leaves open is named; a reason why not is an answer."""

from __future__ import annotations

from dataclasses import replace

from evidence.facts import Answer, Collector, Session
from evidence.session_gaps import FEWER_THAN_TWO, ORIGIN, QUESTIONS, session_gaps

EMPTY = Session(id="5e", began="2026-03-01T10:00:00.000Z")


def test_all_that_nobody_stated() -> None:
    named = [gap.text for gap in session_gaps(EMPTY)]
    assert named == [*QUESTIONS.values(), FEWER_THAN_TWO, ORIGIN]


def test_a_reason_is_an_answer() -> None:
    told = Answer(unknown="refused")
    full = replace(
        EMPTY, origin="third_party", fewer_than_two=told, **{name: told for name in QUESTIONS}
    )
    assert session_gaps(full) == ()
    two = (Collector(name="甲"), Collector(name="乙"))
    assert session_gaps(replace(full, fewer_than_two=EMPTY.consent, collectors=two)) == ()
