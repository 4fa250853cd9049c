"""Clocks count from stated days only, and stop when what they wait for is stated."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.clocks import clocks, said
from evidence.facts import CaseFacts, Event, Time
from evidence.ledger.kinds import CommissionRecorded

TODAY = date(2026, 3, 27)


def _facts(**days: str) -> CaseFacts:
    events = (Event(id=kind, kind=kind, at=Time(local=day)) for kind, day in days.items())
    return CaseFacts(events=tuple(events))


def test_without_a_stated_start_there_is_no_clock() -> None:
    assert clocks(_facts(loss="2026-03-01T10:00", reported="2026-03-01"), (), TODAY) == ()


def test_the_decision_is_due_thirty_days_after_the_claim() -> None:
    decision, payment = clocks(_facts(claimed="2026-03-01"), (), TODAY)
    assert (decision.id, decision.due, decision.days_left) == ("decision", date(2026, 3, 31), 4)
    assert (payment.id, payment.due) == ("first_payment", date(2026, 4, 30))
    assert decision.is_near
    assert not payment.is_near
    assert str(said(decision)) == "Decision on the claim: 4 days left"


@pytest.mark.parametrize(("today", "words"), [(date(2026, 3, 31), "ends today"),
                                              (date(2026, 4, 2), "ended 2 days ago")])  # fmt: skip
def test_the_end_is_told_plainly(today: date, words: str) -> None:
    assert words in str(said(clocks(_facts(claimed="2026-03-01"), (), today)[0]))


def test_a_stated_decision_stops_its_clock_and_a_refusal_begins_another() -> None:
    facts = _facts(claimed="2026-03-01", decided="2026-03-20", refused="2026-03-20",
                   paid="2026-03-21")  # fmt: skip
    assert [(c.id, c.due) for c in clocks(facts, (), TODAY)] == [
        ("refusal_notice", date(2026, 3, 23))
    ]


def test_a_time_with_an_offset_is_the_day_it_was_in_china() -> None:
    late = Event(id="c", kind="claimed", at=Time(local="2026-03-01T20:00:00", offset=0))
    assert clocks(CaseFacts(events=(late,)), (), TODAY)[0].due == date(2026, 4, 1)


def test_a_commission_ends_on_the_day_it_states() -> None:
    stated = [CommissionRecorded(number="W-1", principal="x", scope="y", until=until)
              for until in ("2026年4月5日", "soon", "2026-02-31")]  # fmt: skip
    (clock,) = clocks(CaseFacts(), stated, TODAY)
    assert (clock.id, clock.due, clock.days_left) == ("commission-W-1", date(2026, 4, 5), 9)
