"""
All that is known of one exhibit, read in one go for the inspector.

`about` is for every exhibit a person looks at and stays with the index; `deep` takes the whole
reading out of scratch (or reads the original again) and is only for who asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence.examination.reading_originals import read_originals
from evidence.findings import Finding, findings
from evidence.index.rows import CustodyRow, ExhibitRow, ObservationRow, SessionRow, SourceRow
from evidence.papers.content.screening_pictures import read_as
from evidence.reading.host import Readers
from evidence.reading.reading import NoReading, Reading
from evidence.words import Phrase
from evidence.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """`names` of the persons who occur, by id; `session` None where it is not known here."""

    row: ExhibitRow
    facts: dict[str, Any]
    sources: tuple[SourceRow, ...]
    session: SessionRow | None
    findings: tuple[Finding, ...]
    custody: tuple[CustodyRow, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deep:
    """What only an expert asks for."""

    row: ExhibitRow
    facts: dict[str, Any]
    observations: tuple[ObservationRow, ...]
    reading: Reading | NoReading


def about(workspace: Workspace, case: str, exhibit: str) -> About:
    """What the plain inspector shows; raises `NotFound`."""
    look = workspace.look
    row = look.exhibit(case, exhibit)
    sources, custody = look.sources(case, exhibit), look.custody(case, exhibit)
    sessions = [held for held in look.sessions(case) if held.session.id == row.session]
    people = {row.taken_in_by, *(s.by for s in sources)}
    people |= {person for event in custody for person in (event.by, event.receiver) if person}
    return About(
        row=row,
        facts=look.facts_of(case, exhibit),
        sources=tuple(sources),
        session=sessions[0] if sessions else None,
        findings=tuple(findings(workspace, case, exhibit)),
        custody=tuple(custody),
        names={person: look.name_of(person) for person in people},
    )


def deep(workspace: Workspace, case: str, exhibit: str, readers: Readers) -> Deep:
    """What the expert's inspector shows; may read the original."""
    row = workspace.look.exhibit(case, exhibit)
    ((_, reading),) = read_originals(workspace, [row], readers)
    return Deep(
        row=row,
        facts=workspace.look.facts_of(case, exhibit),
        observations=tuple(workspace.look.observations(case, exhibit)),
        reading=reading,
    )


def fact(name: str, facts: dict[str, Any]) -> Phrase | str:
    """A fact as the papers print it; "" where the file states none."""
    told = read_as(name, facts)
    return told if isinstance(told, Phrase | str) else str(facts[name])
