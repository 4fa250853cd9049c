"""Like pictures as lists: what a search answered, and every match between two cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.models.pair import Pair, Side, side_of
from desktop.widgets.two_lines import COLOUR, ROW, STATE, TITLE, WHERE
from evidence.examination.alike import Alike
from evidence.index.rows import MatchRow
from evidence.observation import pair_finding_id
from evidence.papers.content.wordings import MATCH_CLASSES, VERDICTS, named
from evidence.words import Phrase, Words, say
from evidence.workspace import Workspace

SAME = ("same_file", "same_image_data")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: what it is, where, how it stands; `pair` is compared when it is opened."""

    what: Phrase | str
    where: str
    stands: Phrase | str
    pair: Pair
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A file that was searched for: what it is like, or why it could not be asked."""

    file: Path
    found: tuple[tuple[Alike, str], ...]
    trouble: Phrase | None


class LinesModel(QAbstractListModel):
    """Rows and headings of one of the two lists."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._rows: list[Line | Phrase] = []

    def show(self, rows: Sequence[Line | Phrase]) -> None:
        """Show others; a sentence is a heading."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are; Qt calls it."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen; Qt calls it."""
        if index.isValid() and isinstance(self._rows[index.row()], Line):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says; Qt calls it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = self._words.text
        if isinstance(row, Phrase):
            spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return text(row) if spoken else None
        said: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: f"{text(row.what)}  {row.where}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: (
                f"{text(row.what)}  {row.where}  {text(row.stands)}"
            ),
            ROW: lambda: row,
            TITLE: lambda: text(row.what),
            WHERE: lambda: row.where,
            STATE: lambda: text(row.stands),
            COLOUR: lambda: "conflict",
        }
        return said[role]() if role in said else None


def answered(asked: Sequence[Asked]) -> Iterator[Line | Phrase]:
    """A heading for each file that was asked, and what it is like."""
    for one in asked:
        name = one.file.name
        if one.trouble is not None:
            yield say("{name}: {trouble}", name=name, trouble=one.trouble)
        elif not one.found:
            yield say("{name}: nothing like it in this workspace", name=name)
        else:
            yield say("{name}: {count} matches", name=name, count=len(one.found))
        for found, case_number in one.found:
            side = Side(
                case=found.case, exhibit=found.exhibit, number=found.number,
                name=found.source_name, case_number=case_number,
            )  # fmt: skip
            yield Line(
                what=named(MATCH_CLASSES, found.match_class),
                where=f"{found.number}  {found.source_name}",
                stands=say("the digest is the same")
                if found.match_class in SAME
                else say("by chance: {chance}", chance=found.chance)
                if found.chance
                else say("not one photograph"),
                pair=Pair(
                    left=Side(file=one.file),
                    right=side,
                    match_class=found.match_class,
                    values=found.values,
                ),
            )


def all_matches(workspace: Workspace) -> list[Line | Phrase]:
    """Every match between two cases, the newest first."""
    rows = [m for m in workspace.look.all_matches() if m.case != m.other_case]
    return [_line(workspace, row) for row in sorted(rows, key=lambda m: m.at, reverse=True)]


def _line(workspace: Workspace, row: MatchRow) -> Line:
    look = workspace.look
    left = side_of(look, row.case, row.exhibit)
    right = side_of(look, row.other_case, row.other_exhibit)
    finding = pair_finding_id(row.pair)
    verdict = look.verdict("desk", finding)
    device = str(row.values.get("device", ""))
    return Line(
        what=named(MATCH_CLASSES, row.match_class),
        where=f"{_where(left)}  ⇄  {_where(right)}  {device}".rstrip(),
        stands=named(VERDICTS, verdict.verdict if verdict else ""),
        pair=Pair(left=left, right=right, match_class=row.match_class, values=row.values),
        finding=finding,
    )


def _where(side: Side) -> str:
    return f"{side.number} {side.name}".strip() or side.case_number or side.case[:8]
