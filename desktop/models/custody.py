"""
The line of custody as a person reads it: one event a row, the newest first.

Exhibits taken in one session by one person are one event, however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.widgets.lines import Role
from desktop.workbench import Workbench
from evidence.custody import Holding, holdings, line, open_offers
from evidence.index.rows import CustodyRow
from evidence.papers.content.forms import joined, person, when
from evidence.papers.content.wordings import CUSTODY, named
from evidence.words import Phrase, mark, say
from evidence.workspace import Workspace

STATED = {
    "purpose": mark("Purpose"),
    "basis": mark("Basis"),
    "place": mark("Place"),
    "medium": mark("Medium"),
    "seal": mark("Seal"),
    "checked": mark("Checked"),
    "document": mark("Signed paper"),
    "note": mark("Remarks"),
    "reason": mark("Reason"),
    "manifest": mark("SHA-256 of the manifest"),
}
"""What an event states beside who and when, in the order it is read."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    Something that happened to the custody of exhibits, named by the `link` of its (first) entry;
    `waits`: an offer nobody answered.
    """

    kind: str
    at: str
    giver: str
    receiver: str
    org: str
    exhibits: tuple[str, ...]
    stated: Mapping[str, str]
    link: str
    offer: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The custody of a case now: events oldest first, who holds what, numbers by exhibit."""

    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    numbers: Mapping[str, str]


def read_line(workspace: Workspace, case: str) -> Line:
    """Read the line of custody of a case."""
    numbers = {row.exhibit: row.number for row in workspace.look.exhibits(case)}
    told = events(line(workspace, case))
    return Line(told, tuple(holdings(workspace, case)), numbers)


def events(rows: Iterable[CustodyRow]) -> tuple[Event, ...]:
    """What happened, oldest first; what one person took in one session together."""
    rows = list(rows)
    waiting = {row.offer for row in open_offers(rows)}
    made: list[Event] = []
    for (kind, *_), together in groupby(rows, key=_sitting):
        first, *more = together
        event = _event(first, waits=kind == "offered" and first.offer in waiting)
        exhibits = (*first.exhibits, *(e for row in more for e in row.exhibits))
        made.append(replace(event, exhibits=exhibits))
    return tuple(made)


def _sitting(row: CustodyRow) -> tuple[str, ...]:
    """What is alike in rows that are one event: what is taken in one session by one person."""
    if row.kind == "taken_in":
        return row.kind, row.receiver, str(row.values.get("session", ""))
    return row.kind, row.link


def _event(row: CustodyRow, *, waits: bool) -> Event:
    return Event(
        kind=row.kind,
        at=row.at,
        giver=row.giver,
        receiver=row.receiver,
        org=str(row.values.get("receiver_org", "")),
        exhibits=row.exhibits,
        stated={name: str(row.values[name]) for name in STATED if row.values.get(name)},
        link=row.link,
        offer=row.offer,
        waits=waits,
    )


class CustodyLine(QAbstractListModel):
    """Events in three lines: what and how many, when and between whom, what was stated."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._events: tuple[Event, ...] = ()

    def show(self, events: tuple[Event, ...]) -> None:
        """Show these, given oldest first."""
        self.beginResetModel()
        self._events = tuple(reversed(events))
        self.endResetModel()

    def at(self, index: _Index) -> Event:
        """The event of a row."""
        return self._events[index.row()]

    def index_of(self, link: str) -> QModelIndex:
        """Where an event stands; not valid when it is not there."""
        for row, event in enumerate(self._events):
            if event.link == link:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as events."""
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The lines of an event."""
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._bench.text(title_of(event))
        if role == Role.SECOND:
            return f"{self._bench.text(when(event.at))}  {self._bench.text(between(event))}"
        if role == Role.THIRD:
            return self._stated(event)
        if role == Role.COLOUR:
            return self._colour(event)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            lines = (Qt.ItemDataRole.DisplayRole, Role.SECOND, Role.THIRD)
            return " · ".join(str(self.data(index, line)) for line in lines)
        return None

    def _stated(self, event: Event) -> str:
        said = [
            say("{what}: {answer}", what=Phrase(STATED[name]), answer=value)
            for name, value in event.stated.items()
            if name != "manifest"
        ]
        return self._bench.text(joined(said)) if said else ""

    def _colour(self, event: Event) -> str:
        colours = self._bench.colours
        if event.waits:
            return colours.attention
        return {
            "taken_in": colours.note,
            "accepted": colours.good,
            "refused": colours.danger,
            "handed_off": colours.accent,
        }.get(event.kind, colours.quiet)


def title_of(event: Event) -> Phrase:
    """What happened to how many."""
    kind = named(CUSTODY, event.kind)
    if event.waits:
        return say("{kind}, waits for an answer · {count} exhibits", kind=kind,
                   count=len(event.exhibits))  # fmt: skip
    return say("{kind} · {count} exhibits", kind=kind, count=len(event.exhibits))


def between(event: Event) -> Phrase | str:
    """From whom to whom, as far as stated."""
    to = person(event.receiver, event.org)
    if event.kind == "taken_in" or not event.giver:
        return to
    if not event.receiver:
        return event.giver
    return say("{giver} → {receiver}", giver=event.giver, receiver=to)
