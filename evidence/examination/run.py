"""
Running the checks over a case, or over every case.

First each file is read and checked by itself; then, when all are read, it is held against the
others. An answer is recorded once per exhibit, check, version and what of the context it used,
and again only when that changes. Killed and run again, it goes on where the ledger ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from evidence.errors import NotFound
from evidence.examination.cards import OF_THE_FILE, OF_THE_OTHERS, method_cards
from evidence.examination.check import Check
from evidence.examination.context import Clock, Context
from evidence.examination.known_elsewhere import looked_up
from evidence.examination.likeness import Matches, is_recorded
from evidence.examination.memory import Memory
from evidence.examination.packs import PackSearch
from evidence.examination.reading_originals import memory_of, read_originals, remember_all
from evidence.examination.remembered import NO_READER, key_of
from evidence.index.rows import CaseRow, ExhibitRow
from evidence.ledger.kinds import ExhibitExamined, LikenessFound
from evidence.ledgers import DESK
from evidence.likeness.classes import ENGINE
from evidence.observation import Observation
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.reading import NoReading, Reading
from evidence.values import now
from evidence.workspace import Note, Workspace

__all__ = ["Summary", "examine_file", "method_cards", "run"]

MOST_TOGETHER = 64
SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: files looked at, observations and matches newly recorded."""

    examined: int = 0
    observations: int = 0
    matches: int = 0


def run(workspace: Workspace, case: str | None, readers: Readers, progress: Progress) -> Summary:
    """Examine what is not yet examined of one case, or of all; returns what was recorded."""
    job = _Run(workspace, memory_of(workspace))
    chosen = [c for c in workspace.look.cases() if case in (None, c.case)]
    rows = [row for c in chosen for row in job.exhibits(c)]
    job.examine(rows, readers, progress)
    remember_all(workspace, readers, progress, job.memory)
    job.compare([r for r in rows if key_of(r.case, r.exhibit) in job.memory], progress)
    return Summary(len(rows), job.observations, job.matches)


def examine_file(reading: Reading | NoReading, context: Context) -> list[Observation]:
    """Every check on one file outside any workspace."""
    if not context.known_since:
        context = replace(context, known_since=now())
    checks = OF_THE_FILE + OF_THE_OTHERS
    return [seen for check in checks for seen in check.examine(reading, context)]


