"""
Looking up: every screen, paper and search reads here, and gets frozen rows.

Safe in any thread; a look-up sees whole batches only, never half a one. Where several
values stand beside each other (nobody has decided yet) the newest in the order all agree
on is answered, and `contested` or `standing_facts` tell of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import merge
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from evidence.errors import NotFound
from evidence.facts import CaseFacts, Session
from evidence.index.issuers import Issuers
from evidence.index.rows import (
    CaseRow,
    Counts,
    CustodyRow,
    EntryRow,
    ExhibitRow,
    HeadRow,
    MatchRow,
    NamedRow,
    NoteRow,
    PaperRow,
    PersonRow,
    ProblemRow,
    SessionRow,
    SourceRow,
    VerdictRow,
)
from evidence.index.seen import Seen
from evidence.index.shots import Shots
from evidence.index.standing import Subject, standing_values, stands
from evidence.ledger.kinds import CommissionRecorded
from evidence.words import say

T = TypeVar("T")

_FIRST = itemgetter(0)

_WHOLE_STANDS = stands("t")
_DESCRIBED_STANDS = stands("d")

_CASES = f"""
SELECT t.scope, t.number, t.line, t.title, t.at, t."by",
  CASE WHEN EXISTS (SELECT 1 FROM closed c WHERE c.scope = t.scope) THEN 'closed' ELSE 'open' END,
  (SELECT count(*) FROM exhibits e WHERE e.scope = t.scope AND e.role <> 'paper'),
  (SELECT d.facts FROM described d WHERE d.scope = t.scope
     AND {_DESCRIBED_STANDS} ORDER BY d.ord DESC LIMIT 1),
  (SELECT count(*) > 1 FROM described d WHERE d.scope = t.scope
     AND {_DESCRIBED_STANDS})
FROM cases t
WHERE t.ord = (SELECT min(o.ord) FROM cases o WHERE o.scope = t.scope)
"""
_EXHIBITS = f"""
SELECT e.scope, e.exhibit, e.number, e.role, e.parent, e.sha256, e.size, e.media_type, e.name,
  e.session, e.at, e."by", coalesce(t.caption, ''), coalesce(t.category, ''),
  coalesce(t.grouping, ''), e.link, e.path
FROM exhibits e LEFT JOIN captions t ON t.scope = e.scope AND t.exhibit = e.exhibit
  AND t.ord = (SELECT max(t.ord) FROM captions t WHERE t.scope = e.scope
    AND t.exhibit = e.exhibit AND {_WHOLE_STANDS})
"""
_MATCHES = f"""
SELECT t.pair, t.a_case, t.a_exhibit, t.b_case, t.b_exhibit, t.match_class, t.engine, t.value,
  t.at, t.link, max(t.ord)
