"""What stands: a value holds until one names it, part by part."""

from __future__ import annotations

from evidence.index.standing import Subject, standing_values, stands, subjects_of
from evidence.ledger.kinds import ExhibitDescribed, NoteEntered
from tests.evidence.index.ledgers import CASE, Signer, looked
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.workspaces import examined


def test_what_a_new_value_replaces_is_what_stands():
    signer = Signer()
    first = signer.says(examined("e1", "A01", "A02", make="x"))
    second = signer.says(examined("e1", "A02"), replaces=[first.link])
    signer.says(examined("e2", "A01"))
    named = signer.says(ExhibitDescribed(exhibit="e1", caption="c"))
    look = looked(*signer.entries)
    asked = {
        *subjects_of(examined("e1", "A01", "A02", "A03", make="y")),
        *subjects_of(ExhibitDescribed(exhibit="e1")),
    }
    assert look.standing(CASE, asked) == {
        Subject("examined", "e1", "A01"): {first.link},
        Subject("examined", "e1", "A02"): {second.link},
        Subject("examined", "e1", "A03"): set(),
        Subject("examined", "e1", "facts"): {first.link},
        Subject("captions", "e1", ""): {named.link},
    }


def test_every_subject_can_be_asked_for():
    subjects = {subject for facts in EVERY_KIND for subject in subjects_of(facts)}
    assert looked().standing(CASE, subjects) == {subject: set() for subject in subjects}
    assert all("superseded" in standing_values(subject.table) for subject in subjects)
    assert subjects_of(NoteEntered(text="x")) == ()
    assert "t.link" in stands("t")
