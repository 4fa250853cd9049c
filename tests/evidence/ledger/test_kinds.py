"""Every kind is documented, travels unchanged, and an unknown one is kept."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import evidence.ledger.kinds as kinds
from evidence.errors import Damaged
from evidence.ledger.kinds import KINDS, kind_of
from evidence.ledger.older import facts_of
from evidence.values import plain
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.ledger.ledgers import written

PAGE = Path(kinds.__file__).with_name("README.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"^### `{name}`\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    assert found, f"{name} has no section in evidence/ledger/README.md"
    return found[1]


def test_the_sample_holds_every_kind_once():
    assert sorted(kind_of(f) for f in EVERY_KIND) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_every_member_is_documented(kind):
    text = section(kind)
    for member in fields(KINDS[kind]):
        assert f"`{member.name}`" in text, f"{kind}.{member.name} is not documented"


@pytest.mark.parametrize("facts", EVERY_KIND, ids=kind_of)
def test_every_kind_comes_back_as_it_was_written(facts):
    entry = written(plain(facts), kind=kind_of(facts))
    assert facts_of(entry.fields(), entry.said()) == facts


def test_an_unknown_kind_is_kept_and_not_interpreted():
    entry = written({"anything": [1]}, kind="dream_dreamt")
    assert facts_of(entry.fields(), entry.said()) is None


def test_a_member_of_a_later_version_is_passed_over():
    entry = written({"text": "x", "exhibit": "", "mood": "good"}, kind="note_entered")
    assert facts_of(entry.fields(), entry.said()) == kinds.NoteEntered(text="x")


def test_facts_of_another_shape_are_refused():
    entry = written({"text": 7}, kind="note_entered")
    with pytest.raises(Damaged):
        facts_of(entry.fields(), entry.said())
