"""
The findings of a case as a list: grouped by result, those a person asked for, and what is shown
of the one that is looked at.

A finding is told in the words of the papers. A heading is a row of its own, which cannot be
chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.models.pair import Pair, Side, side_of
from desktop.widgets.two_lines import COLOUR, ROW, STATE, TITLE, WHERE
from evidence.errors import NotFound
from evidence.examination.cards import method_cards
from evidence.findings import Finding, findings
from evidence.observation import MethodCard, Result
from evidence.papers.content.wordings import RESULTS, VERDICTS, named
from evidence.words import Phrase, Words, mark, say
from evidence.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex

STATES = {
    "open": mark("To be reviewed"),
    "confirmed": mark("Upheld"),
    "dismissed": mark("Dismissed"),
    "": mark("All findings"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings a person asked for; "" is any. `text` is in a number or a file name."""

    state: str = "open"
    check: str = ""
    text: str = ""

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the findings that are wanted."""
        chosen = [
            f for f in findings if self.state in ("", f.verdict) and self.check in ("", f.check)
        ]
        text = self.text.strip().casefold()
        if not text:
            return chosen
        return [f for f in chosen if text in f"{f.number}\n{f.source_name}".casefold()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All findings of a case, conflicts first, and what the checks that made them are."""

    findings: tuple[Finding, ...]
    cards: dict[str, MethodCard]

    def states(self) -> Counter[str]:
        """How many stand how; "" are all."""
        counted: Counter[str] = Counter(f.verdict for f in self.findings)
        counted[""] = len(self.findings)
        return counted

    def reasons(self, check: str, most: int) -> list[str]:
        """Reasons given in this case, those of the same check first, then the newest."""
        given = sorted(
            (f for f in self.findings if f.why),
            key=lambda f: (f.check == check, f.at),
            reverse=True,
        )
        return list(dict.fromkeys(f.why for f in given))[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A finding with what is shown beside it: who judged it, and the pictures it speaks of."""

    finding: Finding
    judge: str
    pair: Pair
    card: MethodCard | None


def found_in(workspace: Workspace, case: str) -> Found:
    """Read the findings of a case."""
    cards = {card.check: card for card in method_cards()}
    return Found(findings=tuple(findings(workspace, case)), cards=cards)


def detail_of(workspace: Workspace, case: str, finding: Finding, card: MethodCard | None) -> Detail:
    """Read what is shown of one finding."""
    look = workspace.look
    left = side_of(look, case, finding.exhibit)
    other = finding.other
    match_class = ""
    if other is not None:
        right = side_of(look, other.case, other.exhibit) if other.exhibit else None
        match_class = other.match_class
    else:
        right = next(_named_sides(workspace, case, finding), None)
    return Detail(
        finding=finding,
        judge=look.name_of(finding.by) if finding.by else "",
        pair=Pair(left=left, right=right, match_class=match_class, values=finding.values),
        card=card,
    )


def state_of(finding: Finding) -> Phrase | str:
    """How a finding stands, in words: what a person decided, or that none has."""
    return named(VERDICTS, finding.verdict if finding.by else "")


def where_of(finding: Finding) -> str:
    """The exhibit by the end of its number, as the case is known, and its file name."""
    return f"{finding.number.rpartition('-')[2]}  {finding.source_name}"


class FindingsModel(QAbstractListModel):
    """Rows of a list; each group of results begins with a heading."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._rows: list[Finding | str] = []
        self._places: dict[str, int] = {}
        self._cards: dict[str, MethodCard] = {}

    def show(self, found: Found, wanted: Wanted) -> None:
        """Show those of the findings that are wanted."""
        self.beginResetModel()
        self._cards = found.cards
        self._rows = list(self._grouped(wanted.of(found.findings)))
        self._places = {row.id: n for n, row in enumerate(self._rows) if isinstance(row, Finding)}
        self.endResetModel()

    def findings(self) -> list[Finding]:
        """What is shown, without the headings."""
        return [row for row in self._rows if isinstance(row, Finding)]

    def place_of(self, finding: str) -> QModelIndex:
        """Where a finding is shown; no valid index where it is not."""
        number = self._places.get(finding)
        return self.index(number) if number is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are; Qt calls it."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen; Qt calls it."""
        if index.isValid() and isinstance(self._rows[index.row()], Finding):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says; Qt calls it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row if spoken else None
        said: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: f"{self._title(row)}  {where_of(row)}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._words.text(self._spoken(row)),
            ROW: lambda: row,
            TITLE: lambda: self._title(row),
            WHERE: lambda: where_of(row),
            STATE: lambda: self._words.text(state_of(row)) if row.by else "",
            COLOUR: lambda: row.result,
        }
        return said[role]() if role in said else None

    def _title(self, finding: Finding) -> str:
        card = self._cards.get(finding.check)
        return self._words.text(Phrase(card.title)) if card else finding.check

    def _spoken(self, row: Finding) -> Phrase:
        return say(
            "{result}: {title}, {number} {name}, {verdict}",
            result=named(RESULTS, row.result),
            title=self._title(row),
            number=row.number,
            name=row.source_name,
            verdict=state_of(row),
        )

    def _grouped(self, rows: Sequence[Finding]) -> Iterator[Finding | str]:
        counted: Counter[Result] = Counter(row.result for row in rows)
        last = ""
        for row in rows:
            if row.result != last:
                last = row.result
                yield self._words.text(
                    say(
                        "{result} ({count})",
                        result=named(RESULTS, row.result),
                        count=counted[row.result],
                    )
                )
            yield row


def next_open(rows: Sequence[Finding], after: str) -> Finding | None:
    """The next one nobody has judged yet: below the one named, else from the top."""
    places = [n for n, row in enumerate(rows) if row.id == after]
    start = places[0] + 1 if places else 0
    waiting = (row for row in (*rows[start:], *rows[:start]) if row.id != after)
    return next((row for row in waiting if row.verdict == "open" and not row.by), None)


def _named_sides(workspace: Workspace, case: str, finding: Finding) -> Iterator[Side]:
    """The other exhibits of the case that an observation names by number or id."""
    for name in _names(finding.values.values()):
        try:
            row = workspace.look.exhibit(case, name)
        except NotFound:
            continue
        if row.exhibit != finding.exhibit and name in (row.number, row.exhibit):
            yield side_of(workspace.look, case, row.exhibit)


def _names(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        listed = value if isinstance(value, list | tuple) else str(value).split(", ")
        yield from (str(one) for one in listed if "-Z" in str(one) or len(str(one)) == 32)
