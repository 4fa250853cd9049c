"""
What an examination saw: a result with its values, its reason and its innocent explanations.

Stored as ids of sentences and values, never as sentences; no score, no verdict.
A person's verdict on it is another thing (findings.py). The names under which a verdict is kept,
and what is said of a match wherever it is told, stand here, below all that use them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from evidence.words import mark

Result = Literal["consistent", "note", "attention", "conflict", "not_applicable", "could_not_run"]
Strength = Literal["fact", "indicator", "weak"]
Verdict = Literal["confirmed", "dismissed", "open"]

ASKS_FOR_A_VERDICT: frozenset[str] = frozenset({"note", "attention", "conflict"})

SAME_DEVICE = "same_device"
"""The class of a match of devices; the others are those of likeness."""

ALIKE, SCENE, ELSEWHERE = "A03", "M08", "M09"
CHECK_OF_CLASS = {
    "same_file": "A02",
    "same_image_data": "M05",
    "same_scene": SCENE,
    "same_object": SCENE,
    SAME_DEVICE: "A17",
}

FIRST_RULE_OUT = mark(
    "First rule out one accident under several policies, a transferred case or a common form."
)
SYSTEM_DID_IT = mark(
    "Android blanks the position in the copy it hands to a program: the picture is the same, the"
    " digest of the file is not. The system did this, nobody tampered with the file."
)
BURST = mark(
    "A second picture of the same moment, or one from a fixed camera, agrees nearly as well;"
    " so a person must look."
)
ONE_PLACE = mark(
    "Pictures of one car park, one repair shop or one printed form look alike; so do pictures of"
    " one burst, and those of one vehicle that was rightly photographed twice."
)
SHOP = mark("A surveyor's or a repair shop's camera rightly occurs in many cases.")
LOOK_TOGETHER = mark("Look at both side by side; who took it, when, and for whom?")


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


def finding_id(case: str, exhibit: str, check: str) -> str:
    """The name of an observation as a finding: it never changes."""
    return _short(case + exhibit + check)


def pair_finding_id(pair: str) -> str:
    """The name of a match as a finding, the same from both sides."""
    return _short(pair)


def check_of_class(match_class: str) -> str:
    """The check whose observation says, in the case, what such a match says in the desk."""
    return CHECK_OF_CLASS.get(match_class, ALIKE)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
