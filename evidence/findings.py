"""
What asks for a person's verdict in a case, and the verdict.

A finding is an observation with result note, attention or conflict, or a match with another
case. Its name never changes: for an observation it comes from case, exhibit and check, for a
match from the pair, so that a pair once judged is never asked again, from either side. Verdicts on
a match lie in the desk, all others in the case. An open verdict is a verdict, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import NotFound, Trouble
from evidence.index.rows import ExhibitRow, MatchRow, ObservationRow, VerdictRow
from evidence.ledger.kinds import FindingReviewed
from evidence.observation import ASKS_FOR_A_VERDICT, Result, Strength, Verdict
from evidence.words import mark, say
from evidence.workspace import Recorded, Workspace

DESK = "desk"
FIRST = ("conflict", "attention", "note")
SAME_DEVICE = "same_device"
CHECK_OF_CLASS = {"same_file": "A02", "same_image_data": "M05", SAME_DEVICE: "A17"}
ALIKE = "A03"

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
_FIRST_RULE_OUT = mark(
    "First rule out one accident under several policies, a transferred case or a common form."
)
_SYSTEM_DID_IT = mark(
    "Android blanks the position in the copy it hands to a program: the picture is the same, the"
    " digest of the file is not. The system did this, nobody tampered with the file."
)
_BURST = mark(
    "A second picture of the same moment, or one from a fixed camera, agrees nearly as well;"
    " so a person must look."
)
_SHOP = mark("A surveyor's or a repair shop's camera rightly occurs in many cases.")
_INNOCENT = {
    "A02": (_FIRST_RULE_OUT,),
    "M05": (_FIRST_RULE_OUT, _SYSTEM_DID_IT),
    ALIKE: (_FIRST_RULE_OUT, _BURST),
    "A17": (_SHOP,),
}
_NEXT = (mark("Look at both side by side; who took it, when, and for whom?"),)


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


def finding_id(case: str, exhibit: str, check: str) -> str:
    """The name of an observation as a finding."""
    return _short(case + exhibit + check)


def pair_finding_id(pair: str) -> str:
    """The name of a match as a finding, the same from both sides."""
    return _short(pair)


def findings(workspace: Workspace, case: str) -> list[Finding]:
    """What asks for a verdict in a case: conflicts first, then by exhibit and check."""
    look = workspace.look
    verdicts = {row.finding: row for row in look.verdicts(case)}
    exhibits = {row.exhibit: row for row in look.exhibits(case)}
    matches = [m for m in look.matches(case) if m.other_case != case]
    told = {(m.exhibit, _check_of(m)) for m in matches}
    found = [f for m in matches for f in _of_match(workspace, exhibits, m, verdicts)]
    for row in look.observations(case):
        asks = row.observation.result in ASKS_FOR_A_VERDICT
        check = row.observation.check
        by_device = check == "A17" and ("", check) in told
        if asks and (row.exhibit, check) not in told and not by_device and row.exhibit in exhibits:
            found.append(_of_observation(exhibits[row.exhibit], row, verdicts))
    return sorted(found, key=lambda f: (FIRST.index(f.result), f.number, f.check, f.id))


def review(workspace: Workspace, case: str, finding: str, verdict: Verdict, why: str) -> Recorded:
    """Enter a person's verdict; raises `Trouble` without a reason, `NotFound` for no finding."""
    if not why.strip():
        raise Trouble(say("A verdict needs a reason."), say("Say in a sentence what it rests on."))
    found = next((f for f in findings(workspace, case) if f.id == finding), None)
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


def _of_match(
    workspace: Workspace,
    exhibits: dict[str, ExhibitRow],
    match: MatchRow,
    verdicts: dict[str, VerdictRow],
) -> Iterator[Finding]:
    check = _check_of(match)
    mine, theirs = exhibits.get(match.exhibit), None
    if match.match_class == SAME_DEVICE:
        mine = _with_device(workspace, match.case, match.values)
        theirs = _with_device(workspace, match.other_case, match.values)
    else:
        theirs = workspace.look.exhibit(match.other_case, match.other_exhibit)
    if mine is None:
        return
    name = pair_finding_id(match.pair)
    yield Finding(
        id=name,
        exhibit=mine.exhibit,
        number=mine.number,
        source_name=mine.source_name,
        check=check,
        result="attention" if check == "A17" else "conflict",
        strength="fact" if check in {"A02", "M05"} else "indicator",
        what=_WHAT[check],
        values=match.values,
        innocent=_INNOCENT[check],
        next=_NEXT,
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


def _with_device(workspace: Workspace, case: str, values: dict[str, Any]) -> ExhibitRow | None:
    """The first exhibit of a case that names the device, by its number."""
    rows = [r for r in workspace.look.exhibits(case) if r.role != "paper"]
    for row in sorted(rows, key=lambda r: r.number):
        facts = workspace.look.facts_of(case, row.exhibit)
        named = [str(facts.get(n, "")).strip() for n in ("make", "model", "serial_number")]
        if " ".join(part for part in named if part) == values.get("device"):
            return row
    return None


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


def _check_of(match: MatchRow) -> str:
    return CHECK_OF_CLASS.get(match.match_class, ALIKE)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