@dataclass(slots=True)
class _Run:
    workspace: Workspace
    memory: Memory
    observations: int = 0
    matches: int = 0
    packs: PackSearch = PackSearch()
    _cases: dict[str, CaseRow] = field(default_factory=dict)
    _clocks: dict[tuple[str, str], Clock | None] = field(default_factory=dict)

    def exhibits(self, case: CaseRow) -> list[ExhibitRow]:
        self._cases[case.case] = case
        return [row for row in self.workspace.look.exhibits(case.case) if row.role != "paper"]

    def examine(self, rows: list[ExhibitRow], readers: Readers, progress: Progress) -> None:
        """Read and check each file by itself, where a check or the memory asks for it."""
        due: dict[tuple[str, str], tuple[Context, list[Check]]] = {}
        for row in rows:
            context = self._context(row)
            checks = self._due(row, OF_THE_FILE, context)
            if checks or key_of(row.case, row.exhibit) not in self.memory:
                due[row.case, row.exhibit] = context, checks
        wanted = [row for row in rows if (row.case, row.exhibit) in due]
        batch = _Batch(self.workspace)
        read = read_originals(self.workspace, wanted, readers)
        for done, (row, reading) in enumerate(read):
            progress.step(done, len(wanted), row.number)
            context, checks = due[row.case, row.exhibit]
            if checks and reading != NO_READER:
                batch.add(row.case, _note(row, reading, context, checks))
                self.observations += len(checks)
            self.memory.remember(key_of(row.case, row.exhibit), reading)
        batch.write()
        progress.step(len(wanted), len(wanted))

    def compare(self, rows: list[ExhibitRow], progress: Progress) -> None:
        """Search the other cases, record matches in the desk, then what they mean in each case."""
        matches = Matches(self.workspace, self.memory)
        self.packs = PackSearch.of(self.workspace)
        for done, row in enumerate(rows):
            progress.step(done, len(rows), row.number)
            self._search(row, matches)
        batch = _Batch(self.workspace)
        for case in dict.fromkeys(row.case for row in rows):
            across = self._across(case)
            for row in (r for r in rows if r.case == case):
                context = self._beside(row, matches, across)
                checks = self._due(row, OF_THE_OTHERS, context)
                if checks:
                    nothing = Reading(media_type=row.media_type)
                    batch.add(case, _note(row, nothing, context, checks))
                    self.observations += len(checks)
        batch.write()
        progress.step(len(rows), len(rows))

    def _search(self, row: ExhibitRow, matches: Matches) -> None:
        """Whoever comes later searches all before: each pair is seen by one of the two."""
        name = f"{ENGINE}/{key_of(row.case, row.exhibit)}"
        if self.workspace.scratch.get(SEARCHED, name) is not None:
            return
        found = {match.pair: match for match in matches.of(row)}
        new = [m for pair, m in found.items() if not is_recorded(self.workspace, pair)]
        self._record_matches(new)
        self.workspace.scratch.put(SEARCHED, name, b"")

    def _record_matches(self, found: list[LikenessFound]) -> None:
        for at in range(0, len(found), MOST_TOGETHER):
            notes = [Note(match, match.pair) for match in found[at : at + MOST_TOGETHER]]
            self.workspace.record_many(DESK, notes)
        self.matches += len(found)

    def _across(self, case: str) -> dict[str, set[str]]:
        """Classes of the matches of a case: by exhibit; by device, whose match has none."""
        found: dict[str, set[str]] = {}
        for match in self.workspace.look.matches(case):
            if match.other_case != case:
                subject = match.exhibit or str(match.values.get("device", ""))
                found.setdefault(subject, set()).add(match.match_class)
        return found

    def _context(self, row: ExhibitRow) -> Context:
        sources = self.workspace.look.sources(row.case, row.exhibit)
        return Context(
            source_name=row.source_name,
            source_names=tuple(sorted({source.name for source in sources})),
            media_type=row.media_type,
            facts=self._cases[row.case].facts,
            copies=len({(source.path, source.name) for source in sources}),
            clock=self._clock(row),
            known_since=row.taken_in_at,
        )

    def _beside(self, row: ExhibitRow, matches: Matches, across: dict[str, set[str]]) -> Context:
        mine = self.memory[key_of(row.case, row.exhibit)]
        classes = across.get(row.exhibit, set()) | across.get(mine.device or "-", set())
        numbers = sorted(
            self.workspace.look.exhibit(row.case, twin).number for twin in matches.twins(row)
        )
        return Context(
            media_type=row.media_type,
            twins=tuple(numbers) if mine.image_data else None,
            across=tuple(sorted(classes)),
            comparable=mine.comparable,
            by_parts=mine.by_parts,
            device=mine.device,
            elsewhere=looked_up(self.packs, self.workspace, self.memory, row),
        )

    def _clock(self, row: ExhibitRow) -> Clock | None:
        """What the session of the first source noted of its device's clock."""
        key = (row.case, row.session)
        if key not in self._clocks:
            self._clocks[key] = None
            with suppress(NotFound):
                at = self.workspace.look.session(*key).session
                if at.clock_offset.value:
                    noted = at.clock_offset.value, at.device_make.value, at.device_model.value
                    self._clocks[key] = Clock(*noted)
        return self._clocks[key]

    def _due(self, row: ExhibitRow, checks: Iterable[Check], context: Context) -> list[Check]:
        known = self.workspace.look.recorded_contexts(row.case, row.exhibit)
        return [
            check
            for check in checks
            if known.get(check.id) != (check.card.version, check.digest(context))
        ]


@dataclass(slots=True)
class _Batch:
    """Notes of one case, recorded together, at most 64 at a time."""

    workspace: Workspace
    _case: str = ""
    _notes: list[Note] = field(default_factory=list)

    def add(self, case: str, note: Note) -> None:
        if case != self._case or len(self._notes) >= MOST_TOGETHER:
            self.write()
            self._case = case
        self._notes.append(note)

    def write(self) -> None:
        if self._notes:
            self.workspace.record_many(self._case, self._notes)
        self._notes = []


def _note(
    row: ExhibitRow, reading: Reading | NoReading, context: Context, checks: list[Check]
) -> Note:
    read = reading if isinstance(reading, Reading) else Reading(media_type=row.media_type)
    examined = ExhibitExamined(
        exhibit=row.exhibit,
        observations=tuple(seen for check in checks for seen in check.examine(reading, context)),
        context={check.id: check.digest(context) for check in checks},
        facts=_recordable(read.facts),
        readers=dict(read.readers),
    )
    return Note(examined, row.exhibit)


def _recordable(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as they go into ink: whole numbers and text; a fraction becomes its shortest text."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
