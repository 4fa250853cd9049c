"""A ledger file: what was acknowledged stays, a torn end is told from a cut one."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Damaged, Defect, NoSpace, Trouble
from evidence.ledger.file import LedgerFile, packed, unpacked
from tests.evidence.ledger.ledgers import (
    KEY,
    SCOPE,
    SEALING_KEY,
    SIGNER,
    ledger_file,
    ledger_of,
    written,
)

ENTRIES = ledger_of([{"text": f"note {i}"} for i in range(4)])


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerFile:
    return ledger_file(tmp_path)


def filled(ledger, entries=ENTRIES):
    heads, head = [], None
    for entry in entries:
        head = ledger.append([entry], head)
        heads.append(head)
    return heads


def test_what_was_appended_is_read_again_from_any_record(ledger):
    heads = filled(ledger)
    assert [p.entry for p in ledger.entries()] == ENTRIES
    for i, head in enumerate(heads):
        assert [p.entry for p in ledger.entries(head.start, head.seq)] == ENTRIES[i:]
        assert [p.entry for p in ledger.entries(head.size, head.seq + 1)] == ENTRIES[i + 1 :]


def test_many_are_appended_with_one_fsync(ledger, monkeypatch):
    filled(ledger, ENTRIES[:1])
    real, calls = os.fsync, []
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append(fd), real(fd)))
    ledger.append(ENTRIES[1:], ledger.tail(None).head)
    assert len(calls) == 1
    assert ledger.tail(None).head.seq == 4


def test_an_erased_payload_stays_erased(ledger):
    erased = [replace(ENTRIES[0], payload=None), *ENTRIES[1:]]
    ledger.append(erased, None)
    assert [p.entry for p in ledger.entries()] == erased
    assert ledger.tail(None).state == "whole"


def test_nothing_readable_lies_on_the_disk(ledger):
    filled(ledger)
    stored = ledger.path.read_bytes()
    assert b"note" not in stored
    assert SCOPE.encode() not in stored


def test_an_entry_that_does_not_belong_is_not_written(ledger):
    heads = filled(ledger, ENTRIES[:2])
    other = ledger_of([{}, {}, {}])[2]
    for wrong in ([ENTRIES[3]], [other], [written({}, scope="desk")], []):
        with pytest.raises(Defect):
            ledger.append(wrong, heads[-1])


def test_a_file_changed_meanwhile_is_noticed(ledger):
    heads = filled(ledger, ENTRIES[:2])
    LedgerFile(ledger.path, SCOPE, SIGNER, SEALING_KEY).append([ENTRIES[2]], heads[-1])
    with pytest.raises(Damaged):
        ledger.append([ENTRIES[2]], heads[-1])


def test_a_file_cut_at_every_byte_is_a_crash_beyond_the_recorded_head_else_tampering(
    ledger, tmp_path
):
    heads = filled(ledger)
    whole = ledger.path.read_bytes()
    recorded = heads[1]
    for size in range(len(whole) + 1):
        ledger.path.write_bytes(whole[:size])
        tail = ledger.tail(recorded)
        if size < recorded.size:
            assert tail.state == "tampering", size
            continue
        sound = [h for h in heads if h.size <= size][-1]
        assert tail.head == sound
        assert tail.bad == size - sound.size
        assert tail.state == ("crash" if tail.bad else "whole")


def test_without_a_recorded_head_every_torn_end_is_a_crash(ledger):
    heads = filled(ledger, ENTRIES[:2])
    whole = ledger.path.read_bytes()
    for size in range(len(whole) + 1):
        ledger.path.write_bytes(whole[:size])
        tail = ledger.tail(None)
        at_an_end = size in (0, *(h.size for h in heads))
        assert tail.state == ("whole" if at_an_end else "crash")


def test_a_last_record_changed_at_any_byte_is_noticed(ledger):
    heads = filled(ledger)
    whole = bytearray(ledger.path.read_bytes())
    for position in range(heads[2].size, heads[3].size):
        whole[position] ^= 0x41
        ledger.path.write_bytes(whole)
        assert ledger.tail(heads[3]).state == "tampering"
        assert ledger.tail(heads[2]).state == "crash"
        whole[position] ^= 0x41


def test_another_branch_in_place_of_the_recorded_head_is_tampering(ledger, tmp_path):
    heads = filled(ledger)
    ledger.path.unlink()
    forked = [*ENTRIES[:3], written({"text": "note 9"}, ENTRIES[2])]
    filled(ledger, forked)
    assert ledger.tail(heads[3]).state == "tampering"


def test_records_moved_or_doubled_or_missing_are_noticed(ledger):
    heads = filled(ledger)
    whole = ledger.path.read_bytes()
    ends = [0, *(h.size for h in heads)]
    records = [whole[a:b] for a, b in zip(ends, ends[1:], strict=False)]
    orders = ([1, 0, 2, 3], [0, 0, 1, 2, 3], [0, 2, 3], [1, 2, 3], [0, 1, 3, 2])
    for order in orders:
        ledger.path.write_bytes(b"".join(records[i] for i in order))
        with pytest.raises(Damaged):
            list(ledger.entries())


def test_a_ledger_of_another_scope_or_key_or_name_does_not_open(ledger):
    filled(ledger)
    for wrong in (
        LedgerFile(ledger.path, "desk", SIGNER, SEALING_KEY),
        LedgerFile(ledger.path, SCOPE, "ab" * 32, SEALING_KEY),
        LedgerFile(ledger.path, SCOPE, SIGNER, bytes(32)),
    ):
        with pytest.raises(Damaged):
            list(wrong.entries())


def test_a_bad_tail_is_set_aside_whole_before_it_is_cut(ledger, tmp_path):
    heads = filled(ledger)
    torn = ledger.path.read_bytes()[:-5]
    ledger.path.write_bytes(torn)
    tail = ledger.tail(heads[2])
    kept = tmp_path / "set-aside" / "tail"
    ledger.set_aside_tail(tail.head.size, kept)
    assert kept.read_bytes() == torn[heads[2].size :]
    assert ledger.tail(heads[2]).state == "whole"
    assert ledger.append([ENTRIES[3]], tail.head).seq == 4


def test_a_full_disk_adds_nothing_and_can_be_tried_again(ledger, monkeypatch):
    heads = filled(ledger, ENTRIES[:2])
    before = ledger.path.read_bytes()
    real = os.fsync
    faults = [OSError(errno.ENOSPC, "full")]

    def full_once(descriptor):
        if faults:
            raise faults.pop()
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full_once)
    with pytest.raises(NoSpace):
        ledger.append([ENTRIES[2]], heads[-1])
    assert ledger.path.read_bytes() == before
    assert ledger.append([ENTRIES[2]], heads[-1]).seq == 3


def test_a_file_that_may_not_grow_is_left_as_it_was(ledger):
    """A real partial write: the system takes some bytes and refuses the rest."""
    resource = pytest.importorskip("resource")
    heads = filled(ledger, ENTRIES[:2])
    before = ledger.path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, 1, 5, 100):
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, limits[1]))
        try:
            with pytest.raises(NoSpace):
                ledger.append(ENTRIES[2:], heads[-1])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert ledger.path.read_bytes() == before
    assert ledger.append(ENTRIES[2:], heads[-1]).seq == 4


def test_a_failed_fsync_is_never_tried_again(ledger, monkeypatch):
    heads = filled(ledger, ENTRIES[:2])
    calls = []

    def broken(descriptor):
        calls.append(descriptor)
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(Trouble):
            ledger.append([ENTRIES[2]], heads[-1])
    assert len(calls) == 1
    with pytest.raises(Trouble):
        ledger.append([ENTRIES[2]], heads[-1])
    reread = LedgerFile(ledger.path, SCOPE, SIGNER, SEALING_KEY)
    assert reread.tail(heads[-1]).head.seq in (2, 3)


def test_a_missing_file_is_an_empty_ledger_unless_it_was_recorded(ledger):
    assert list(ledger.entries()) == []
    assert ledger.tail(None).state == "whole"
    heads = filled(ledger)
    ledger.path.unlink()
    assert ledger.tail(heads[-1]).state == "tampering"


def test_a_record_that_claims_to_be_huge_is_refused_unread(ledger):
    ledger.path.write_bytes(b"\xff\xff\xff\xff" + bytes(100))
    with pytest.raises(Damaged):
        list(ledger.entries())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_unpacking_gives_an_entry_or_says_damaged(data):
    try:
        entry = unpacked(data)
    except Damaged:
        return
    assert packed(entry) == data


def test_the_signing_key_of_the_tests_is_the_published_one():
    assert KEY.public_key().public_bytes_raw().hex() == SIGNER
