"""
What the index answers with: one frozen row for each thing a screen, paper or search reads.

Times are UTC as in the entry header; ids are hex; `link` names the entry a row rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from evidence.facts import CaseFacts, Session
from evidence.observation import Observation, Result, Verdict


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A signer: one person's key in one workspace."""

    signer: str
    person: str
    name: str
    org: str
    mark: str
    since: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case; `contested`: two signers described it without knowing of each other."""

    case: str
    number: str
    line: str
    title: str
    opened_at: str
    opened_by: str
    status: str
    exhibits: int
    facts: CaseFacts
    contested: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    case: str
    session: Session
    by: str
    at: str
    link: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One time an exhibit was seen at a source."""

    exhibit: str
    session: str
    name: str
    name_bytes: str
    path: str
    modified: str
    created: str
    at: str
    by: str
    link: str


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit; `source_name` and `path` are those of its first source; the others are apart."""

    case: str
    exhibit: str
    number: str
    role: str
    parent: str
    sha256: str
    size: int
    media_type: str
    source_name: str
    session: str
    taken_in_at: str
    taken_in_by: str
    caption: str
    category: str
    group: str
    link: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """The newest observation of a check in an exhibit."""

    case: str
    exhibit: str
    observation: Observation
    context: str
    at: str
    link: str


class AskingRow(NamedTuple):
    """An observation that asks for a verdict, as it is counted."""

    exhibit: str
    check: str
    result: Result


class NamedRow(NamedTuple):
    """What an exhibit is called: its printed number, and its name at its first source."""

    exhibit: str
    number: str
    source_name: str


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match across cases, seen from one side (`case`, `exhibit`) to the other."""

    pair: str
    case: str
    exhibit: str
    other_case: str
    other_exhibit: str
    match_class: str
    engine: str
    values: dict[str, Any]
    at: str
    link: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict; `contested`: two signers gave one without knowing of the other's."""

    finding: str
    verdict: Verdict
    why: str
    observed: str
    by: str
    at: str
    link: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One event in custody: kind is taken_in, offered, accepted, refused or handed_off."""

    case: str
    kind: str
    offer: str
    exhibits: tuple[str, ...]
    giver: str
    receiver: str
    values: dict[str, Any]
    at: str
    by: str
    link: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    case: str
    paper: str
    number: str
    kind: str
    exhibit: str
    sha256: str
    sm3: str
    pages: int
    draft: bool
    at: str
    by: str
    link: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    case: str
    exhibit: str
    text: str
    at: str
    by: str
    link: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as a header; kinds we do not know are rows like any other."""

    scope: str
    signer: str
    seq: int
    link: str
    kind: str
    about: str
    at: str
    by: str
    erased: bool


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Where a ledger stands: its last entry."""

    scope: str
    signer: str
    seq: int
    link: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """An entry of a known kind whose facts could not be understood."""

    scope: str
    signer: str
    seq: int
    link: str
    why: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in a workspace."""

    cases: int
    exhibits: int
    matches: int
    papers: int
    entries: int
    ledgers: int


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """What a person said of the key of an issuer of fingerprint packs; `by` says who."""

    issuer: str
    office: str
    verdict: str
    how: str
    at: str
    by: str
    link: str
