"""Facts come back as they were written; an unknown kind is kept, a strange shape refused."""

from __future__ import annotations

import pytest

import evidence.ledger.kinds as kinds
from evidence.errors import Damaged
from evidence.ledger.kinds import kind_of
from evidence.ledger.older import facts_of
from evidence.values import plain
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.ledger.ledgers import written


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
