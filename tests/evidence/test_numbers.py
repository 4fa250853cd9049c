"""Printed numbers: with the signer's mark, never the same twice."""

from __future__ import annotations

from evidence.ledger.kinds import CaseOpened
from evidence.numbers import Numbers, mark_of
from tests.evidence.index.ledgers import CASE, SIGNERS, Signer, looked
from tests.evidence.workspaces import taken


def test_a_mark_is_four_signs_of_base32():
    assert mark_of("00" * 32) == "AAAA"
    assert len({mark_of(signer) for signer in SIGNERS}) == 3


def test_exhibits_are_numbered_on_by_whoever_takes_in():
    signer = Signer()
    signer.says(CaseOpened(number="AJ-1", line="motor"))
    signer.says(taken("1.jpg", "AJ-1-Z007"))
    look = looked(*signer.entries)
    mine, hers = Numbers(look, SIGNERS[0]), Numbers(look, SIGNERS[1])
    assert [mine.next_exhibit(CASE) for _ in range(2)] == ["AJ-1-Z008", "AJ-1-Z009"]
    assert hers.next_exhibit(CASE) == f"AJ-1-{mark_of(SIGNERS[1])}-Z001"
    assert Numbers(look, SIGNERS[0]).next_exhibit(CASE) == "AJ-1-Z008"


def test_cases_are_numbered_by_year_and_signer():
    first = Numbers(looked(), SIGNERS[0]).next_case()
    assert first.startswith("AJ2")
    assert first.endswith(f"-{mark_of(SIGNERS[0])}-0001")
    signer = Signer()
    signer.says(CaseOpened(number=first.replace("0001", "0041"), line="motor"))
    other = Signer(scope="cb" * 16)
    other.says(CaseOpened(number=first.replace("0001", "自编"), line="motor"))
    look = looked(*signer.entries, *other.entries)
    assert Numbers(look, SIGNERS[0]).next_case() == first.replace("0001", "0042")
    assert Numbers(look, SIGNERS[1]).next_case().endswith("-0001")
