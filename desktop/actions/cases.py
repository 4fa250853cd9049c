"""What a person does with a case as such: open it, describe it, enter who commissioned the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.workbench import Workbench
from evidence.facts import CaseFacts, Line
from evidence.ledger.kinds import CaseDescribed, CommissionRecorded
from evidence.workspace import Workspace

Failed = Callable[[BaseException], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case to be opened; without a number it gets one."""

    number: str
    line: Line
    title: str
    facts: CaseFacts


def open_case(
    bench: Workbench, owner: QObject, new: NewCase, done: Callable[[str], None], failed: Failed
) -> None:
    """Open it; `done` gets its id."""

    def work(workspace: Workspace) -> str:
        return workspace.new_case(new.number, new.line, new.title, new.facts)

    bench.do(owner, work, {"cases"}, done=done, failed=failed)


def describe(
    bench: Workbench, owner: QObject, case: str, facts: CaseFacts, done: Callable[[object], None]
) -> None:
    """Enter the facts of a case, whole; they replace what stood before."""
    bench.do(
        owner,
        lambda w: w.record(case, CaseDescribed(facts=facts), about=case),
        {"cases"},
        case,
        done,
    )


def commission(
    bench: Workbench,
    owner: QObject,
    case: str,
    stated: CommissionRecorded,
    done: Callable[[object], None],
) -> None:
    """Enter a commission; one of the same number is replaced."""
    bench.do(owner, lambda w: w.record(case, stated, about=case), {"cases"}, case, done)
