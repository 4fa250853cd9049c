"""What only shows when the ledgers of a scope are read together."""

from __future__ import annotations

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.ledger.entry import Entry
from evidence.ledger.kinds import NoteEntered, PaperIssued, PersonEnrolled, kind_of
from evidence.values import plain
from evidence.verification.book import Book
from evidence.verification.report import Gathering
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.ledger.ledgers import KEY, SCOPE, SIGNER, written

ENROLLED = PersonEnrolled(person="a1" * 16, name="李娜", org="", mark="AB2C")
FIRST = written(plain(ENROLLED), kind=kind_of(ENROLLED))


def note(before: Entry, text: str, key: Ed25519PrivateKey = KEY) -> Entry:
    return written(plain(NoteEntered(text=text)), before, key=key)


def read(*ledgers: list[Entry | None]) -> Gathering:
    gathering = Gathering()
    book = Book(SCOPE, gathering)
    for entries in ledgers:
        book.read(SIGNER, ((f"#{i}", entry) for i, entry in enumerate(entries, 1)))
    book.close()
    return gathering


def told(gathering: Gathering) -> list[str]:
    return [str(fault.what) for fault in gathering.report("", "bag").faults]


def test_a_fork_is_disputed_by_one_who_holds_both_branches() -> None:
    one, other = note(FIRST, "one"), note(FIRST, "other")
    assert told(read([FIRST, one])) == told(read([FIRST, other])) == []
    both = read([FIRST, one], [FIRST, other])
    assert told(both) == ["There are two entries with the number 2 of one signer."]
    assert both.report("", "bag").mode == "disputed"


def test_the_same_ledger_twice_is_no_fork() -> None:
    assert told(read([FIRST, note(FIRST, "one")], [FIRST])) == []


def test_after_an_unreadable_entry_the_rest_is_still_checked() -> None:
    second = note(FIRST, "2")
    third = note(second, "3")
    forged = Entry(third.header, bytes(64), third.payload)
    assert told(read([FIRST, None, third])) == []
    assert told(read([FIRST, None, forged])) == ["Entry 3 was not signed by its signer."]


def test_each_fault_is_told_once() -> None:
    second = note(FIRST, "2")
    third = note(second, "3")
    altered = Entry(second.header, second.signature, b"{}")
    assert told(read([FIRST, altered, third])) == ["The payload of entry 2 was altered."]
    assert told(read([FIRST, third])) == ["Entry 3 does not follow entry 1."]


def test_a_later_format_is_not_checked_and_no_fault() -> None:
    later = Entry(b'{"format":2}', bytes(64), None)
    gathering = read([FIRST, later])
    assert told(gathering) == []
    assert gathering.report("", "bag").not_checked


def test_an_unknown_kind_is_said_to_be_unknown() -> None:
    strange = written({"x": 1}, FIRST, kind="dream_dreamt")
    gathering = read([FIRST, strange])
    assert told(gathering) == []
    assert "dream_dreamt" in str(gathering.report("", "bag").not_checked)


def test_a_head_that_an_entry_names_must_be_in_the_ledger_it_names() -> None:
    (issued,) = (facts for facts in EVERY_KIND if isinstance(facts, PaperIssued))

    def told_of(signer: str, link: str) -> list[str]:
        paper = replace(issued, heads={signer: link})
        entry = written(plain(paper), FIRST, kind=kind_of(paper))
        return [what for what in told(read([FIRST, entry])) if "has seen" in what]

    assert told_of(SIGNER, FIRST.link) == []
    assert told_of(SIGNER, "ab" * 32)
    assert told_of("cd" * 32, FIRST.link)
    enrolled = replace(ENROLLED, heads={f"{SCOPE}/{SIGNER}": "ab" * 32, f"{'0c' * 16}/x": "c"})
    assert len(told(read([written(plain(enrolled), kind=kind_of(enrolled))]))) == 1
