"""The ledgers together: their ends are compared with what was last seen, and posted on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.description import describe
from evidence.errors import Damaged, NotFound
from evidence.index.posting import Posting
from evidence.index.tables import Index
from evidence.ledger.kinds import NoteEntered
from evidence.ledgers import Ledgers
from tests.evidence.index.ledgers import CASE, SIGNERS, Signer, tables

KEY = bytes(range(32))
WORKSPACE = "w"


@pytest.fixture
def ledgers(tmp_path):
    made = Ledgers(tmp_path, KEY, WORKSPACE)
    made.begin()
    made.add_scope(CASE)
    describe(tmp_path, WORKSPACE)
    return made


def fill(ledgers, number, texts="abc"):
    signer = Signer(number)
    for text in texts:
        ledgers.append(CASE, SIGNERS[number], [signer.says(NoteEntered(text=text))])
    ledgers.write_heads()
    return signer


def checked(tmp_path, **how):
    again = Ledgers(tmp_path, KEY, WORKSPACE, **how)
    return again, again.check()


def test_ledgers_end_where_they_were_left(ledgers, tmp_path):
    signers = [fill(ledgers, number) for number in (0, 1)]
    again, state = checked(tmp_path)
    assert (state.faults, state.notices) == ((), ())
    assert again.heads() == ledgers.heads()
    assert again.seen() == ledgers.seen()
    assert again.seen().entries == 6
    assert list(again.entries(CASE, SIGNERS[1])) == signers[1].entries
    assert again.last(CASE, SIGNERS[0]).link == signers[0].entries[-1].link
    assert again.last("desk", SIGNERS[0]) is None


def test_what_was_seen_is_held_by_ledgers_that_go_on_and_by_no_other(ledgers, tmp_path):
    signer = fill(ledgers, 0)
    seen = ledgers.seen()
    assert seen.heads == tuple((h.scope, h.signer, h.seq, h.link) for h in ledgers.heads())
    assert ledgers.hold(seen)
    ledgers.append(CASE, SIGNERS[0], [signer.says(NoteEntered(text="d"))])
    fill(ledgers, 1)
    assert ledgers.hold(seen)
    assert not ledgers.hold(replace(seen, put_back=True))
    assert ledgers.hold(replace(ledgers.seen(), put_back=True))
    scope, name, seq, link = seen.heads[0]
    for other in (
        (scope, name, seq, "0" * 64), (scope, name, seq + 1, link), (scope, name, 9, link),
        (scope, SIGNERS[2], 1, link), ("desk", name, seq, link),
    ):  # fmt: skip
        assert not ledgers.hold(replace(seen, heads=(other,)))


def test_sound_records_beyond_the_heads_are_taken_up(ledgers, tmp_path):
    signer = fill(ledgers, 0)
    ledgers.append(CASE, SIGNERS[0], [signer.says(NoteEntered(text="d"))])
    again, state = checked(tmp_path)
    assert (state.faults, state.notices) == ((), ())
    assert again.heads() == ledgers.heads()


def test_a_file_of_a_ledger_that_is_gone_is_a_fault(ledgers, tmp_path):
    fill(ledgers, 0)
    next(tmp_path.glob("scopes/*/ledger/*")).unlink()
    _, state = checked(tmp_path)
    assert len(state.faults) == 1


def test_a_torn_end_is_set_aside_only_by_who_may_write(ledgers, tmp_path):
    fill(ledgers, 0)
    path = next(tmp_path.glob("scopes/*/ledger/*"))
    path.write_bytes(path.read_bytes() + b"\0")
    _, state = checked(tmp_path, read_only=True)
    assert not (tmp_path / "set-aside").exists()
    again, state = checked(tmp_path)
    assert len(state.notices) == 1
    assert again.heads() == ledgers.heads()


def test_the_heads_are_of_one_workspace_only(ledgers, tmp_path):
    fill(ledgers, 0)
    state = Ledgers(tmp_path, KEY, "another", read_only=True).check()
    assert ["workspace.json" in str(fault) for fault in state.faults] == [True]


def test_posting_goes_on_from_where_it_stood(ledgers, tmp_path):
    signer = fill(ledgers, 0)
    index = ledgers.opened_index()
    ledgers.append(CASE, SIGNERS[0], [signer.says(NoteEntered(text="d"))])
    posting = Posting(index.writer)
    assert ledgers.catch_up(posting)
    assert posting.posted(CASE, SIGNERS[0]).seq == 4
    rows = tables(index)
    index.close()
    (tmp_path / "index.db").unlink()
    again = ledgers.opened_index()
    assert tables(again) == rows
    again.close()


def test_an_index_of_other_ledgers_is_noticed(ledgers, tmp_path):
    fill(ledgers, 0)
    foreign = Index.open(None, b"", "w")
    posting = Posting(foreign.writer)
    other = Signer(0)
    entries = [other.says(NoteEntered(text=text)) for text in "xyzw"]
    for length, position in ((4, 10), (3, 10), (2, 10)):
        foreign = Index.open(None, b"", "w")
        posting = Posting(foreign.writer)
        with posting.batch():
            for entry in entries[:length]:
                posting.post(entry, position)
        assert not ledgers.catch_up(posting)
    posting = Posting(Index.open(None, b"", "w").writer)
    with posting.batch():
        posting.post(Signer(2).says(NoteEntered(text="x")), 10)
    assert not ledgers.catch_up(posting)


def test_a_damaged_record_in_the_middle_shuts_but_can_be_read_up_to(ledgers, tmp_path):
    fill(ledgers, 0)
    path = next(tmp_path.glob("scopes/*/ledger/*"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    again, state = checked(tmp_path)
    assert state.faults == ()  # opening reads only the ends; verification reads all
    with pytest.raises(Damaged):
        again.opened_index()
    reader, _ = checked(tmp_path, read_only=True)
    index = reader.opened_index()
    assert len(tables(index)["notes"]) == 1
    index.close()


def test_keys_of_what_is_no_scope(ledgers):
    assert ledgers.keys(CASE).scope == CASE
    for scope in ("board", "..", "", "x" * 32):
        with pytest.raises(NotFound):
            ledgers.keys(scope)
