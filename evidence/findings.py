"""
What asks for a person's verdict in a case, and the verdict.

A finding is an observation with result note, attention or conflict, or a match with another
case. Its name never changes: for an observation it comes from case, exhibit and check, for a
match from the pair, so that a pair once judged is never asked again, from either side. Verdicts on
a match lie in the desk, all others in the case. An open verdict is a verdict, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import NotFound, Trouble
from evidence.index.lookup import Lookup
from evidence.index.rows import ExhibitRow, MatchRow, ObservationRow, VerdictRow
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
    "Finding",
    "Other",
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


def findings(
    workspace: Workspace, case: str, exhibit: str | None = None, rows: Sequence[ExhibitRow] = ()
) -> list[Finding]:
    """
    What asks for a verdict in a case, or in one exhibit: conflicts first, then by number. Who
    has all exhibits of the case already gives them as `rows`.
    """
    known = _Known(workspace.look)
    known.take(case, rows)
    found = _found(known, case, exhibit)
    return sorted(found, key=lambda f: (FIRST.index(f.result), f.number, f.check, f.id))


def open_findings(look: Lookup) -> dict[str, int]:
    """By case: how many findings no person has settled yet."""
    known = _Known(look)
    return {
        row.case: sum(f.verdict == "open" for f in _found(known, row.case, None))
        for row in look.cases()
    }


def _found(known: _Known, case: str, exhibit: str | None) -> Iterator[Finding]:
    look = known.look
    verdicts = {row.finding: row for row in look.verdicts(case)}
    matches = [m for m in look.matches(case) if m.other_case != case]
    told = {(m.exhibit, check_of_class(m.match_class)) for m in matches}
    for match in matches:
        if exhibit is None or match.exhibit in ("", exhibit):
            yield from (
                f for f in _of_match(known, match, verdicts) if exhibit in (None, f.exhibit)
            )
    exhibits = known.exhibits(case)
    for row in look.asking(case, exhibit):
        check = row.observation.check
        by_device = check == "A17" and ("", check) in told
        if (row.exhibit, check) not in told and not by_device and row.exhibit in exhibits:
            yield _of_observation(exhibits[row.exhibit], row, verdicts)


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


def _of_observation(
    exhibit: ExhibitRow, row: ObservationRow, verdicts: dict[str, VerdictRow]
) -> Finding:
    seen = row.observation
    name = finding_id(row.case, row.exhibit, seen.check)
    return Finding(
        id=name,
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
        **_judged(verdicts.get(name), row.link),
    )


class _Known:
    """The exhibits of the cases that matches name; each case is looked up once."""

    def __init__(self, look: Lookup) -> None:
        self.look = look
        self._exhibits: dict[str, dict[str, ExhibitRow]] = {}
        self._devices: dict[str, dict[str, ExhibitRow]] = {}

    def take(self, case: str, rows: Sequence[ExhibitRow]) -> None:
        """The exhibits of a case that were looked up already; none: they were not."""
        if rows:
            self._exhibits[case] = {row.exhibit: row for row in rows}

    def exhibits(self, case: str) -> dict[str, ExhibitRow]:
        """By id; empty for a case that is not known here."""
        if case not in self._exhibits:
            self._exhibits[case] = {row.exhibit: row for row in self.look.exhibits(case)}
        return self._exhibits[case]

    def side(self, case: str, exhibit: str, values: dict[str, Any]) -> ExhibitRow | None:
        """One side of a match, None where it is gone; of a device, the first that names it."""
        if exhibit:
            return self.exhibits(case).get(exhibit)
        if case not in self._devices:
            self._devices[case] = self._naming_devices(case)
        return self._devices[case].get(str(values.get("device", "")))

    def _naming_devices(self, case: str) -> dict[str, ExhibitRow]:
        found: dict[str, ExhibitRow] = {}
        devices = self.look.devices(case)
        rows = [row for row in self.exhibits(case).values() if row.role != "paper"]
        for row in sorted(rows, key=lambda r: r.number):
            found.setdefault(devices.get(row.exhibit, ""), row)
        return found


def _of_match(known: _Known, match: MatchRow, verdicts: dict[str, VerdictRow]) -> Iterator[Finding]:
    check = check_of_class(match.match_class)
    mine = known.side(match.case, match.exhibit, match.values)
    theirs = known.side(match.other_case, match.other_exhibit, match.values)
    if mine is None:
        return
    name = pair_finding_id(match.pair)
    result, strength, what = _weight(match, check)
    yield Finding(
        id=name,
        exhibit=mine.exhibit,
        number=mine.number,
        source_name=mine.source_name,
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
        **_judged(verdicts.get(name), ""),
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


def _judged(row: VerdictRow | None, link: str) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "verdict": row.verdict,
        "why": row.why,
        "by": row.by,
        "at": row.at,
        "outdated": bool(link) and row.observed != link,
    }
