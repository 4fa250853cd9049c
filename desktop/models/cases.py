"""The cases of a workspace as a table: what a person looks for first on coming home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.workbench import Workbench
from evidence.clocks import Clock, clocks, said, today_in_china
from evidence.index.lookup import Lookup
from evidence.index.rows import CaseRow
from evidence.papers.content.forms import when
from evidence.papers.content.wordings import LINES, named
from evidence.words import Phrase, mark, visible

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    mark("Case number"),
    mark("Title"),
    mark("Open findings"),
    mark("Next clock"),
    mark("Exhibits"),
    mark("Line"),
    mark("Claim no."),
    mark("Opened"),
)
TITLE, FINDINGS, CLOCK, EXHIBITS = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as home shows it: the clock that ends first, and the `text` a filter looks in."""

    row: CaseRow
    clock: Clock | None = None
    text: str = ""


def read_cases(look: Lookup) -> tuple[CaseSeen, ...]:
    """Every case, the newest first."""
    return tuple(_seen(look, row) for row in reversed(look.cases()))


def read_case(look: Lookup, case: str) -> CaseSeen:
    """One case; raises `NotFound`."""
    return _seen(look, look.case(case))


def _seen(look: Lookup, row: CaseRow) -> CaseSeen:
    running = clocks(row.facts, look.commissions(row.case), today_in_china())
    return CaseSeen(row, running[0] if running else None, _text(row))


def _text(row: CaseRow) -> str:
    facts = row.facts
    return " ".join(
        (
            row.number, row.title, facts.claim_no, facts.cause, facts.principal,
            *(vehicle.plate for vehicle in facts.vehicles),
            *(party.name for party in facts.parties),
            *(policy.number for policy in facts.policies),
        )
    ).casefold()  # fmt: skip


class CasesModel(QAbstractTableModel):
    """Rows that hold what is filtered for; `case_at` names the case of a row."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._all: tuple[CaseSeen, ...] = ()
        self._shown: tuple[CaseSeen, ...] = ()
        self._open: Mapping[str, int] = {}
        self._filter = ""

    def show(self, cases: tuple[CaseSeen, ...]) -> None:
        """Show other cases, under the same filter."""
        self._all = cases
        self.filter(self._filter)

    def show_open(self, findings: Mapping[str, int]) -> None:
        """How many findings are open, by case; counted after the cases are shown."""
        self._open = findings
        last = self.index(len(self._shown) - 1, FINDINGS)
        self.dataChanged.emit(self.index(0, FINDINGS), last)

    def filter(self, words: str) -> None:
        """Show those in which every word occurs."""
        self.beginResetModel()
        self._filter = words
        wanted = words.casefold().split()
        self._shown = tuple(case for case in self._all if all(word in case.text for word in wanted))
        self.endResetModel()

    def case_at(self, row: int) -> CaseRow:
        """The case of a row."""
        return self._shown[row].row

    def row_of(self, case: str) -> int | None:
        """The row of a case that is shown."""
        found = [n for n, seen in enumerate(self._shown) if seen.row.case == case]
        return found[0] if found else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._bench.text(Phrase(COLUMNS[section]))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self._bench.text(self._cell(self._shown[index.row()], index.column())))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(self._shown[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (EXHIBITS, FINDINGS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _colour(self, seen: CaseSeen, column: int) -> QColor | None:
        colours = self._bench.colours
        if column == CLOCK and seen.clock and seen.clock.is_near:
            return QColor(colours.danger if seen.clock.days_left < 0 else colours.attention)
        if column == FINDINGS and self._open.get(seen.row.case):
            return QColor(colours.attention)
        return None

    def _cell(self, seen: CaseSeen, column: int) -> Phrase | str:
        row = seen.row
        cells: tuple[Phrase | str, ...] = (
            row.number,
            row.title or row.facts.cause,
            str(self._open.get(row.case, "")) or "…",
            said(seen.clock) if seen.clock else "",
            str(row.exhibits),
            named(LINES, row.line),
            row.facts.claim_no,
            when(row.opened_at),
        )
        return cells[column]
