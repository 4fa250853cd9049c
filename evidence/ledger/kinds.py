"""
The kinds of entry: few, coarse, in the past tense, each holding whole values.

A kind is a frozen dataclass; its name in the ledger is the class name in snake case
(`ExhibitTakenIn` → "exhibit_taken_in"). A member may be added with a default; none is
renamed or given another meaning. A kind that is not here is verified, kept, forwarded
and shown as unknown. README.md beside this file documents each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from evidence.facts import NOT_STATED, Answer, CaseFacts, Line, Session
from evidence.observation import Observation, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEnrolled:
    """
    First entry of every ledger: whose key signs it, and the last heads it saw when it began
    ("scope/signer" → link). `mark` is the signer's short mark in printed numbers.
    """

    person: str
    name: str
    org: str
    mark: str
    reason: Literal["first", "joined", "moved_device", "copied", "restored", "recovered"] = "first"
    heads: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    number: str
    line: Line
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDescribed:
    facts: CaseFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionRecorded:
    """The commission a case is worked under: who asked for what, until when, with which bounds."""

    number: str
    principal: str
    scope: str
    until: str = ""
    data: tuple[str, ...] = ()
    sub_commission: Answer = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld:
    """A session, whole; written when it begins and again, replacing the first, when it ends."""

    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAt:
    """
    A file as it was seen at its source. `name_bytes` is the name as the system gave it, base64;
    `name` and `path` are for reading. Times are what the source's file system said, or "".
    """

    name: str
    name_bytes: str
    path: str
    modified: str = ""
    created: str = ""
    accessed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitTakenIn:
    """
    An exhibit now lies in the vault. The same bytes from a second source are a second entry on
    the same exhibit. `role`: an original; a derived file with its `parent`; a paper of ours.
    """

    exhibit: str
    number: str
    session: str
    sha256: str
    size: int
    media_type: str
    seen: SeenAt
    role: Literal["original", "derived", "paper"] = "original"
    parent: str = ""
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitDescribed:
    """What a person says of an exhibit: caption, category of evidence, group of the shot list."""

    exhibit: str
    caption: str = ""
    category: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitExamined:
    """
    Observations of one exhibit that were not yet recorded, with `context` (digest of the claim
    facts and siblings they used, by check) and `facts`, what the readers read (text and integers),
    with the readers' names and versions.
    """

    exhibit: str
    observations: tuple[Observation, ...]
    context: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a match."""

    case: str
    exhibit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessFound:
    """
    A match between exhibits of two cases; in the desk, for it names both. `pair` names it for
    ever: the digest of both sides, the lesser first. `chance` is parts per thousand million.
    """

    pair: str
    a: Side
    b: Side
    match_class: str
    engine: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReviewed:
    """A person's verdict on a finding; `observed` is the link of the entry it was made upon."""

    finding: str
    verdict: Verdict
    why: str
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerReviewed:
    """
    A person confirmed whose key signs fingerprint packs, having compared it with that office
    (`how`), or withdrew that; in the desk. `issuer` is an Ed25519 public key.
    """

    issuer: str
    office: str
    verdict: Literal["confirmed", "withdrawn"]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntered:
    text: str
    exhibit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued:
    """
    A paper was drawn up; its PDF is itself an exhibit of role paper. `gaps` are whole sentences in
    English, with their values filled in; `stated` is what a person concluded and disclosed in it.
    """

    paper: str
    number: str
    kind: str
    exhibit: str
    sha256: str
    sm3: str
    size: int
    pages: int
    draft: bool
    language: str
    gaps: tuple[str, ...] = ()
    heads: dict[str, str] = field(default_factory=dict)
    content_sm3: str = ""
    stated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyOffered:
    """The holder offers exhibits to a receiver; until accepted the giver still holds them."""

    offer: str
    exhibits: tuple[str, ...]
    receiver: str
    receiver_org: str
    purpose: str
    basis: str = ""
    place: str = ""
    medium: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAccepted:
    offer: str
    receiver: str
    checked: str
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyRefused:
    offer: str
    receiver: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOff:
    """A bag was written and read back; `manifest` is the SHA-256 of its tagmanifest-sha256.txt."""

    bag: str
    manifest: str
    files: int
    size: int
    exhibits: tuple[str, ...]
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadErased:
    """The payloads of these entries were erased; their headers stand."""

    links: tuple[str, ...]
    reason: str
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected:
    """An earlier entry was wrong; it stays, and this says what holds instead."""

    link: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    outcome: str
    note: str = ""


Facts = (
    PersonEnrolled | CaseOpened | CaseDescribed | CommissionRecorded | SessionHeld | ExhibitTakenIn
    | ExhibitDescribed | ExhibitExamined | LikenessFound | FindingReviewed | IssuerReviewed
    | NoteEntered | PaperIssued | CustodyOffered | CustodyAccepted | CustodyRefused | HandedOff
    | PayloadErased | EntryCorrected | CaseClosed
)  # fmt: skip


def kind_of(facts: Facts | type[Facts]) -> str:
    """The name of a kind in the ledger."""
    kind = facts if isinstance(facts, type) else type(facts)
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


KINDS: dict[str, type[Facts]] = {kind_of(kind): kind for kind in Facts.__args__}
