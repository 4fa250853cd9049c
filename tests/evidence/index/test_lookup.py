"""Looking up: typed rows, the newest first where several stand, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.errors import NotFound
from evidence.facts import CaseFacts
from evidence.index.standing import subjects_of
from evidence.ledger.kinds import (
    CaseDescribed,
    CaseOpened,
    CommissionRecorded,
    CustodyAccepted,
    CustodyOffered,
    CustodyRefused,
    ExhibitDescribed,
    FindingReviewed,
    HandedOff,
    LikenessFound,
    PersonEnrolled,
    Side,
)
from tests.evidence.index.ledgers import CASE, PERSONS, SIGNERS, Signer, interleaved, looked
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.workspaces import examined, taken

OTHER = "cb" * 16
E1 = taken("1.jpg").exhibit


def said(*all_facts, scope=CASE, number=0):
    signer = Signer(number, scope)
    for facts in all_facts:
        signer.says(facts)
    return signer.entries


def test_people_and_their_names():
    def enrolled(name):
        return PersonEnrolled(person=PERSONS[0], name=name, org="甲", mark="AAAA")

    look = looked(*said(enrolled("王芳"), enrolled("王方"), CaseOpened(number="1", line="motor")))
    (row,) = look.people()
    assert (row.signer, row.person, row.name) == (SIGNERS[0], PERSONS[0], "王芳")
    assert look.name_of(PERSONS[0]) == "王方"
    assert look.name_of("nobody") == "nobody"
    assert look.reason_of(SIGNERS[0]) == "first"
    assert look.signer_of(CASE) == SIGNERS[0]
    with pytest.raises(NotFound):
        look.signer_of(OTHER)


def test_a_case_by_id_and_by_number():
    look = looked(*said(CaseOpened(number="AJ-1", line="motor"), taken()))
    assert look.case(CASE) == look.case("AJ-1") == look.cases()[0]
    assert (look.case(CASE).exhibits, look.case(CASE).facts) == (1, CaseFacts())
    with pytest.raises(NotFound, match="AJ-9"):
        look.case("AJ-9")


def test_commissions_as_they_now_stand():
    first = CommissionRecorded(number="WT-1", principal="甲", scope="查勘")
    second = CommissionRecorded(number="WT-2", principal="甲", scope="走访", data=("保单",))
    signer = Signer(0, CASE)
    signer.says(first)
    signer.says(second)
    later = replace(first, until="2026-06-30")
    signer.says(later, replaces=(signer.entries[0].link,))
    assert looked(*signer.entries).commissions(CASE) == [second, later]
    assert looked(*signer.entries).commissions(OTHER) == []
    assert subjects_of(first) == subjects_of(later) != subjects_of(second)


def test_two_descriptions_stand_beside_each_other_until_one_replaces_both():
    one, two = Signer(0), Signer(1)
    one.says(CaseOpened(number="1", line="motor"))
    a = one.says(CaseDescribed(facts=CaseFacts(claim_no="a")), minute=1)
    b = two.says(CaseDescribed(facts=CaseFacts(claim_no="b")), minute=2)
    look = looked(*one.entries, *two.entries)
    assert look.case(CASE).contested
    assert [f.claim_no for f in look.standing_facts(CASE)] == ["b", "a"]
    one.says(CaseDescribed(facts=CaseFacts(claim_no="c")), replaces=[a.link, b.link])
    look = looked(*interleaved([one.entries, two.entries], []))
    assert not look.case(CASE).contested
    assert look.case(CASE).facts.claim_no == "c"


def test_exhibits_by_role_id_number_and_its_end():
    paper = taken("p.pdf", "AJ-1-Z003", role="paper")
    look = looked(
        *said(
            CaseOpened(number="AJ-1", line="motor"),
            taken("1.jpg", "AJ-1-Z001"),
            taken("2.jpg", "AJ-1-Z002"),
            taken("1.jpg", "AJ-1-Z001", seen=taken("copy.jpg").seen),
            paper,
            ExhibitDescribed(exhibit=E1, caption="前", category="照片", group="全景"),
        )
    )
    assert [e.number[-4:] for e in look.exhibits(CASE)] == ["Z001", "Z002", "Z003"]
    assert [e.exhibit for e in look.exhibits(CASE, "paper")] == [paper.exhibit]
    first = look.exhibit(CASE, E1)
    assert first == look.exhibit(CASE, "AJ-1-Z001") == look.exhibit(CASE, "Z001")
    assert (first.caption, first.category, first.group) == ("前", "照片", "全景")
    assert first.source_name == "1.jpg"
    assert [s.name for s in look.sources(CASE, E1)] == ["1.jpg", "copy.jpg"]
    assert look.with_sha256(first.sha256) == [first]
    assert look.highest_number(CASE, "AJ-1") == 3
    assert look.highest_number(CASE, "AJ-2") == 0
    for absent in ("Z009", "001", ""):
        with pytest.raises(NotFound):
            look.exhibit(CASE, absent)
    with pytest.raises(NotFound):
        look.session(CASE, "none")


def test_the_newest_observation_of_each_check_and_what_was_read():
    signer = Signer()
    first = signer.says(examined(E1, "A01", "A02", context="c1", make="x"))
    second = signer.says(examined(E1, "A02", version=2, context="c2"), replaces=[first.link])
    look = looked(*signer.entries)
    assert look.recorded_contexts(CASE, E1) == {"A01": (1, "c1"), "A02": (2, "c2")}
    assert [o.link for o in look.observations(CASE, E1)] == [first.link, second.link]
    assert look.observations(CASE) == look.observations(CASE, E1)
    assert look.facts_of(CASE, E1) == {"make": "x"}
    assert look.facts_of(CASE, "none") == {}


def test_a_match_is_seen_from_both_sides():
    side, other = Side(case=CASE, exhibit=E1), Side(case=OTHER, exhibit="e2")
    found = LikenessFound(pair="p", a=side, b=other, match_class="cropped", engine="e")
    look = looked(*said(found, scope="desk"))
    (mine,), (theirs,) = look.matches(CASE), look.matches(OTHER)
    assert (mine.exhibit, mine.other_case, theirs.other_exhibit) == (E1, OTHER, E1)
    assert look.matches(CASE, E1) == [mine]
    assert look.matches(CASE, "none") == []
    assert look.pair("p") == mine
    with pytest.raises(NotFound):
        look.pair("q")


def test_verdicts_of_the_case_and_of_the_desk():
    def verdict(finding, verdict):
        return FindingReviewed(finding=finding, verdict=verdict, why="w", observed="")

    one, desk = Signer(0), Signer(0, "desk")
    one.says(verdict("f1", "open"))
    one.says(verdict("f1", "confirmed"))
    desk.says(verdict("f2", "dismissed"))
    look = looked(*one.entries, *desk.entries)
    assert [(v.finding, v.verdict) for v in look.verdicts(CASE)] == [
        ("f1", "confirmed"), ("f2", "dismissed"),
    ]  # fmt: skip
    assert look.verdict(CASE, "f1").contested
    assert not look.verdict("desk", "f2").contested
    assert look.verdict(CASE, "f3") is None
    assert look.verdict(OTHER, "f1") is None


def test_custody_tells_who_gave_what_to_whom():
    offer = CustodyOffered(
        offer="o", exhibits=(E1,), receiver="刘警官", receiver_org="支队", purpose="移送"
    )
    look = looked(
        *said(
            taken("1.jpg"),
            taken("2.jpg"),
            offer,
            CustodyRefused(offer="o", receiver="刘警官", reason="缺清单"),
            CustodyAccepted(offer="o", receiver="刘警官", checked="sha256"),
            HandedOff(bag="b", manifest="m", files=1, size=1, exhibits=(E1,)),
        )
    )
    rows = look.custody(CASE)
    assert [r.kind for r in rows] == [
        "taken_in", "taken_in", "offered", "refused", "accepted", "handed_off",
    ]  # fmt: skip
    assert {(r.exhibits, r.giver) for r in rows[2:5]} == {((E1,), PERSONS[0])}
    assert rows[3].values == {"reason": "缺清单"}
    assert len(look.custody(CASE, E1)) == 5


def test_every_kind_is_there_and_counted():
    look = looked(*said(*EVERY_KIND))
    assert look.counts().entries == len(EVERY_KIND)
    assert [(h.scope, h.seq) for h in look.heads()] == [(CASE, len(EVERY_KIND))]
    (paper,) = look.papers(CASE)
    assert isinstance(paper.draft, bool)
    (held,) = look.sessions(CASE)
    assert look.session(CASE, held.session.id) == held


def test_all_matches_are_told_once():
    match = LikenessFound(
        pair="p", a=Side(case=CASE, exhibit=E1), b=Side(case=OTHER, exhibit="e"),
        match_class="cropped", engine="e", values={"agreement": 900},
    )  # fmt: skip
    look = looked(*said(match, match, scope="desk"))
    (row,) = look.all_matches()
    assert (row.pair, row.case, row.other_case) == ("p", CASE, OTHER)
