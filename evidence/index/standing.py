"""
What stands: a value holds until an entry of its scope names it in `replaces`.

Two values nobody replaced stand side by side. A value is about one *subject* (the facts of
a case, one session, one check of one exhibit); a new one replaces those that stand when it
is written, so that only values written without knowing of each other ever stand together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import NamedTuple

from evidence.index.rows_of import WHOLE, parts_of
from evidence.ledger.kinds import (
    CaseDescribed,
    CommissionRecorded,
    ExhibitDescribed,
    ExhibitExamined,
    Facts,
    FindingReviewed,
    IssuerReviewed,
    LikenessFound,
    SessionHeld,
)


class Subject(NamedTuple):
    """What a value is about: its table, the id it is kept by there, and the part of the entry."""

    table: str
    key: str
    part: str


_KEPT_BY = {
    "described": "''",
    "commissions": "t.number",
    "sessions": "t.session",
    "captions": "t.exhibit",
    "examined": "t.exhibit",
    "verdicts": "t.finding",
    "matches": "t.pair",
    "issuers": "t.issuer",
}


def stands(row: str, part: str = f"'{WHOLE}'") -> str:
    """The SQL condition that the value in `row` stands, in that part (SQL too) of its entry."""
    return (
        "NOT EXISTS (SELECT 1 FROM superseded s"
        f" WHERE s.scope = {row}.scope AND s.link = {row}.link AND s.part = {part}"
        f" AND s.source <> {row}.link)"
    )


def standing_values(table: str) -> str:
    """The SQL that lists (part, link) of what stands in a table under (scope, key)."""
    part, more, condition = f"'{WHOLE}'", "", stands("t")
    if table == "examined":
        part, more, condition = "p.value", ", json_each(t.parts) p", stands("t", "p.value")
    return (
        f"SELECT {part}, t.link FROM {table} t{more}"
        f" WHERE t.scope = ? AND {_KEPT_BY[table]} = ? AND {condition}"
    )


def replaced_by(
    named: Iterable[str], subjects: Iterable[Subject], stood: Mapping[Subject, set[str]]
) -> set[str]:
    """The links a new value replaces: those it names, and what stood in each of its subjects."""
    return set(named).union(*(stood.get(subject, set()) for subject in subjects))


@singledispatch
def subjects_of(facts: Facts) -> tuple[Subject, ...]:
    """What these facts are about; nothing for those that replace nothing."""
    return ()


@subjects_of.register
def _(facts: CaseDescribed) -> tuple[Subject, ...]:
    return (Subject("described", "", WHOLE),)


@subjects_of.register
def _(facts: CommissionRecorded) -> tuple[Subject, ...]:
    return (Subject("commissions", facts.number, WHOLE),)


@subjects_of.register
def _(facts: SessionHeld) -> tuple[Subject, ...]:
    return (Subject("sessions", facts.session.id, WHOLE),)


@subjects_of.register
def _(facts: ExhibitDescribed) -> tuple[Subject, ...]:
    return (Subject("captions", facts.exhibit, WHOLE),)


@subjects_of.register
def _(facts: ExhibitExamined) -> tuple[Subject, ...]:
    return tuple(Subject("examined", facts.exhibit, part) for part in parts_of(facts))


@subjects_of.register
def _(facts: FindingReviewed) -> tuple[Subject, ...]:
    return (Subject("verdicts", facts.finding, WHOLE),)


@subjects_of.register
def _(facts: IssuerReviewed) -> tuple[Subject, ...]:
    return (Subject("issuers", facts.issuer, WHOLE),)


@subjects_of.register
def _(facts: LikenessFound) -> tuple[Subject, ...]:
    return (Subject("matches", facts.pair, WHOLE),)
