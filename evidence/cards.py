"""
A case's exhibits as a list of them shows each: what it is, when and with what it was taken, and
whether something about it waits for a person.

One answer for the whole case, small enough to be kept by a window and fast enough to be asked
for again after every change (tests/benchmarks/bench_gallery.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evidence.findings import FIRST, Finding, findings
from evidence.index.rows import ExhibitRow
from evidence.index.shots import ShotRow
from evidence.observation import Result
from evidence.workspace import Workspace

State = Literal["open", "reviewed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """
    `short` is the number without that of the case, `folder` where the file lay when it was first
    seen, `taken` the time it states of itself, local; `worst` is the weightiest finding that is
    still open, "" where none is.
    """

    row: ExhibitRow
    short: str = ""
    folder: str = ""
    taken: str = ""
    device: str = ""
    worst: Result | Literal[""] = ""
    open: int = 0
    reviewed: int = 0

    @property
    def state(self) -> State:
        """Whether a person has something to review here, has done so, or never had."""
        return "open" if self.open else "reviewed" if self.reviewed else "none"


def cards(workspace: Workspace, case: str) -> list[Card]:
    """A card for every exhibit of a case that is no paper of ours, in the order of intake."""
    before = workspace.look.case(case).number + "-"
    rows = workspace.look.exhibits(case)
    shots = {shot.exhibit: shot for shot in workspace.look.shots(case)}
    about: dict[str, list[Finding]] = {}
    for finding in findings(workspace, case, rows=rows):
        about.setdefault(finding.exhibit, []).append(finding)
    return [
        _card(row, before, shots[row.exhibit], about.get(row.exhibit, ()))
        for row in rows
        if row.role != "paper" and row.exhibit in shots
    ]


def _card(row: ExhibitRow, before: str, shot: ShotRow, about: Sequence[Finding]) -> Card:
    waiting = [finding.result for finding in about if finding.verdict == "open"]
    return Card(
        row=row,
        short=row.number.removeprefix(before),
        folder=_folder(shot.path),
        taken=shot.taken,
        device=shot.device,
        worst=min(waiting, key=FIRST.index) if waiting else "",
        open=len(waiting),
        reviewed=len(about) - len(waiting),
    )


def _folder(path: str) -> str:
    """What stands before the file's name, whichever system wrote the path."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)]
