"""Names and values in two columns under headings: all there is of an exhibit, thousands of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.models.about import Deep, fact
from desktop.workbench import Workbench
from evidence.examination.cards import method_cards
from evidence.observation import MethodCard, Observation
from evidence.papers.content.forms import size
from evidence.papers.content.wordings import FACTS, RESULTS, STRENGTHS, named
from evidence.reading.reading import NoReading
from evidence.words import Phrase, say, visible

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Detail:
    """`more` is told of the row when it is chosen; a heading has no value."""

    name: str
    value: str = ""
    more: str = ""
    heading: bool = False


class Details(QAbstractTableModel):
    """The rows of one exhibit."""

    def __init__(self, bench: Workbench, owner: QObject) -> None:
        super().__init__(owner)
        self._bench = bench
        self.rows: Sequence[Detail] = ()

    def show(self, rows: Sequence[Detail]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Headings count as rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Name and value."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What the columns hold."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._bench.text(say("Item") if section == 0 else say("Value"))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Plain text; headings stand out."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return visible(row.name if index.column() == 0 else row.value)[:2_000]
        if role == Qt.ItemDataRole.FontRole and row.heading:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and row.heading:
            return QColor(self._bench.colours.raised)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0 and not row.heading:
            return QColor(self._bench.colours.quiet)
        return None


def details_of(bench: Workbench, deep: Deep) -> list[Detail]:
    """Every fact, check, part of the structure and tag of an exhibit, in the person's language."""
    return [
        *_digests(bench, deep),
        *_facts(bench, deep.facts),
        *_checks(bench, [row.observation for row in deep.observations]),
        *_reading(bench, deep),
    ]


def _digests(bench: Workbench, deep: Deep) -> Iterator[Detail]:
    row = deep.row
    yield _heading(bench, say("Identity"))
    yield Detail(bench.text(say("Number")), row.number)
    yield Detail("SHA-256", row.sha256)
    if isinstance(deep.reading, NoReading):
        pass
    elif deep.reading.image_data:
        yield Detail(bench.text(say("SHA-256 of the image data alone")), deep.reading.image_data)
    yield Detail(bench.text(say("Size in bytes")), size(row.size))
    yield Detail(bench.text(say("Media type")), row.media_type)
    yield Detail(bench.text(say("Name in the vault")), row.exhibit)
    yield Detail(bench.text(say("Entry of its intake")), row.link)


def _facts(bench: Workbench, facts: dict[str, Any]) -> Iterator[Detail]:
    if not facts:
        return
    yield _heading(bench, say("What the file says of itself"))
    for name in sorted(facts):
        yield Detail(bench.text(named(FACTS, name)), bench.text(fact(name, facts)), name)


def _checks(bench: Workbench, seen: Sequence[Observation]) -> Iterator[Detail]:
    if not seen:
        return
    yield _heading(bench, say("Checks"))
    cards = {card.check: card for card in method_cards()}
    for one in seen:
        card = cards.get(one.check)
        title = bench.text(card.title) if card else ""
        value = bench.text(
            say(
                "{result}: {what}",
                result=named(RESULTS, one.result),
                what=Phrase(one.what, one.values),
            )
        )
        yield Detail(f"{one.check} {title}".strip(), value, _method(bench, one, card))


def _method(bench: Workbench, seen: Observation, card: MethodCard | None) -> str:
    """The method card: what the check does, when it misleads, where it comes from."""
    told = [bench.text(say("Strength: {strength}", strength=named(STRENGTHS, seen.strength)))]
    if card:
        told.append(bench.text(say("What it does: {text}", text=Phrase(card.does))))
        told.append(bench.text(say("When it misleads: {text}", text=Phrase(card.misleads))))
        told += card.literature
    return "\n".join(told)


def _reading(bench: Workbench, deep: Deep) -> Iterator[Detail]:
    reading = deep.reading
    if isinstance(reading, NoReading):
        yield _heading(bench, say("Reading"))
        yield Detail(bench.text(say("Not read")), bench.text(reading.reason))
        return
    if reading.complaints:
        yield _heading(bench, say("What the readers remarked"))
        yield from (Detail("", bench.text(said)) for said in reading.complaints)
    if reading.structure:
        yield _heading(bench, say("Structure of the file"))
        yield from (Detail(name, _flat(value)) for name, value in reading.structure.items())
    if reading.tags:
        yield _heading(
            bench, say("Tags as they stand in the file ({count})", count=len(reading.tags))
        )
        yield from (Detail(f"{tag.group} {tag.name}", tag.text) for tag in reading.tags)
    if reading.readers:
        yield _heading(bench, say("Readers"))
        yield from (Detail(name, version) for name, version in reading.readers.items())


def _heading(bench: Workbench, title: Phrase) -> Detail:
    return Detail(bench.text(title), heading=True)


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_flat(each)}" for name, each in value.items())
    return ", ".join(map(_flat, value)) if isinstance(value, list | tuple) else str(value)
