"""
What an examination saw: a result with its values, its reason and its innocent explanations.

Stored as ids of sentences and values, never as sentences; no score, no verdict.
A person's verdict on it is another thing (findings.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Result = Literal["consistent", "note", "attention", "conflict", "not_applicable", "could_not_run"]
Strength = Literal["fact", "indicator", "weak"]
Verdict = Literal["confirmed", "dismissed", "open"]

ASKS_FOR_A_VERDICT: frozenset[str] = frozenset({"note", "attention", "conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    One thing seen by one check in one exhibit.

    `values` are plain JSON (integers and text; metres, seconds, micro-degrees);
    `what`, `why`, each of `innocent` and `next` are English sentence ids whose
    places are filled from `values`.
    """

    check: str
    version: int
    result: Result
    strength: Strength
    what: str
    values: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    innocent: tuple[str, ...] = ()
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCard:
    """What a check does, when it misleads, and where the method comes from; all sentence ids."""

    check: str
    version: int
    title: str
    does: str
    misleads: str
    literature: tuple[str, ...] = ()
