"""The sessions of a case, the newest first: when, from whom, on what, what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.widgets.text import tip_text
from desktop.workbench import Workbench
from evidence.facts import Session
from evidence.index.lookup import Lookup
from evidence.papers.content.forms import answered, when
from evidence.session_gaps import session_gaps
from evidence.words import Phrase, mark, say, visible

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    mark("Began"), mark("Provider or holder"), mark("Source device"), mark("Exhibits"),
    mark("Not stated"),
)  # fmt: skip
TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session and what it took in; archive members are counted with their archive."""

    session: Session
    exhibits: int
    size: int
    gaps: tuple[Phrase, ...]


def held_sessions(look: Lookup, case: str) -> tuple[HeldSession, ...]:
    """Reads them, the newest first."""
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for row in look.exhibits(case):
        if row.role != "paper" and not row.parent:
            counts[row.session] += 1
            sizes[row.session] += row.size
    return tuple(
        HeldSession(s, counts[s.id], sizes[s.id], session_gaps(s))
        for s in (row.session for row in reversed(look.sessions(case)))
    )


class Sessions(QAbstractTableModel):
    """A row a session."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._words = bench.words
        self._held: tuple[HeldSession, ...] = ()

    def show_sessions(self, held: Sequence[HeldSession]) -> None:
        """Show these."""
        self.beginResetModel()
        self._held = tuple(held)
        self.endResetModel()

    def held(self, row: int) -> HeldSession | None:
        """The session in a row."""
        return self._held[row] if 0 <= row < len(self._held) else None

    def row_of(self, session: str) -> int:
        """The row of a session; -1 when it is not shown."""
        found = [row for row, held in enumerate(self._held) if held.session.id == session]
        return found[0] if found else -1

    def rowCount(self, parent: Index = TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._held)

    def columnCount(self, parent: Index = TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(Phrase(COLUMNS[section]))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        text = visible(self._words.text(self._said(self._held[index.row()], index.column())))
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text)
        return None

    def _said(self, held: HeldSession, column: int) -> Phrase | str:
        session = held.session
        device = " ".join(a.value for a in (session.device_make, session.device_model) if a.value)
        return (
            when(session.began),
            answered(session.provider),
            device or answered(session.device_make),
            str(held.exhibits),
            say("{count} not stated", count=len(held.gaps)) if held.gaps else say("complete"),
        )[column]
