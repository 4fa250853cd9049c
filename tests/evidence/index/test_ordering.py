"""Whatever follows comes after; the clock decides only between what knew nothing of each other."""

from __future__ import annotations

from itertools import permutations

from evidence.index.lookup import Lookup
from evidence.ledger.kinds import NoteEntered
from tests.evidence.index.ledgers import CASE, Signer, interleaved, posted, tables


def note(text: str) -> NoteEntered:
    return NoteEntered(text=text)


def texts(*ledgers: Signer) -> set[tuple[str, ...]]:
    """The notes in their order, for the ledgers posted whole in every order."""
    return {
        tuple(n.text for n in Lookup(posted(*(e for s in order for e in s.entries))).notes(CASE))
        for order in permutations(ledgers)
    }


def test_one_who_saw_comes_after_what_was_seen_though_the_clock_is_behind() -> None:
    one, other, third = Signer(0), Signer(1), Signer(2)
    seen = one.says(note("first"), minute=30)
    answered = other.says(note("second"), minute=0, after=[seen.link])
    other.says(note("third"), minute=1)
    third.says(note("fourth"), minute=0, after=[answered.link])
    one.says(note("last"), minute=31)
    assert texts(one, other, third) in (
        {("first", "second", "third", "fourth", "last")},
        {("first", "second", "fourth", "third", "last")},
    )


def test_those_who_saw_nothing_of_each_other_stand_by_their_clocks() -> None:
    one, other = Signer(0), Signer(1)
    one.says(note("b"), minute=2)
    other.says(note("a"), minute=1)
    other.says(note("c"), minute=3)
    assert texts(one, other) == {("a", "b", "c")}


def test_a_link_of_another_scope_or_of_nobody_moves_nothing() -> None:
    one, desk = Signer(0), Signer(1, "desk")
    seen = desk.says(note("desk"), minute=30)
    one.says(note("a"), minute=0, after=[seen.link, "ab" * 32])
    other = Signer(2)
    other.says(note("b"), minute=1)
    assert texts(one, desk, other) == {("a", "b")}


def test_long_ledgers_that_answer_each_other_settle() -> None:
    one, other = Signer(0), Signer(1)
    for i in range(40):
        seen = one.says(note(f"{2 * i}"), minute=30, after=[e.link for e in other.entries[-1:]])
        other.says(note(f"{2 * i + 1}"), minute=0, after=[seen.link])
    whole = posted(*one.entries, *other.entries)
    assert [n.text for n in Lookup(whole).notes(CASE)] == [str(i) for i in range(80)]
    turns = posted(*interleaved([one.entries, other.entries], [0, 1] * 40))
    assert tables(turns) == tables(whole)
