"""保管链流转记录: every change of custody in order, without a gap in its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.index.rows import CustodyRow
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import listed, when
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
            Section(
                say("3. Signatures"),
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
    entries = sum(head.seq for head in dossier.heads)
    yield Prose(
        say(
            
                "The record of this case holds {entries} entries by {signers} signing keys. "
                "Each entry is signed and names the digest of the one before it; entries are "
                "checked when they arrive and when the record is verified. No number is "
                "skipped.",
            entries=entries, signers=len(dossier.heads),
        )
    )  # fmt: skip
    broken = [n for n, c in dossier.copies.items() if not c.intact]
    if broken:
        numbers = tuple(dossier.exhibit_number(n) for n in broken)
        yield Prose(say("Originals that no longer agree with intake: {numbers}", numbers=numbers))
    elif dossier.copies:
        yield Prose(
            say(
                "All {count} originals were read back for this log and agree with their "
                "digests of intake.",
                count=len(dossier.copies),
            )
        )
