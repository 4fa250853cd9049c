"""
All a paper may speak of, read once from the index: every content module is a pure function of it.

Nothing here reads a file. What was read back of the originals while the paper is drawn up (their
digests now, and a preview) comes as `Copy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from evidence.index.lookup import Lookup
from evidence.index.rows import (
    CaseRow,
    CustodyRow,
    ExhibitRow,
    HeadRow,
    MatchRow,
    NoteRow,
    ObservationRow,
    PersonRow,
    SessionRow,
    SourceRow,
    VerdictRow,
)
from evidence.ledger.kinds import CommissionRecorded
from evidence.observation import (
    ASKS_FOR_A_VERDICT,
    MethodCard,
    check_of_class,
    finding_id,
    pair_finding_id,
)
from evidence.papers.content.forms import person
from evidence.papers.content.paper import Picture
from evidence.papers.content.wordings import CONCLUSIONS
from evidence.words import Phrase


@dataclass(frozen=True, slots=True)
class Copy:
    """An original as it was read back for this paper; `intact` when it still has its digest."""

    sha256: str
    sm3: str
    intact: bool
    picture: Picture | None = None
    no_picture: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """
    One signer's ledger of the case as it was checked for this paper: how many entries followed
    one from another, how many of them hold no payload any more, and where that ended, if it did.
    """

    signer: str
    entries: int
    erased: int = 0
    fault: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """
    What only a person can say in an investigation report; "" is not stated, and stays a gap.
    `conclusion` is one of wordings.CONCLUSIONS.
    """

    conclusion: str = ""
    advice: str = ""
    fees: str = ""
    interests: str = ""

    def __post_init__(self) -> None:
        if self.conclusion and self.conclusion not in CONCLUSIONS:
            raise ValueError("no such conclusion")

    def given(self) -> dict[str, str]:
        """What was stated, by name."""
        return {f.name: said for f in fields(self) if (said := getattr(self, f.name))}


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was searched for likeness: how much, and from when to when."""

    cases: int
    pictures: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One case, whole, at one moment."""

    case: CaseRow
    author: PersonRow
    number: str
    made_at: str
    people: Mapping[str, PersonRow]
    sessions: tuple[SessionRow, ...]
    exhibits: tuple[ExhibitRow, ...]
    sources: Mapping[str, tuple[SourceRow, ...]]
    observations: Mapping[str, tuple[ObservationRow, ...]]
    facts: Mapping[str, Mapping[str, Any]]
    matches: tuple[MatchRow, ...]
    verdicts: Mapping[str, VerdictRow]
    custody: tuple[CustodyRow, ...]
    notes: tuple[NoteRow, ...]
    heads: tuple[HeadRow, ...]
    heads_digest: str
    corpus: Corpus
    copies: Mapping[str, Copy] = field(default_factory=dict)
    chains: tuple[Chain, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    methods: tuple[MethodCard, ...] = ()
    commissions: tuple[CommissionRecorded, ...] = ()
    stated: Stated = Stated()

    @property
    def pictures(self) -> tuple[ExhibitRow, ...]:
        """The exhibits that are pictures, in the order of their numbers."""
        return tuple(e for e in self.exhibits if e.media_type.startswith("image/"))

    @property
    def unexamined(self) -> tuple[ExhibitRow, ...]:
        """The exhibits that no check has looked at; nothing may be said to be clear of them."""
        return tuple(e for e in self.exhibits if not self.observations.get(e.exhibit))

    def exhibit_number(self, exhibit: str) -> str:
        """The printed number of an exhibit or paper of this case, or what was given."""
        number = next((e.number for e in self.exhibits if e.exhibit == exhibit), exhibit)
        return self.papers.get(exhibit, number)

    def person_name(self, by: str) -> Phrase | str:
        """Who `by` (a person or a signer) is; a name of somebody else is shown as it is."""
        found = self.people.get(by)
        return person(found.name, found.org) if found else by

    def told_by(self, row: ObservationRow) -> tuple[MatchRow, ...]:
        """The matches with other cases that an observation tells of."""
        return tuple(match for match in self.matches if _tells_of(match, row))

    def verdicts_on(self, row: ObservationRow) -> tuple[VerdictRow | None, ...]:
        """
        A person's verdict on an observation; of one that matches tell of, that on each match
        in the order of `told_by`. None stands where nobody gave one.
        """
        if told := self.told_by(row):
            return tuple(self.verdict_on_pair(match) for match in told)
        own = finding_id(row.case, row.exhibit, row.observation.check)
        return (self.verdicts.get(own),)

    def unjudged(self) -> tuple[int, int]:
        """How many observations and how many matches no person has given a verdict on."""
        rows = [
            row for e in self.exhibits for row in self.asking(e.exhibit)
            if not self.told_by(row) and None in self.verdicts_on(row)
        ]  # fmt: skip
        pairs = {m.pair for m in self.matches if self.verdict_on_pair(m) is None}
        return len(rows), len(pairs)

    def verdict_on_pair(self, match: MatchRow) -> VerdictRow | None:
        """A person's verdict on a match."""
        return self.verdicts.get(pair_finding_id(match.pair))

    def asking(self, exhibit: str) -> tuple[ObservationRow, ...]:
        """
        The observations of an exhibit that ask a person to look, the weightiest first. Weak ones
        never stand alone: where there are no others there is none; the annex lists them.
        """
        order = ("conflict", "attention", "note")
        found = [
            o for o in self.observations.get(exhibit, ())
            if o.observation.result in ASKS_FOR_A_VERDICT
        ]  # fmt: skip
        if all(o.observation.strength == "weak" for o in found):
            return ()
        return tuple(
            sorted(found, key=lambda o: (order.index(o.observation.result), o.observation.check))
        )


