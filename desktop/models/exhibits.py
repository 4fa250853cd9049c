"""The exhibits of a case as a list: those that were asked for, drawn by widgets/tiles.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from desktop.models.narrowing import Narrowing, narrowed
from desktop.widgets.text import tip_text
from desktop.widgets.tiles import CARD
from desktop.workbench import Workbench
from evidence.cards import Card
from evidence.papers.content.wordings import RESULTS, named
from evidence.words import say, visible

Index = QModelIndex | QPersistentModelIndex


class Exhibits(QStringListModel):
    """
    `cards` are all of the case, `shown` those that were asked for, in their order.

    The list under it is empty strings: a view asks for the number of rows once a row when it lays
    them out, and 20,000 answers from Python would hold up the window.
    """

    def __init__(self, bench: Workbench, owner: QObject) -> None:
        super().__init__(owner)
        self._bench = bench
        self._asked = Narrowing()
        self.cards: Sequence[Card] = ()
        self.shown: Sequence[Card] = ()
        self._rows: dict[str, int] = {}

    def show(self, cards: Sequence[Card]) -> None:
        """Hold other cards; shows the same of them as before."""
        self.cards = cards
        self.narrow(self._asked)

    def narrow(self, asked: Narrowing) -> None:
        """Show what is asked for."""
        self._asked = asked
        self.shown = narrowed(self.cards, asked)
        self._rows = {card.row.exhibit: row for row, card in enumerate(self.shown)}
        self.setStringList([""] * len(self.shown))

    def place_of(self, exhibit: str) -> QModelIndex:
        """Where an exhibit is shown; an invalid index where it is not."""
        row = self._rows.get(exhibit)
        return QModelIndex() if row is None else self.index(row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Plain text for the list, the whole of it for tips and screen readers."""
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        card = self.shown[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(f"{card.short} {card.row.source_name}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(self._told(card))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(self._told(card))
        return None

    def _told(self, card: Card) -> str:
        parts = [card.row.number, card.row.source_name, card.row.caption]
        if card.worst:
            word = named(RESULTS, card.worst)
            parts.append(
                self._bench.text(say("To review: {count} ({worst})", count=card.open, worst=word))
            )
        elif card.reviewed:
            parts.append(self._bench.text(say("All reviewed")))
        return "  ".join(part for part in parts if part)