FROM matches t WHERE {{which}} AND {_WHOLE_STANDS} GROUP BY t.pair ORDER BY t.pair
"""
_VERDICTS = f"""
SELECT t.finding, t.verdict, t.why, t.observed, t."by", t.at, t.link, count(*) > 1, max(t.ord)
FROM verdicts t WHERE {{which}} AND {_WHOLE_STANDS} GROUP BY t.finding ORDER BY t.finding
"""
_TAKEN_IN = """
SELECT ord, exhibit, "by", session, sha256, number, name, at, link FROM takings
WHERE scope = ? {only} AND role <> 'paper' ORDER BY ord
"""
_TRANSFERS = """
SELECT ord, kind, offer, exhibits, "by", receiver, value, at, link FROM custody
WHERE scope = ? ORDER BY ord
"""


class Lookup(Seen, Shots, Issuers):
    """The look-ups of one workspace; what was seen of exhibits is looked up in seen.py."""

    # people and cases

    def people(self) -> list[PersonRow]:
        """Every signer, oldest first: one person has one for each device she signed on."""
        rows = self._rows(
            'SELECT signer, person, name, org, mark, "at", min(ord) FROM signers'
            " GROUP BY signer ORDER BY min(ord)"
        )
        return [PersonRow(*row[:-1]) for row in rows]

    def name_of(self, person: str) -> str:
        """The name a person last enrolled with; the id itself when nobody of that id did."""
        found = self._one("SELECT name FROM signers WHERE person = ? ORDER BY ord DESC", person)
        return str(found[0]) if found else person

    def reason_of(self, signer: str) -> str:
        """Why a signer began ("" when it never enrolled): first, joined, copied…"""
        found = self._one("SELECT reason FROM signers WHERE signer = ? ORDER BY ord", signer)
        return str(found[0]) if found else ""

    def cases(self) -> list[CaseRow]:
        """Every case, oldest first."""
        return [_case(row) for row in self._rows(_CASES + " ORDER BY t.ord")]

    def case(self, case_id_or_number: str) -> CaseRow:
        """One case; raises `NotFound`."""
        found = self._one(
            _CASES + " AND (t.scope = ? OR t.number = ?) ORDER BY t.scope = ? DESC, t.ord",
            *(case_id_or_number,) * 3,
        )
        if found is None:
            raise NotFound(
                say("There is no case {case}.", case=case_id_or_number),
                say("`lianzheng case list` shows the cases there are."),
            )
        return _case(found)

    def standing_facts(self, case: str) -> list[CaseFacts]:
        """Every description of a case that none replaces, newest first; more: undecided."""
        rows = self._rows(
            f"SELECT facts FROM described t WHERE scope = ? AND {_WHOLE_STANDS} ORDER BY ord DESC",
            case,
        )
        return [_from(text, CaseFacts) for (text,) in rows]

    def commissions(self, case: str) -> list[CommissionRecorded]:
        """The commissions of a case, as they now stand, oldest first."""
        sql = f"SELECT value FROM commissions t WHERE scope = ? AND {_WHOLE_STANDS} ORDER BY ord"
        return [_from(value, CommissionRecorded) for (value,) in self._rows(sql, case)]

    def sessions(self, case: str) -> list[SessionRow]:
        """The sessions of a case, as they now stand, oldest first."""
        rows = self._rows(
            f'SELECT scope, value, "by", at, link, max(ord) FROM sessions t'
            f" WHERE scope = ? AND {_WHOLE_STANDS} GROUP BY session"
            " ORDER BY (SELECT min(o.ord) FROM sessions o"
            "   WHERE o.scope = t.scope AND o.session = t.session)",
            case,
        )
        return [SessionRow(row[0], _from(row[1], Session), *row[2:5]) for row in rows]

    def session(self, case: str, session: str) -> SessionRow:
        """One session; raises `NotFound`."""
        for row in self.sessions(case):
            if row.session.id == session:
                return row
        raise NotFound(say("There is no session {session} in this case.", session=session))

    # exhibits

    def exhibits(self, case: str, role: str | None = None) -> list[ExhibitRow]:
        """The exhibits of a case, in the order they were taken in."""
        where = " WHERE e.scope = ?" + (" AND e.role = ?" if role else "") + " ORDER BY e.ord"
        rows = self._rows(_EXHIBITS + where, case, *([role] if role else []))
        return [ExhibitRow(*row) for row in rows]

    def exhibit(self, case: str, id_or_number: str) -> ExhibitRow:
        """
        One exhibit by id, by number, or by the end of its number ("Z003") when that is the only
        one; raises `NotFound`.
        """
        found = self._rows(
            _EXHIBITS + " WHERE e.scope = ? AND (e.exhibit = ? OR e.number = ?) ORDER BY e.ord",
            case, id_or_number, id_or_number,
        ) or self._rows(
            _EXHIBITS + " WHERE e.scope = ? AND substr(e.number, -length(?)) = ? ORDER BY e.ord",
            case, f"-{id_or_number}", f"-{id_or_number}",
        )  # fmt: skip
        if not found or len({row[1] for row in found}) > 1:
            raise NotFound(
                say("There is no exhibit {exhibit} in this case.", exhibit=id_or_number),
                say("`lianzheng paper … exhibit-list` lists the exhibits with their numbers."),
            )
        return ExhibitRow(*found[0])

    def taken_in(self, case: str) -> set[str]:
        """The exhibits of a case, by id alone."""
        rows = self._rows("SELECT exhibit FROM exhibits WHERE scope = ?", case)
        return {exhibit for (exhibit,) in rows}

    def named(self, case: str, exhibits: Iterable[str] | None = None) -> dict[str, NamedRow]:
        """What the exhibits of a case are called, or those of them that are asked for; by id."""
        sql, asked = "SELECT exhibit, number, name FROM exhibits WHERE scope = ?", [case]
        if exhibits is not None:
            sql += " AND exhibit IN (SELECT value FROM json_each(?))"
            asked.append(msgspec.json.encode(list(exhibits)).decode())
        return {row[0]: NamedRow(*row) for row in self._rows(sql, *asked)}

    def sources(self, case: str, exhibit: str) -> list[SourceRow]:
        """Each time an exhibit was seen at a source, oldest first."""
        rows = self._rows(
            'SELECT exhibit, session, name, name_bytes, path, modified, created, at, "by", link'
            " FROM takings WHERE scope = ? AND exhibit = ? ORDER BY ord",
            case, exhibit,
        )  # fmt: skip
        return [SourceRow(*row) for row in rows]

    def with_sha256(self, sha256: str) -> list[ExhibitRow]:
        """The exhibits of all cases that have these bytes."""
        rows = self._rows(_EXHIBITS + " WHERE e.sha256 = ? ORDER BY e.ord", sha256)
        return [ExhibitRow(*row) for row in rows]

    def highest_number(self, case: str, stem: str) -> int:
        """The highest n of the printed numbers "<stem>-Z<n>" in a case; 0 when there is none."""
        sql = "SELECT max(ordinal) FROM takings WHERE scope = ? AND stem = ?"
        found = self._one(sql, case, stem)
        return int(found[0] or 0) if found else 0

    # what was found and judged

    def matches(self, case: str, exhibit: str | None = None) -> list[MatchRow]:
        """
        The matches of a case (or of one exhibit), each seen from its side; a match within it from
        both sides. `exhibit` "": those of devices, which name no exhibit.
        """
        only = "" if exhibit is None else " AND t.{side}_exhibit = ?"
        which = " OR ".join(f"(t.{s}_case = ?{only.format(side=s)})" for s in ("a", "b"))
        values = (case,) if exhibit is None else (case, exhibit)
        rows = self._rows(_MATCHES.format(which=f"({which})"), *values, *values)
        sides = [side for row in rows for side in _sides(row)]
        return [s for s in sides if s.case == case and exhibit in (None, s.exhibit)]

    def all_matches(self) -> list[MatchRow]:
        """Every match of the workspace once, seen from its first side."""
        return [_sides(row)[0] for row in self._rows(_MATCHES.format(which="1"))]

    def pair(self, pair: str) -> MatchRow:
        """One match, seen from its first side; raises `NotFound`."""
        rows = self._rows(_MATCHES.format(which="t.pair = ?"), pair)
        if not rows:
            raise NotFound(say("There is no match {pair}.", pair=pair))
        return _sides(rows[0])[0]

    def verdicts(self, case: str, findings: Iterable[str] | None = None) -> list[VerdictRow]:
        """
        Persons' verdicts on findings of a case, with those on pairs, which lie in the desk; or
        only those on the findings asked for.
        """
        which, asked = "t.scope IN (?, 'desk')", [case]
        if findings is not None:
            which += " AND t.finding IN (SELECT value FROM json_each(?))"
            asked.append(msgspec.json.encode(list(findings)).decode())
        return [_verdict(row) for row in self._rows(_VERDICTS.format(which=which), *asked)]

    def verdict(self, scope: str, finding: str) -> VerdictRow | None:
        """The verdict recorded in a scope (a case, "desk") on a finding; None: nobody gave one."""
        rows = self._rows(_VERDICTS.format(which="t.scope = ? AND t.finding = ?"), scope, finding)
        return _verdict(rows[0]) if rows else None

    # custody, papers, notes

    def custody(self, case: str, exhibit: str | None = None) -> list[CustodyRow]:
        """What happened to the custody of a case's exhibits (or of one), oldest first."""
        only, more = ("", []) if exhibit is None else ("AND exhibit = ?", [exhibit])
        taken = self._rows(_TAKEN_IN.format(only=only), case, *more)
        transfers = [
            (order, row)
            for order, row in self._transfers(case)
            if exhibit is None or exhibit in row.exhibits
        ]
        rows = merge(((row[0], _taken_in(case, row)) for row in taken), transfers, key=_FIRST)
        return [row for _, row in rows]

    def transfers(self, case: str) -> list[CustodyRow]:
        """Of `custody` all but the takings: offers, answers to them, hand-offs."""
        return [row for _, row in self._transfers(case)]

    def _transfers(self, case: str) -> list[tuple[str, CustodyRow]]:
        rows = [(row[0], _transfer(case, row)) for row in self._rows(_TRANSFERS, case)]
        offers = {row.offer: row for _, row in rows if row.kind == "offered"}
        return [(order, _answered(row, offers.get(row.offer))) for order, row in rows]

    def papers(self, case: str) -> list[PaperRow]:
        """The papers issued in a case, oldest first."""
        rows = self._rows(
            "SELECT scope, paper, number, kind, exhibit, sha256, sm3, pages, draft, at, "
            '"by", link FROM papers WHERE scope = ? ORDER BY ord',
            case,
        )
        return [PaperRow(*(*row[:8], bool(row[8]), *row[9:])) for row in rows]

    def notes(self, case: str) -> list[NoteRow]:
        """The notes of a case, oldest first."""
        sql = 'SELECT scope, exhibit, text, at, "by", link FROM notes WHERE scope = ? ORDER BY ord'
        return [NoteRow(*row) for row in self._rows(sql, case)]

    # the ledgers themselves

    def entries(self, scope: str) -> list[EntryRow]:
        """Every entry of a scope in the order all agree on, of unknown kinds too."""
        rows = self._rows(
            'SELECT scope, signer, seq, link, kind, about, at, "by", erased FROM entries'
            " WHERE scope = ? ORDER BY ord",
            scope,
        )
        return [EntryRow(*(*row[:8], bool(row[8]))) for row in rows]

    def heads(self) -> list[HeadRow]:
        """Where each ledger stands."""
        rows = self._rows("SELECT scope, signer, seq, link FROM ledgers ORDER BY scope, signer")
        return [HeadRow(*row) for row in rows]

    def problems(self) -> list[ProblemRow]:
        """Entries of a known kind whose facts could not be understood: kept, but not shown."""
        rows = self._rows(
            "SELECT scope, signer, seq, link, why FROM problems ORDER BY scope, signer, seq"
        )
        return [ProblemRow(*row) for row in rows]

    def counts(self) -> Counts:
        """How much there is in the whole workspace."""
        found = self._one(
            "SELECT (SELECT count(DISTINCT scope) FROM cases), (SELECT count(*) FROM exhibits),"
            " (SELECT count(DISTINCT pair) FROM matches), (SELECT count(*) FROM papers),"
            " (SELECT count(*) FROM entries), (SELECT count(*) FROM ledgers)"
        )
        return Counts(*found)

    def signer_of(self, case: str) -> str:
        """Who opened a case, as a signer; raises `NotFound`."""
        found = self._one(
            "SELECT e.signer FROM cases t JOIN entries e ON e.link = t.link"
            " WHERE t.scope = ? ORDER BY t.ord",
            case,
        )
        if found is None:
            raise NotFound(say("There is no case {case}.", case=case))
        return str(found[0])

    def standing(self, scope: str, subjects: Iterable[Subject]) -> dict[Subject, set[str]]:
        """For each subject the links of the values that stand now: what a new one replaces."""
        asked = set(subjects)
        found: dict[Subject, set[str]] = {subject: set() for subject in asked}
        for table, key in {(s.table, s.key) for s in asked}:
            for part, link in self._rows(standing_values(table), scope, key):
                subject = Subject(table, key, part)
                if subject in asked:
                    found[subject].add(link)
        return found


