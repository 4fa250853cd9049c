"""
A session as what stands in the fields of its form, and back again; pure functions.

A question has two fields: its own name holds the answer, or a remark where the second, with
`WHY` after the name, holds the reason why there is none. Nothing the form does not show is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, cast

from evidence.facts import NOT_STATED, Answer, Collector, Origin, Session, WhyUnknown

WHY = ".why"
ROLES = ("lead", "second")
ANSWERS = tuple(f.name for f in fields(Session) if isinstance(f.default, Answer))


def written(session: Session) -> dict[str, str]:
    """What stands in the fields for a session."""
    values: dict[str, str] = {"origin": "" if session.origin == "unstated" else session.origin}
    for name in ANSWERS:
        answer: Answer = getattr(session, name)
        unknown = "" if answer.unknown in (None, NOT_STATED.unknown) else str(answer.unknown)
        values[name] = answer.value or answer.note
        values[name + WHY] = unknown
    for at, role in enumerate(ROLES):
        there = session.collectors[at : at + 1]
        values[f"{role}_name"] = there[0].name if there else ""
        values[f"{role}_org"] = there[0].org if there else ""
    return values


def stated(onto: Session, values: Mapping[str, str]) -> Session:
    """`onto` with what stands in the fields; remarks beside an unchanged answer stay."""
    answers: dict[str, Any] = {name: _answer(getattr(onto, name), name, values) for name in ANSWERS}
    origin = cast(Origin, values.get("origin") or "unstated")
    return replace(onto, **answers, collectors=_collectors(onto, values), origin=origin)


def _answer(before: Answer, name: str, values: Mapping[str, str]) -> Answer:
    text, why = values.get(name, ""), values.get(name + WHY, "")
    if why:
        return Answer(unknown=cast(WhyUnknown, why), note=text)
    if not text:
        return NOT_STATED
    if before.unknown == NOT_STATED.unknown and text == before.note:
        return before
    return Answer(value=text, note=before.note if before.value == text else "")


def _collectors(onto: Session, values: Mapping[str, str]) -> tuple[Collector, ...]:
    made: list[Collector] = []
    for at, role in enumerate(ROLES):
        before = onto.collectors[at] if at < len(onto.collectors) else Collector(name="")
        name, org = values.get(f"{role}_name", ""), values.get(f"{role}_org", "")
        if name:
            kept = before.role if before.name else cast(Any, role)
            made.append(replace(before, name=name, org=org, role=kept))
    return (*made, *onto.collectors[len(ROLES) :])
