"""A06: the time of taking against the beginning of policies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.examination.context import Context
from evidence.facts import CaseFacts, Policy, Time
from tests.evidence.examination.looking import CASE, look

OLD = Policy(
    id="p1",
    number="OLD",
    begins=Time(local="2025-01-01", offset=480),
    ends=Time(local="2025-12-31", offset=480),
)
NEW = Policy(id="p2", number="NEW", begins=Time(local="2026-01-01", offset=480))


def stating(*policies: Policy) -> Context:
    return replace(CASE, facts=CaseFacts(policies=policies))


def test_a06_names_the_policy_and_leaves_it_to_a_person() -> None:
    found = look("A06", time_original="2025-12-31T20:00:00", offset_original="+08:00")
    assert found.result == "attention"
    assert (found.values["policy"], found.values["hours"]) == ("PDZA1", 4)
    later = look("A06", time_original="2026-01-02T00:00:00", offset_original="+08:00")
    assert later.result == "consistent"


@pytest.mark.parametrize(
    ("policies", "local", "result"),
    [
        ((OLD, NEW), "2025-06-01T10:00:00", "consistent"),
        ((OLD, NEW), "2025-12-31T23:00:00", "consistent"),
        ((OLD, NEW), "2024-12-01T10:00:00", "attention"),
        ((replace(OLD, ends=None), NEW), "2025-06-01T10:00:00", "attention"),
        ((replace(OLD, ends=Time(local="2025-03-31")), NEW), "2025-06-01T10:00:00", "attention"),
    ],
)
def test_a06_a_renewal(policies: tuple[Policy, ...], local: str, result: str) -> None:
    found = look("A06", stating(*policies), time_original=local, offset_original="+08:00")
    assert found.result == result
    if result == "consistent":
        assert (found.values["policy"], found.values["covering"]) == ("NEW", "OLD")


def test_a06_says_what_it_assumed() -> None:
    bare = look("A06", time_original="2025-12-31T20:00:00")
    assert bare.values["assumed_offset"] == "+08:00"
    assert "{assumed_offset}" in bare.what
