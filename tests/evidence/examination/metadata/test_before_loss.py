"""A05: the time of taking against the time of loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.examination.context import Context
from evidence.facts import CaseFacts, Event, Time
from tests.evidence.examination.built import FACTS
from tests.evidence.examination.looking import CASE, look


@pytest.mark.parametrize(
    ("local", "offset", "result"),
    [
        ("2026-03-01T11:49:59", "+08:00", "conflict"),
        ("2026-03-01T11:51:00", "+08:00", "consistent"),
        ("2026-03-01T12:30:00", "+08:00", "consistent"),
        ("2026-03-01T04:30:00", "+00:00", "consistent"),
        ("2026-03-01T11:00:00", "", "attention"),
        ("2026-02-27T11:00:00", "", "conflict"),
    ],
)
def test_a05_compares_instants(local: str, offset: str, result: str) -> None:
    facts = {"time_original": local} | ({"offset_original": offset} if offset else {})
    found = look("A05", **facts)
    assert found.result == result
    assert ("assumed_offset" in found.values) == (not offset)


def test_a05_knows_the_measured_clock_and_two_statements() -> None:
    early = {"time_original": "2026-03-01T11:00:00", "offset_original": "+08:00"}
    behind = replace(CASE, clock_offset=-3600)
    assert look("A05", behind, **early).result == "consistent"
    before = Event(id="e2", kind="loss", at=Time(local="2026-03-01T10:00", offset=480))
    two = replace(CASE, facts=replace(FACTS, events=(*FACTS.events, before)))
    assert look("A05", two, **early).result == "consistent"
    assert look("A05", Context(), **early).result == "not_applicable"
    assert look("A05").result == "not_applicable"


def test_a05_a_day_is_a_span() -> None:
    day = Event(id="e1", kind="loss", at=Time(local="2026-03-01", offset=480))
    context = replace(CASE, facts=CaseFacts(events=(day,)))
    same_day = {"time_original": "2026-03-01T01:00:00", "offset_original": "+08:00"}
    assert look("A05", context, **same_day).result == "consistent"