def _tells_of(match: MatchRow, row: ObservationRow) -> bool:
    if match.other_case == match.case:
        return False
    check = check_of_class(match.match_class)
    return check == row.observation.check and match.exhibit in ("", row.exhibit)


def gathered(
    look: Lookup, case: str, *, author: PersonRow, number: str, made_at: str, heads_digest: str,
    heads: tuple[HeadRow, ...], methods: tuple[MethodCard, ...] = (),
) -> Dossier:  # fmt: skip
    """Read everything of `case` from the index."""
    exhibits = sorted((e for e in look.exhibits(case) if e.role != "paper"), key=lambda e: e.number)
    people: dict[str, PersonRow] = {}
    for row_of in look.people():
        people |= {row_of.signer: row_of, row_of.person: row_of}
    observations: dict[str, list[ObservationRow]] = {}
    for row in look.observations(case):
        observations.setdefault(row.exhibit, []).append(row)
    return Dossier(
        case=look.case(case),
        author=author,
        number=number,
        made_at=made_at,
        people=people,
        commissions=tuple(look.commissions(case)),
        papers={row.exhibit: row.number for row in look.papers(case)},
        sessions=tuple(look.sessions(case)),
        exhibits=tuple(exhibits),
        sources={e.exhibit: tuple(look.sources(case, e.exhibit)) for e in exhibits},
        observations={exhibit: tuple(rows) for exhibit, rows in observations.items()},
        facts={e.exhibit: look.facts_of(case, e.exhibit) for e in exhibits},
        matches=tuple(look.matches(case)),
        verdicts={v.finding: v for v in look.verdicts(case)},
        custody=tuple(look.custody(case)),
        notes=tuple(look.notes(case)),
        heads=heads,
        heads_digest=heads_digest,
        corpus=_corpus(look),
        methods=methods,
    )


def _corpus(look: Lookup) -> Corpus:
    cases = look.cases()
    taken = [
        e.taken_in_at
        for case in cases
        for e in look.exhibits(case.case)
        if e.media_type.startswith("image/") and e.role != "paper"
    ]
    return Corpus(len(cases), len(taken), min(taken, default=""), max(taken, default=""))
