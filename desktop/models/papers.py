"""The papers of a case as rows, the newest first, and the kinds of papers there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.widgets.lines import Role
from desktop.workbench import Workbench
from evidence.index.rows import PaperRow
from evidence.papers.content.forms import when
from evidence.words import Phrase, mark, say

KINDS: dict[str, tuple[str, str]] = {
    "fixation-record": (
        mark("Record of Extraction and Fixation"),
        mark("What was taken, from whom, on what device and how; signed on the spot."),
    ),
    "exhibit-list": (
        mark("List of Electronic Data"),
        mark("Every exhibit with format, source and both digests; goes with every hand-over."),
    ),
    "screening-report": (
        mark("Picture Screening Report"),
        mark("What the checks and the comparison of pictures found, and what a person said of it."),
    ),
    "investigation-report": (
        mark("Investigation Report"),
        mark("The whole of the investigation with its conclusion, for who commissioned it."),
    ),
    "custody-log": (
        mark("Chain of Custody Log"),
        mark("Who held what and when, with the checked record of the case."),
    ),
}
"""Kind → its title and one sentence on what it is for, in the order of the work."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PaperRows(QAbstractListModel):
    """Issued papers in three lines: title, number and whether it is a draft, when."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: tuple[PaperRow, ...] = ()

    def show(self, rows: tuple[PaperRow, ...]) -> None:
        """Show these, given oldest first."""
        self.beginResetModel()
        self._rows = tuple(reversed(rows))
        self.endResetModel()

    def at(self, index: _Index) -> PaperRow:
        """The paper of a row."""
        return self._rows[index.row()]

    def index_of(self, number: str) -> QModelIndex:
        """Where a paper stands; not valid when it is not there."""
        for row, paper in enumerate(self._rows):
            if paper.number == number:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as papers."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The lines of a paper."""
        if not index.isValid():
            return None
        paper = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._bench.text(title_of(paper.kind))
        if role == Role.SECOND:
            return f"{paper.number} · {self._bench.text(state_of(paper))}"
        if role == Role.THIRD:
            return self._bench.text(when(paper.at))
        if role == Role.COLOUR:
            return self._bench.colours.attention if paper.draft else self._bench.colours.good
        if role == Qt.ItemDataRole.AccessibleTextRole:
            lines = (Qt.ItemDataRole.DisplayRole, Role.SECOND, Role.THIRD)
            return " · ".join(str(self.data(index, line)) for line in lines)
        return None


def title_of(kind: str) -> Phrase | str:
    """What a kind of paper is called; one we do not know by its own name."""
    return Phrase(KINDS[kind][0]) if kind in KINDS else kind


def state_of(paper: PaperRow) -> Phrase:
    """Whether it is final, and how long it is."""
    if paper.draft:
        return say("Draft · {pages} pages", pages=paper.pages)
    return say("Final · {pages} pages", pages=paper.pages)
