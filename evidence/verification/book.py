"""
The entries of one scope, read for verification: each by itself, and all together.

It does not stop at a fault. After an entry that cannot be read, the next readable one is
taken as it stands; the gap itself has already been told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evidence.errors import Trouble
from evidence.ledger.entry import (
    Entry,
    Header,
    check_follows,
    check_signed,
    committed,
)
from evidence.ledger.kinds import ExhibitTakenIn, Facts, PaperIssued, PayloadErased, PersonEnrolled
from evidence.ledger.older import facts_of
from evidence.verification.report import Gathering
from evidence.words import say

FIRST_KIND = "person_enrolled"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The digest and size an entry at `where` gives for an exhibit."""

    sha256: str
    size: int
    role: str
    where: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The entry at `where` says that this link was the head of that ledger."""

    scope: str
    signer: str
    link: str
    where: str


@dataclass(slots=True)
class _Place:
    """Where reading stands in one ledger; `earlier` is None at its start and after a gap."""

    signer: str
    earlier: Header | None = None
    link: str = ""
    gap: bool = False


@dataclass(slots=True)
class Book:
    """What the ledgers of one scope say together. `scope` may be "" until the first entry."""

    scope: str
    gathering: Gathering
    links: dict[tuple[str, int], str] = field(default_factory=dict)
    exhibits: dict[str, list[Recorded]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    _after: list[tuple[str, str]] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)
    _missing: dict[str, str] = field(default_factory=dict)
    _erased: set[str] = field(default_factory=set)
    _papers: list[tuple[PaperIssued, str]] = field(default_factory=list)

    def read(self, signer: str, entries: Iterable[tuple[str, Entry | None]]) -> None:
        """Read one ledger: (where, entry), with None for one that could not be read."""
        place = _Place(signer)
        for where, entry in entries:
            self.gathering.looked_at()
            if entry is None:
                place.earlier, place.gap = None, True
                continue
            try:
                self._read(place, entry, where)
            except Trouble as e:
                self.gathering.trouble(e, where)
                place.earlier, place.gap = None, True

    def close(self) -> None:
        """What only shows when all ledgers of the scope were read."""
        for where, link in self._after:
            if link not in self._known:
                self._not_here(link, where)
        for seen in self.seen:
            if seen.scope == self.scope:
                self.check_seen(seen)
        for link, where in self._missing.items():
            if link not in self._erased:
                self.gathering.fault(
                    say("The payload of an entry is missing, and no entry says it was erased."),
                    where,
                )
        for paper, where in self._papers:
            if paper.sha256 not in {r.sha256 for r in self.exhibits.get(paper.exhibit, [])}:
                self.gathering.fault(
                    say("An issued paper is not among the exhibits as it was issued."), where
                )

    def check_seen(self, seen: Seen) -> None:
        """Tell when a head that some entry saw in this scope is not in that signer's ledger."""
        if self._known.get(seen.link) != seen.signer:
            self._not_here(seen.link, seen.where)

    def last(self, signer: str) -> int:
        """The number of a signer's last entry here; 0 when there is none."""
        return max((seq for of, seq in self.links if of == signer), default=0)

    def head(self, signer: str, seq: int) -> str | None:
        """The link of that entry, or None when it is not here."""
        return self.links.get((signer, seq))

    def _not_here(self, link: str, where: str) -> None:
        self.gathering.dispute(
            say("An entry has seen another one that is not here: {link}", link=link[:16]), where
        )

    def _read(self, place: _Place, entry: Entry, where: str) -> None:
        header = entry.fields()
        check_signed(entry, header)
        self._belongs(place, header, where)
        link = entry.link
        if not place.gap:
            try:
                check_follows(header, place.earlier, place.link)
            except Trouble as e:
                self.gathering.trouble(e, where)
        place.earlier, place.link, place.gap = header, link, False
        self._keep(header, link, where)
        self._read_payload(entry, header, link, where)

    def _belongs(self, place: _Place, header: Header, where: str) -> None:
        self.scope = self.scope or header.scope
        if header.scope != self.scope or header.signer != place.signer:
            self.gathering.fault(say("An entry lies in a ledger it does not belong to."), where)
        if header.seq == 1 and header.kind != FIRST_KIND:
            self.gathering.dispute(
                say("A ledger does not begin by saying whose key signs it."), where
            )

    def _keep(self, header: Header, link: str, where: str) -> None:
        before = self.links.setdefault((header.signer, header.seq), link)
        if before != link:
            self.gathering.dispute(
                say("There are two entries with the number {seq} of one signer.", seq=header.seq),
                where,
            )
        self._known[link] = header.signer
        self._after += [(where, other) for other in header.after]

    def _read_payload(self, entry: Entry, header: Header, link: str, where: str) -> None:
        """A wrong payload is a fault of its own: header and chain still stand."""
        try:
            payload = committed(entry, header)
            facts = facts_of(header, payload) if payload else None
        except Trouble as e:
            self.gathering.trouble(e, where)
            return
        if payload is None:
            self._missing[link] = where
        elif facts is None:
            self.gathering.unchecked(
                say("Entries of a kind this version does not know: {kind}", kind=header.kind)
            )
        else:
            self._take(facts, where)

    def _take(self, facts: Facts, where: str) -> None:
        if isinstance(facts, ExhibitTakenIn):
            recorded = Recorded(facts.sha256, facts.size, facts.role, where)
            self.exhibits.setdefault(facts.exhibit, []).append(recorded)
        elif isinstance(facts, PayloadErased):
            self._erased.update(facts.links)
        elif isinstance(facts, PaperIssued):
            self._papers.append((facts, where))
            self.seen += [Seen(self.scope, who, link, where) for who, link in facts.heads.items()]
        elif isinstance(facts, PersonEnrolled):
            self.people.add(facts.person)
            self.seen += [
                Seen(*ledger.rpartition("/")[::2], link, where)
                for ledger, link in facts.heads.items()
            ]
