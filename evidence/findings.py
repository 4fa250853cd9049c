"""
What asks for a person's verdict in a case, and the verdict.

A finding is an observation with result note, attention or conflict, or a match with another
case. Its name never changes: for an observation it comes from case, exhibit and check, for a
match from the pair, so that a pair once judged is never asked again, from either side. Verdicts on
a match lie in the desk, all others in the case. An open verdict is a verdict, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple

from evidence.errors import NotFound, Trouble
from evidence.index.lookup import Lookup
from evidence.index.rows import MatchRow, NamedRow, ObservationRow, VerdictRow
from evidence.ledger.kinds import FindingReviewed
from evidence.ledgers import DESK
from evidence.observation import (
    ALIKE,
    BURST,
    FIRST_RULE_OUT,
    LOOK_TOGETHER,
    ONE_PLACE,
    SCENE,
    SHOP,
    SYSTEM_DID_IT,
    Result,
    Strength,
    Verdict,
    check_of_class,
    finding_id,
    pair_finding_id,
)
from evidence.words import mark, say
from evidence.workspace import Recorded, Workspace

__all__ = [
    "Asked",
    "Finding",
    "Other",
    "asked",
    "finding_id",
    "findings",
    "open_findings",
    "pair_finding_id",
    "review",
]

FIRST = ("conflict", "attention", "note")

_WHAT = {
    "A02": mark("The file is the same as one of another case, byte for byte."),
    "M05": mark("The file has the same image data as one of another case, in other bytes."),
    ALIKE: mark(
        "The picture agrees in detail with one of another case ({agreement} ‰, {distance} of 128"
        " bits apart); look at them together. Of {distinct_pairs} pairs of distinct photographs"
        " measured, {false_pairs} agreed as well."
    ),
    "A17": mark("Files of two cases name the same device: {device}."),
}
_BY_PLACES = mark(
    "{agreement} ‰ of what both pictures show agrees in detail with one of another case; look at"
    " them together. Of {distinct_pairs} pairs of distinct photographs measured, {false_pairs}"
    " agreed as well."
)
_LESS: dict[str, tuple[Result, Strength, str]] = {
    "same_scene": (
        "attention",
        "indicator",
        mark(
            "The picture shows the same scene as one of another case: {inliers} places lie alike."
            " They are not one photograph."
        ),
    ),
    "same_object": (
        "note",
        "weak",
        mark(
            "Something in the picture is in one of another case, too: {inliers} places lie alike."
            " That alone says little."
        ),
    ),
}
_INNOCENT = {
    "A02": (FIRST_RULE_OUT,),
    "M05": (FIRST_RULE_OUT, SYSTEM_DID_IT),
    ALIKE: (FIRST_RULE_OUT, BURST),
    SCENE: (ONE_PLACE, FIRST_RULE_OUT),
    "A17": (SHOP,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The other side of a match; `exhibit` is empty where no file of it is known to us."""

    case: str
    exhibit: str
    source_name: str
    match_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    `why` and `by` belong to the verdict; `matters` says why the finding is one. `outdated`: the
    verdict was given on an earlier observation of the same check.
    """

    id: str
    exhibit: str
    number: str
    source_name: str
    check: str
    result: Result
    strength: Strength
    what: str
    values: dict[str, Any] = field(default_factory=dict)
    matters: str = ""
    innocent: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    link: str = ""
    pair: str = ""
    other: Other | None = None
    verdict: Verdict = "open"
    why: str = ""
    by: str = ""
    at: str = ""
    outdated: bool = False


class Asked(NamedTuple):
    """A finding as it is counted."""

    exhibit: str
    result: Result
    open: bool


def findings(workspace: Workspace, case: str, exhibit: str | None = None) -> list[Finding]:
    """What asks for a verdict in a case, or in one exhibit: conflicts first, then by number."""
    look = workspace.look
    across = _Across(look, case, exhibit)
    seen = [
        row
        for row in look.asking(case, exhibit)
        if not across.tells(row.exhibit, row.observation.check)
    ]
    named = look.named(case, None if exhibit is None else [exhibit])
    made = [
        *(_of_match(match) for match in across.matched),
        *(_of_observation(named[row.exhibit], row) for row in seen if row.exhibit in named),
    ]
    verdicts = look.verdicts(case, None if exhibit is None else [finding.id for finding in made])
    found = _judged(made, {row.finding: row for row in verdicts})
    return sorted(found, key=lambda f: (FIRST.index(f.result), f.number, f.check, f.id))


def asked(look: Lookup, case: str) -> list[Asked]:
    """The findings of a case, to be counted: quickly, however many there are."""
    across = _Across(look, case)
    settled = {row.finding for row in look.verdicts(case) if row.verdict != "open"}
    there = look.taken_in(case)
    return [
        *(
            Asked(m.mine.exhibit, m.result, pair_finding_id(m.match.pair) not in settled)
            for m in across.matched
        ),
        *(
            Asked(exhibit, result, finding_id(case, exhibit, check) not in settled)
            for exhibit, check, result in look.asked(case)
            if exhibit in there and not across.tells(exhibit, check)
        ),
    ]


def open_findings(look: Lookup) -> dict[str, int]:
    """By case: how many findings no person has settled yet."""
    return {row.case: sum(f.open for f in asked(look, row.case)) for row in look.cases()}


def review(
    workspace: Workspace,
    case: str,
    finding: str,
    verdict: Verdict,
    why: str,
    exhibit: str | None = None,
) -> Recorded:
    """
    Enter a person's verdict; raises `Trouble` without a reason, `NotFound` for no finding. Who
    knows the finding's exhibit names it: then the rest of a large case is not looked through.
    """
    if not why.strip():
        raise Trouble(say("A verdict needs a reason."), say("Say in a sentence what it rests on."))
    found = next((f for f in findings(workspace, case, exhibit) if f.id == finding), None)
    if found is None:
        raise NotFound(
            say("There is no finding {finding} in this case.", finding=finding),
            say("`findings` lists what there is."),
        )
    facts = FindingReviewed(finding=finding, verdict=verdict, why=why.strip(), observed=found.link)
    return workspace.record(DESK if found.pair else case, facts, about=finding)


@dataclass(frozen=True, slots=True)
class _Matched:
    """A match with another case, and its sides as they are called; theirs may be gone."""

    match: MatchRow
    mine: NamedRow
    theirs: NamedRow | None

    @property
    def check(self) -> str:
        return check_of_class(self.match.match_class)

    @property
    def result(self) -> Result:
        return _weight(self.match, self.check)[0]


class _Across:
    """The matches of a case, or of one exhibit, with other cases."""

    def __init__(self, look: Lookup, case: str, exhibit: str | None = None) -> None:
        asked = look.matches(case, exhibit)
        if exhibit is not None:
            asked += look.matches(case, "")
        self._look = look
        self._naming: dict[tuple[str, str], str] = {}
        found = [match for match in asked if match.other_case != case]
        self._told = {(match.exhibit, check_of_class(match.match_class)) for match in found}
        self.matched = [m for m in self._sides(found) if exhibit in (None, m.mine.exhibit)]

    def tells(self, exhibit: str, check: str) -> bool:
        """Whether a match tells what an observation says; of devices one tells it for all."""
        return (exhibit, check) in self._told or (check == "A17" and ("", check) in self._told)

    def _sides(self, found: list[MatchRow]) -> Iterator[_Matched]:
        sides = [
            (
                (m.case, self._exhibit(m.case, m.exhibit, m)),
                (m.other_case, self._exhibit(m.other_case, m.other_exhibit, m)),
            )
            for m in found
        ]
        wanted: dict[str, set[str]] = {}
        for case, exhibit in chain.from_iterable(sides):
            wanted.setdefault(case, set()).add(exhibit)
        named = {case: self._look.named(case, exhibits) for case, exhibits in wanted.items()}
        for match, ((case, mine), (other, theirs)) in zip(found, sides, strict=True):
            if mine in named[case]:
                yield _Matched(match, named[case][mine], named[other].get(theirs))

    def _exhibit(self, case: str, exhibit: str, match: MatchRow) -> str:
        """The exhibit of a side; of a device, the first that was read of those that name it."""
        device = str(match.values.get("device", ""))
        if exhibit or not device:
            return exhibit
        if (case, device) not in self._naming:
            self._naming[case, device] = self._look.naming(case, device)
        return self._naming[case, device]


def _of_observation(exhibit: NamedRow, row: ObservationRow) -> Finding:
    seen = row.observation
    return Finding(
        id=finding_id(row.case, row.exhibit, seen.check),
        exhibit=row.exhibit,
        number=exhibit.number,
        source_name=exhibit.source_name,
        check=seen.check,
        result=seen.result,
        strength=seen.strength,
        what=seen.what,
        values=seen.values,
        matters=seen.why,
        innocent=seen.innocent,
        next=seen.next,
        link=row.link,
    )


def _of_match(matched: _Matched) -> Finding:
    match, check, theirs = matched.match, matched.check, matched.theirs
    result, strength, what = _weight(match, check)
    return Finding(
        id=pair_finding_id(match.pair),
        exhibit=matched.mine.exhibit,
        number=matched.mine.number,
        source_name=matched.mine.source_name,
        check=check,
        result=result,
        strength=strength,
        what=what,
        values=match.values,
        innocent=_INNOCENT[check],
        next=(LOOK_TOGETHER,),
        link=match.link,
        pair=match.pair,
        other=Other(
            case=match.other_case,
            exhibit=theirs.exhibit if theirs else "",
            source_name=theirs.source_name if theirs else "",
            match_class=match.match_class,
        ),
    )


def _weight(match: MatchRow, check: str) -> tuple[Result, Strength, str]:
    """How weighty a match is, and what is said of it."""
    if match.match_class in _LESS:
        return _LESS[match.match_class]
    if check == "A17":
        return "attention", "indicator", _WHAT[check]
    if check != ALIKE:
        return "conflict", "fact", _WHAT[check]
    by_places = "inliers" in match.values
    return "conflict", "indicator", _BY_PLACES if by_places else _WHAT[ALIKE]


def _judged(found: list[Finding], verdicts: dict[str, VerdictRow]) -> Iterator[Finding]:
    for finding in found:
        row = verdicts.get(finding.id)
        if row is None:
            yield finding
            continue
        outdated = not finding.pair and row.observed != finding.link
        yield replace(
            finding, verdict=row.verdict, why=row.why, by=row.by, at=row.at, outdated=outdated
        )