def _from(text: str, kind: type[T]) -> T:
    return msgspec.json.decode(text, type=kind)


def _case(row: Any) -> CaseRow:
    facts = _from(row[8], CaseFacts) if row[8] else CaseFacts()
    return CaseRow(*(*row[:8], facts, bool(row[9])))


def _verdict(row: Any) -> VerdictRow:
    return VerdictRow(*(*row[:7], bool(row[7])))


def _sides(row: Any) -> tuple[MatchRow, MatchRow]:
    pair, a_case, a_exhibit, b_case, b_exhibit, match_class, engine, text, at, link, _ = row
    rest = match_class, engine, _from(text, dict[str, Any]), at, link
    return (
        MatchRow(pair, a_case, a_exhibit, b_case, b_exhibit, *rest),
        MatchRow(pair, b_case, b_exhibit, a_case, a_exhibit, *rest),
    )


def _taken_in(case: str, row: Any) -> CustodyRow:
    _, exhibit, by, session, sha256, number, name, at, link = row
    values = {"session": session, "sha256": sha256, "number": number, "name": name}
    return CustodyRow(case, "taken_in", "", (exhibit,), "", by, values, at, by, link)


def _transfer(case: str, row: Any) -> CustodyRow:
    _, kind, offer, exhibits, by, receiver, text, at, link = row
    given, values = _from(exhibits, tuple[str, ...]), _from(text, dict[str, Any])
    return CustodyRow(case, kind, offer, given, by, receiver, values, at, by, link)


def _answered(row: CustodyRow, offer: CustodyRow | None) -> CustodyRow:
    """An answer to an offer speaks of the exhibits offered, by the giver who offered them."""
    if row.kind not in ("accepted", "refused"):
        return row
    exhibits, giver = (offer.exhibits, offer.giver) if offer else ((), "")
    return CustodyRow(
        row.case, row.kind, row.offer, exhibits, giver, row.receiver, row.values, row.at, row.by,
        row.link,
    )  # fmt: skip
