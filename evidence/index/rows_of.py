"""
Which rows the facts of one entry make: a pure function, one short piece a kind.

The columns every row has (link, scope, order, time, person) are added by posting.py. A kind
that has nothing to show of its own makes no rows: it is still there as an entry.
"""

from __future__ import annotations

import re
from functools import singledispatch
from typing import Any

import msgspec

from evidence.ledger.kinds import (
    CaseClosed,
    CaseDescribed,
    CaseOpened,
    CommissionRecorded,
    CustodyAccepted,
    CustodyOffered,
    CustodyRefused,
    ExhibitDescribed,
    ExhibitExamined,
    ExhibitTakenIn,
    Facts,
    FindingReviewed,
    HandedOff,
    IssuerReviewed,
    LikenessFound,
    NoteEntered,
    PaperIssued,
    PersonEnrolled,
    SessionHeld,
)
from evidence.observation import ASKS_FOR_A_VERDICT

Row = dict[str, Any]
Rows = list[tuple[str, Row]]

WHOLE = ""
FACTS = "facts"  # the part of an examination that is what the readers read

_NUMBER = re.compile(r"(.+)-Z(\d{3,9})", re.ASCII)


def parts_of(facts: Facts) -> tuple[str, ...]:
    """
    The parts of an entry that `replaces` speaks of: for an examination each of its checks and
    what was read, for everything else the entry as a whole.
    """
    if not isinstance(facts, ExhibitExamined):
        return (WHOLE,)
    checks = tuple(dict.fromkeys(o.check for o in facts.observations))
    return (*checks, FACTS) if facts.facts else checks


@singledispatch
def rows_of(facts: Facts) -> Rows:
    """The rows these facts make, as (table, columns)."""
    return []


@rows_of.register
def _(facts: PersonEnrolled) -> Rows:
    return [
        (
            "signers",
            {
                "person": facts.person, "name": facts.name, "org": facts.org,
                "mark": facts.mark, "reason": facts.reason,
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: CaseOpened) -> Rows:
    return [("cases", {"number": facts.number, "line": facts.line, "title": facts.title})]


@rows_of.register
def _(facts: CaseDescribed) -> Rows:
    return [("described", {"facts": _text(facts.facts)})]


@rows_of.register
def _(facts: CommissionRecorded) -> Rows:
    return [("commissions", {"number": facts.number, "value": _text(facts)})]


@rows_of.register
def _(facts: CaseClosed) -> Rows:
    return [("closed", {"outcome": facts.outcome, "note": facts.note})]


@rows_of.register
def _(facts: SessionHeld) -> Rows:
    return [("sessions", {"session": facts.session.id, "value": _text(facts.session)})]


@rows_of.register
def _(facts: ExhibitTakenIn) -> Rows:
    numbered = _NUMBER.fullmatch(facts.number)
    seen = facts.seen
    return [
        (
            "takings",
            {
                "exhibit": facts.exhibit, "number": facts.number,
                "stem": numbered[1] if numbered else "",
                "ordinal": int(numbered[2]) if numbered else 0,
                "session": facts.session, "sha256": facts.sha256, "size": facts.size,
                "media_type": facts.media_type, "role": facts.role, "parent": facts.parent,
                "name": seen.name, "name_bytes": seen.name_bytes, "path": seen.path,
                "modified": seen.modified, "created": seen.created,
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: ExhibitDescribed) -> Rows:
    return [
        (
            "captions",
            {
                "exhibit": facts.exhibit, "caption": facts.caption, "category": facts.category,
                "grouping": facts.group,
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: ExhibitExamined) -> Rows:
    row = {
        "exhibit": facts.exhibit, "parts": _text(parts_of(facts)),
        "observations": _text(facts.observations), "context": _text(facts.context),
        "facts": _text(facts.facts), "readers": _text(facts.readers),
    }  # fmt: skip
    return [("examined", row), *_asking(facts), *_shot(facts)]


@rows_of.register
def _(facts: LikenessFound) -> Rows:
    a, b = facts.a, facts.b
    return [
        (
            "matches",
            {
                "pair": facts.pair, "a_case": a.case, "a_exhibit": a.exhibit, "b_case": b.case,
                "b_exhibit": b.exhibit, "match_class": facts.match_class,
                "engine": facts.engine, "value": _text(facts.values),
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: FindingReviewed) -> Rows:
    return [
        (
            "verdicts",
            {
                "finding": facts.finding, "verdict": facts.verdict, "why": facts.why,
                "observed": facts.observed,
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: IssuerReviewed) -> Rows:
    row = {
        "issuer": facts.issuer, "office": facts.office, "verdict": facts.verdict, "how": facts.how,
    }  # fmt: skip
    return [("issuers", row)]


@rows_of.register
def _(facts: CustodyOffered) -> Rows:
    return _custody("offered", facts, facts.offer, facts.exhibits, facts.receiver)


@rows_of.register
def _(facts: CustodyAccepted) -> Rows:
    return _custody("accepted", facts, facts.offer, (), facts.receiver)


@rows_of.register
def _(facts: CustodyRefused) -> Rows:
    return _custody("refused", facts, facts.offer, (), facts.receiver)


@rows_of.register
def _(facts: HandedOff) -> Rows:
    return _custody("handed_off", facts, "", facts.exhibits, facts.receiver)


@rows_of.register
def _(facts: PaperIssued) -> Rows:
    return [
        (
            "papers",
            {
                "paper": facts.paper, "number": facts.number, "kind": facts.kind,
                "exhibit": facts.exhibit, "sha256": facts.sha256, "sm3": facts.sm3,
                "pages": facts.pages, "draft": int(facts.draft),
            },
        )
    ]  # fmt: skip


@rows_of.register
def _(facts: NoteEntered) -> Rows:
    return [("notes", {"exhibit": facts.exhibit, "text": facts.text})]


def _asking(facts: ExhibitExamined) -> Rows:
    seen = {o.check: o for o in facts.observations}  # of one check the last counts
    return [
        (
            "asking",
            {
                "exhibit": facts.exhibit, "part": check, "result": o.result,
                "context": facts.context.get(check, ""), "observation": _text(o),
            },
        )
        for check, o in seen.items()
        if o.result in ASKS_FOR_A_VERDICT
    ]  # fmt: skip


def _shot(facts: ExhibitExamined) -> Rows:
    if not facts.facts:
        return []
    make, model, serial = (
        str(facts.facts.get(name, "")).strip() for name in ("make", "model", "serial_number")
    )
    named = model.lower().startswith(make.lower())
    return [
        (
            "shots",
            {
                "exhibit": facts.exhibit, "taken": str(facts.facts.get("time_original", "")),
                "camera": model if named else f"{make} {model}".strip(),
                "device": " ".join(filter(None, (make, model, serial))),
            },
        )
    ]  # fmt: skip


def _custody(kind: str, facts: Facts, offer: str, exhibits: tuple[str, ...], receiver: str) -> Rows:
    rest: Row = {
        name: value
        for name, value in msgspec.to_builtins(facts).items()
        if name not in ("offer", "exhibits", "receiver")
    }
    return [
        (
            "custody",
            {
                "kind": kind, "offer": offer, "exhibits": _text(exhibits), "receiver": receiver,
                "value": _text(rest),
            },
        )
    ]  # fmt: skip


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
