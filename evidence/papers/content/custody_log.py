"""
保管链流转记录: every change of custody in order, whether the chain of entries holds, and what was
out of order. Nothing of it is a fixed text: the entries are checked while the log is drawn up.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.index.rows import CustodyRow
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import answered, listed, when
from evidence.papers.content.furnishing import assembled, case_gaps
from evidence.papers.content.paper import (
    NONE,
    Block,
    Code,
    Column,
    Entry,
    Paper,
    Prose,
    Row,
    Said,
    Section,
    Signatures,
    Signer,
    Table,
)
from evidence.papers.content.wordings import CUSTODY, named
from evidence.words import Phrase, mark, say

COLUMNS = (
    Column(say("No."), 7, "middle"),
    Column(say("Event"), 12, "middle"),
    Column(say("Time"), 25),
    Column(say("Given by"), 22),
    Column(say("Received by"), 22),
    Column(say("Entered by"), 22),
)
CHECKED = (
    Column(say("Recorded by"), 30),
    Column(say("Entries"), 14, "middle"),
    Column(say("Chain of digests"), 56),
)
ANOMALIES = (
    Column(say("No."), 7, "middle"),
    Column(say("What was out of order"), 55),
    Column(say("How it was dealt with"), 38),
)
TO_WRITE = say("(to be written in)")
DETAILS = {
    "purpose": mark("Purpose"),
    "basis": mark("Basis"),
    "place": mark("Place"),
    "medium": mark("Medium"),
    "seal": mark("Seal"),
    "checked": mark("Checked"),
    "document": mark("Document"),
    "reason": mark("Reason"),
    "note": mark("Remarks"),
}
MOST_NUMBERS = 12


def custody_log(dossier: Dossier) -> Paper:
    """The log of custody of a case."""
    return assembled(
        dossier,
        "custody-log",
        say("Chain of Custody Log"),
        tuple(case_gaps(dossier)),
        (
            Section(say("1. Movements"), tuple(movements(dossier))),
            Section(say("2. Continuity"), tuple(_continuity(dossier))),
            Section(say("3. Anomalies and how they were dealt with"), (_anomalies(dossier),)),
            Section(
                say("4. Signatures"),
                (Signatures((Signer(say("Keeper of the record")), Signer(say("Reviewer")))),),
            ),
        ),
    )


def movements(dossier: Dossier) -> Iterator[Block]:
    """The table of every movement; files taken in by one person in one session are one line."""
    rows = tuple(
        Row(
            (
                str(number),
                named(CUSTODY, row.kind),
                when(row.at),
                row.giver and dossier.person_name(row.giver) or NONE,
                row.receiver and dossier.person_name(row.receiver) or NONE,
                dossier.person_name(row.by),
            ),
            tuple(_details(dossier, row)),
        )
        for number, row in enumerate(_joined(dossier.custody), 1)
    )
    yield Table(COLUMNS, rows, say("No movement is recorded."))


def _joined(rows: tuple[CustodyRow, ...]) -> Iterator[CustodyRow]:
    """Neighbouring intakes by one person as one row that names all their exhibits."""
    held: CustodyRow | None = None
    for row in rows:
        same = held and row.kind == held.kind == "taken_in" and row.by == held.by
        same = same and row.values.get("session") == held.values.get("session") if held else False
        if held and same:
            held = CustodyRow(
                held.case, held.kind, held.offer, held.exhibits + row.exhibits, held.giver,
                held.receiver, held.values, held.at, held.by, row.link,
            )  # fmt: skip
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _details(dossier: Dossier, row: CustodyRow) -> Iterator[Entry]:
    numbers = [dossier.exhibit_number(exhibit) for exhibit in row.exhibits]
    named_numbers: Said = listed(tuple(numbers)) if numbers else NONE
    if len(numbers) > MOST_NUMBERS:
        named_numbers = say(
            "{first} to {last}, {count} exhibits",
            first=min(numbers), last=max(numbers), count=len(numbers),
        )  # fmt: skip
    yield Entry(say("Exhibits"), named_numbers)
    for name, label in DETAILS.items():
        if value := row.values.get(name):
            yield Entry(Phrase(label), str(value))
    yield Entry(say("Entry"), Code(row.link))


def _continuity(dossier: Dossier) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                dossier.person_name(chain.signer),
                str(chain.entries),
                chain.fault or say("agrees"),
            )
        )
        for chain in dossier.chains
    )
    yield Table(CHECKED, rows, say("The chain was not checked."))
    yield Prose(_in_all(dossier))
    yield Prose(
        say(
            "Checked for this log: the signature of every entry, the digest of the one before "
            "it, its number, and the digest of its content."
        ),
        "small",
    )
    broken = _broken(dossier)
    if dossier.copies and not broken:
        yield Prose(
            say(
                "All {count} originals were read back for this log and agree with their "
                "digests of intake.",
                count=len(dossier.copies),
            )
        )


def _in_all(dossier: Dossier) -> Phrase:
    """共×次流转，哈希链校验：…"""
    movements = sum(1 for _ in _joined(dossier.custody))
    entries = sum(chain.entries for chain in dossier.chains)
    faults = [chain.fault for chain in dossier.chains if chain.fault]
    if not dossier.chains:
        return say("{movements} movements; chain of digests: not checked.", movements=movements)
    if faults:
        return say(
            "{movements} movements; chain of digests: does not agree. {faults}",
            movements=movements, faults=tuple(faults),
        )  # fmt: skip
    return say(
        "{movements} movements; chain of digests: agrees, {entries} entries.",
        movements=movements, entries=entries,
    )  # fmt: skip


def _anomalies(dossier: Dossier) -> Block:
    found = [*_of_record(dossier), *_of_custody(dossier), *_of_sessions(dossier)]
    rows = tuple(Row((str(n), what, TO_WRITE)) for n, what in enumerate(found, 1))
    return Table(ANOMALIES, rows, say("None was found or recorded."))


def _of_record(dossier: Dossier) -> Iterator[Said]:
    for chain in dossier.chains:
        who = dossier.person_name(chain.signer)
        if chain.fault:
            yield say("Record of {person}: {fault}", person=who, fault=chain.fault)
        if chain.erased:
            yield say(
                "Record of {person}: the content of {count} entries was erased.",
                person=who, count=chain.erased,
            )  # fmt: skip
    if broken := _broken(dossier):
        yield say("Originals that no longer agree with intake: {numbers}", numbers=broken)


def _of_custody(dossier: Dossier) -> Iterator[Said]:
    answered_offers = {r.offer for r in dossier.custody if r.kind in ("accepted", "refused")}
    for row in dossier.custody:
        if row.kind == "refused":
            yield say(
                "{when}: {receiver} refused to take over; reason: {reason}",
                when=when(row.at), receiver=row.receiver or NONE,
                reason=row.values.get("reason") or NONE,
            )  # fmt: skip
        elif row.kind == "offered" and row.offer not in answered_offers:
            yield say(
                "{when}: offered to {receiver}, not answered yet; the giver still holds it.",
                when=when(row.at), receiver=row.receiver or NONE,
            )  # fmt: skip


def _of_sessions(dossier: Dossier) -> Iterator[Said]:
    for row in dossier.sessions:
        if row.session.anomalies.value:
            yield say(
                "Session of {when}, anomalies as stated: {what}",
                when=when(row.session.began), what=answered(row.session.anomalies),
            )  # fmt: skip


def _broken(dossier: Dossier) -> tuple[str, ...]:
    return tuple(dossier.exhibit_number(n) for n, c in dossier.copies.items() if not c.intact)
