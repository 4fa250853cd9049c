"""A05: the time of taking against the time of loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.examination.context import Clock, Context
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
    behind = replace(CASE, clock=Clock(stated="-3600"))
    assert look("A05", behind, **early).result == "consistent"
    before = Event(id="e2", kind="loss", at=Time(local="2026-03-01T10:00", offset=480))
    two = replace(CASE, facts=replace(FACTS, events=(*FACTS.events, before)))
    assert look("A05", two, **early).result == "consistent"
    assert look("A05", Context(), **early).result == "not_applicable"
    assert look("A05").result == "not_applicable"


def test_a05_an_unknown_offset_of_the_loss_is_no_conflict_and_is_said() -> None:
    bare = Event(id="e1", kind="loss", at=Time(local="2026-03-01T12:00:00"))
    context = replace(CASE, facts=CaseFacts(events=(bare,)))
    early = {"time_original": "2026-03-01T11:00:00", "offset_original": "+08:00"}
    found = look("A05", context, **early)
    assert found.result == "attention"
    assert found.values["assumed_offset"] == "+08:00"
    assert found.values["assumed_for"] == ["other"]
    assert "{assumed_offset}" in found.what
    days_before = {"time_original": "2026-02-27T11:00:00", "offset_original": "+08:00"}
    assert look("A05", context, **days_before).result == "conflict"
    after = look("A05", context, time_original="2026-03-01T13:00:00", offset_original="+08:00")
    assert (after.result, "{assumed_offset}" in after.what) == ("consistent", True)


@pytest.mark.parametrize("check", ["A05", "A06", "A09", "A18"])
def test_a_time_that_cannot_be_is_compared_with_nothing(check: str) -> None:
    named = replace(CASE, source_name="IMG_20260228_102233.jpg")
    for local in ("2000-01-01T00:00:00", "2036-01-01T00:00:00"):
        found = look(check, named, time_original=local, gps_time="2026-03-01T06:00:00Z")
        assert found.result == "not_applicable"
        assert "cannot be" in found.what


def test_a05_a_day_is_a_span() -> None:
    day = Event(id="e1", kind="loss", at=Time(local="2026-03-01", offset=480))
    context = replace(CASE, facts=CaseFacts(events=(day,)))
    same_day = {"time_original": "2026-03-01T01:00:00", "offset_original": "+08:00"}
    assert look("A05", context, **same_day).result == "consistent"
