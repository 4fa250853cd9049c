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

from evidence.findings import FIRST, Asked, asked
from evidence.index.rows import ExhibitRow
from evidence.index.shots import ShotRow
from evidence.observation import Result
from evidence.workspace import Workspace

State = Literal["open", "reviewed", "none"]

_NOT_READ = ShotRow("")


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
    look = workspace.look
    before = look.case(case).number + "-"
    shots = look.shots(case)
    about: dict[str, list[Asked]] = {}
    for finding in asked(look, case):
        about.setdefault(finding.exhibit, []).append(finding)
    return [
        _card(row, before, shots.get(row.exhibit, _NOT_READ), about.get(row.exhibit, ()))
        for row in look.exhibits(case)
        if row.role != "paper"
    ]


def _card(row: ExhibitRow, before: str, shot: ShotRow, about: Sequence[Asked]) -> Card:
    waiting = [finding.result for finding in about if finding.open]
    return Card(
        row=row,
        short=row.number.removeprefix(before),
        folder=_folder(row.path),
        taken=shot.taken,
        device=shot.device,
        worst=min(waiting, key=FIRST.index) if waiting else "",
        open=len(waiting),
        reviewed=len(about) - len(waiting),
    )


def _folder(path: str) -> str:
    """What stands before the file's name, whichever system wrote the path."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)]
