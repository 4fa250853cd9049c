"""
What was kept becomes entries: up to 64 together, one flush to the disk, and only then lines.

A source already recorded for the same bytes is known and needs no entry; the same bytes from
another source are a further entry on the same exhibit. Used from one thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evidence.errors import NotFound
from evidence.facts import Session
from evidence.intake.keeping import Kept
from evidence.ledger.kinds import ExhibitTakenIn
from evidence.words import Phrase
from evidence.workspace import Note, Workspace

MOST_TOGETHER = 64
SECONDS_TO_GATHER = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one source; `size` and digest are those of what was read."""

    source: str
    status: Literal["taken", "known", "refused"]
    exhibit: str = ""
    sha256: str = ""
    size: int | None = None
    media_type: str = ""
    reason: Phrase | None = None


class Recording:
    """Gathers what was kept or refused; `flush` makes it durable and tells it in order."""

    def __init__(self, workspace: Workspace, case: str, session: Session) -> None:
        self._workspace = workspace
        self._case = case
        self._session = session
        self._lines: list[Line] = []
        self._notes: list[Note] = []
        self._numbers: dict[str, str] = {}
        self._places: set[tuple[str, str, str]] = set()
        self._since = 0.0

    def add(self, kept: Kept) -> bool:
        """An exhibit or a further source of one; answers whether the exhibit is new to the case."""
        exhibit = kept.stored.exhibit
        place = (exhibit, kept.seen.path, kept.seen.name_bytes)
        number = self._numbers.get(exhibit) or self._known_number(exhibit)
        if number is None or not self._is_known_place(place):
            self._note(kept, number or self._next_number())
        self._line(_line_of(kept, "taken" if number is None else "known"))
        return number is None

    def refuse(self, source: str, reason: Phrase) -> None:
        """A source of which nothing was kept."""
        self._line(Line(source, "refused", reason=reason))

    def is_due(self) -> bool:
        """Whether enough was gathered, or gathered long enough ago."""
        if len(self._notes) >= MOST_TOGETHER or len(self._lines) >= MOST_TOGETHER:
            return True
        return bool(self._lines) and time.monotonic() - self._since >= SECONDS_TO_GATHER

    def flush(self) -> Iterator[Line]:
        """Record what was gathered, then tell it. What cannot be recorded is not told."""
        notes, lines = self._notes, self._lines
        self._notes, self._lines = [], []
        if notes:
            self._workspace.record_many(self._case, notes)
        self._numbers.clear()
        self._places.clear()
        yield from lines

    def _line(self, line: Line) -> None:
        if not self._lines:
            self._since = time.monotonic()
        self._lines.append(line)

    def _note(self, kept: Kept, number: str) -> None:
        exhibit = kept.stored.exhibit
        facts = ExhibitTakenIn(
            exhibit=exhibit,
            number=number,
            session=self._session.id,
            sha256=kept.stored.sha256,
            size=kept.stored.size,
            media_type=kept.media_type,
            seen=kept.seen,
            parent=kept.parent,
            refusals=kept.refusals,
        )
        self._numbers[exhibit] = number
        self._places.add((exhibit, kept.seen.path, kept.seen.name_bytes))
        self._notes.append(Note(facts, about=exhibit))

    def _known_number(self, exhibit: str) -> str | None:
        try:
            return self._workspace.look.exhibit(self._case, exhibit).number
        except NotFound:
            return None

    def _is_known_place(self, place: tuple[str, str, str]) -> bool:
        if place in self._places:
            return True
        sources = self._workspace.look.sources(self._case, place[0])
        return any((s.exhibit, s.path, s.name_bytes) == place for s in sources)

    def _next_number(self) -> str:
        return self._workspace.exhibit_number(self._case)


def _line_of(kept: Kept, status: Literal["taken", "known"]) -> Line:
    stored = kept.stored
    return Line(kept.source, status, stored.exhibit, stored.sha256, stored.size, kept.media_type)
