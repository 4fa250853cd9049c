"""Posting: the rows are a function of the set of entries, whatever the order and the entries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Defect
from evidence.facts import CaseFacts
from evidence.index.lookup import Lookup
from evidence.index.posting import Posting
from evidence.ledger.kinds import (
    CaseClosed,
    CaseDescribed,
    CaseOpened,
    ExhibitDescribed,
    FindingReviewed,
    NoteEntered,
    PayloadErased,
    SessionHeld,
)
from tests.evidence.index.ledgers import CASE, SIGNERS, Signer, index, interleaved, posted, tables
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.workspaces import examined, session, taken

OTHER = "cb" * 16
E1, E2 = taken("1.jpg").exhibit, taken("2.jpg").exhibit
SAID = [
    CaseOpened(number="AJ-1", line="motor"),
    CaseOpened(number="AJ-2", line="other"),
    CaseDescribed(facts=CaseFacts(claim_no="1")),
    CaseDescribed(facts=CaseFacts(claim_no="2")),
    SessionHeld(session=session("51")),
    SessionHeld(session=session("51", ended="2026-03-01T03:00:00.000Z")),
    taken("1.jpg", "AJ-1-Z001"),
    taken("1.jpg", "AJ-1-XY-Z001"),
    taken("2.jpg", "AJ-1-Z002"),
    ExhibitDescribed(exhibit=E1, caption="前"),
    ExhibitDescribed(exhibit=E1, caption="后"),
    examined(E1, "A01", "A02", make="x"),
    examined(E1, "A01", version=2),
    examined(E2, "A01", context="c"),
    FindingReviewed(finding="f1", verdict="open", why="", observed=""),
    FindingReviewed(finding="f1", verdict="confirmed", why="", observed=""),
    NoteEntered(text="n"),
    CaseClosed(outcome="settled"),
]


@st.composite
def ledgers(draw):
    """
    Three signers, each with a clock of its own, who say things, replace what any of them said
    before, erase, and name the ends of the other ledgers that they have seen.
    """
    signers = [Signer(i) for i in range(3)]
    links = []
    for _ in range(draw(st.integers(1, 25))):
        signer = signers[draw(st.integers(0, 2))]
        facts = draw(st.sampled_from(SAID))
        some = draw(st.lists(st.sampled_from(links), max_size=2)) if links else []
        if some and draw(st.integers(0, 5)) == 0:
            facts, some = PayloadErased(links=tuple(some), reason="r"), []
        seen = [s.entries[-1].link for s in signers if s is not signer and s.entries]
        after = draw(st.sets(st.sampled_from(seen))) if seen else ()
        minute = draw(st.integers(0, 3)) + 20 * (signer.number % 2)
        entry = signer.says(facts, minute=minute, replaces=some, after=after)
        links.append(entry.link)
    return [signer.entries for signer in signers]


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5)))
def test_every_interleaving_gives_equal_tables(ledgers, turns, other_turns):
    one = posted(*interleaved(ledgers, turns))
    other = posted(*interleaved(ledgers, other_turns))
    assert tables(one) == tables(other)
    assert Lookup(one).cases() == Lookup(other).cases()


@settings(max_examples=30, deadline=None)
@given(ledgers(), st.lists(st.integers(0, 5), max_size=30))
def test_an_entry_comes_after_all_it_follows_whatever_the_clocks(ledgers, turns):
    look = Lookup(posted(*interleaved(ledgers, turns)))
    place = {row.link: i for i, row in enumerate(look.entries(CASE))}
    for entry in (entry for ledger in ledgers for entry in ledger):
        header = entry.fields()
        before = header.after if header.seq == 1 else (header.prev, *header.after)
        assert all(place[link] < place[entry.link] for link in before)


@settings(max_examples=30, deadline=None)
@given(ledgers(), st.lists(st.integers(0, 5), max_size=30))
def test_an_erased_payload_leaves_the_same_tables_as_one_that_was_never_there(ledgers, turns):
    """Posted and then erased, or posted anew from ledger files rewritten without the payload."""
    order = interleaved(ledgers, turns)
    live = posted(*order)
    erased = {link for (link,) in live.writer.execute("SELECT link FROM entries WHERE erased = 1")}
    rewritten = [replace(e, payload=None) if e.link in erased else e for e in order]
    assert tables(posted(*rewritten)) == tables(live)


def test_every_kind_is_posted_without_a_problem():
    signer = Signer()
    for facts in EVERY_KIND:
        signer.says(facts)
    made = posted(*signer.entries)
    assert Lookup(made).problems() == []
    assert len(Lookup(made).entries(CASE)) == len(EVERY_KIND)


def test_a_clock_set_back_does_not_bring_back_an_older_value():
    signer = Signer()
    signer.says(examined(E1, "A01", version=1), minute=30)
    signer.says(examined(E1, "A01", version=2), minute=0)
    (row,) = Lookup(posted(*signer.entries)).observations(CASE)
    assert row.observation.version == 2


@pytest.mark.parametrize("scope", [OTHER, "desk"])
def test_an_entry_of_another_scope_replaces_and_erases_nothing(scope):
    here, there = Signer(), Signer(1, scope)
    said = here.says(CaseOpened(number="1", line="motor"))
    described = here.says(CaseDescribed(facts=CaseFacts(claim_no="1")))
    seen = here.says(examined(E1, "A01", make="x"))
    note = here.says(NoteEntered(text="n"))
    links = [entry.link for entry in (said, described, seen, note)]
    there.says(CaseDescribed(facts=CaseFacts(claim_no="2")), replaces=links)
    there.says(examined(E1, "A01", make="y"), replaces=links)
    there.says(PayloadErased(links=tuple(links), reason="r"))
    for entries in (here.entries + there.entries, there.entries + here.entries):
        look = Lookup(posted(*entries))
        assert look.case(CASE).facts.claim_no == "1"
        assert len(look.observations(CASE)) == len(look.notes(CASE)) == 1
        assert look.facts_of(CASE, E1) == {"make": "x"}


def test_unknown_kinds_and_facts_of_another_kind_are_kept_and_posting_goes_on():
    signer = Signer()
    signer.says(NoteEntered(text="x"), kind="dreamt_of")
    bad = signer.says(CaseClosed(outcome="x"), kind="note_entered")
    signer.says(NoteEntered(text="still here"))
    look = Lookup(posted(*signer.entries))
    assert [e.kind for e in look.entries(CASE)] == ["dreamt_of", "note_entered", "note_entered"]
    assert [(p.link, p.seq) for p in look.problems()] == [(bad.link, 2)]
    assert [n.text for n in look.notes(CASE)] == ["still here"]


def test_posting_twice_is_harmless_and_leaving_one_out_a_defect():
    signer = Signer()
    for text in "abc":
        signer.says(NoteEntered(text=text))
    a, b, c = signer.entries
    assert tables(posted(a, a, b, a, b)) == tables(posted(a, b))
    with pytest.raises(Defect):
        posted(a, c)


def test_a_batch_that_fails_leaves_nothing():
    signer = Signer()
    a, b = signer.says(NoteEntered(text="a")), signer.says(NoteEntered(text="b"))
    made = index()
    before = tables(made)
    posting = Posting(made.writer)
    beyond = [b, signer.says(NoteEntered(text="c"))]
    with pytest.raises(Defect), posting.batch():
        posting.post(a, 10), posting.post(beyond[1], 30)
    assert tables(made) == before
    assert posting.posted(CASE, SIGNERS[0]).seq == 0
    with posting.batch():
        posting.post(a, 10)
        posting.post(b, 20)
    assert posting.posted(CASE, SIGNERS[0]).position == 20
    assert posting.ledgers() == {(CASE, SIGNERS[0])}
