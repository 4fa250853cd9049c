"""Properties of a ledger that must hold whatever is written in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Damaged, Defect, TooNew
from evidence.ledger.entry import FIRST_LINK, Entry, check, checked, pae
from evidence.values import canonical
from tests.evidence.ledger.ledgers import KEY, SIGNER, altered_header, ledger_of, written

whole_numbers = st.integers(-(2**53) + 1, 2**53 - 1)
some_facts = st.dictionaries(
    st.text(max_size=8),
    st.text(max_size=20) | whole_numbers | st.booleans() | st.none(),
    max_size=4,
)
ledgers = st.lists(some_facts, min_size=1, max_size=6)
several = st.lists(some_facts, min_size=2, max_size=6)


def check_all(entries: list[Entry]) -> None:
    list(checked(entries))


def signed(header: bytes, payload: bytes | None = None) -> Entry:
    return Entry(header, KEY.sign(pae(header)), payload)


@settings(max_examples=100, deadline=None)
@given(ledgers, st.data())
def test_an_erased_payload_leaves_the_ledger_whole(all_facts, data):
    entries = ledger_of(all_facts)
    i = data.draw(st.integers(0, len(entries) - 1))
    entries[i] = replace(entries[i], payload=None)
    check_all(entries)


@settings(max_examples=300, deadline=None)
@given(ledgers, st.data())
def test_any_changed_byte_is_noticed(all_facts, data):
    entries = ledger_of(all_facts)
    i = data.draw(st.integers(0, len(entries) - 1))
    part = data.draw(st.sampled_from(["header", "signature", "payload"]))
    altered = bytearray(getattr(entries[i], part))
    altered[data.draw(st.integers(0, len(altered) - 1))] ^= data.draw(st.integers(1, 255))
    entries[i] = replace(entries[i], **{part: bytes(altered)})
    with pytest.raises((Damaged, TooNew)):
        check_all(entries)


@settings(max_examples=60, deadline=None)
@given(several, st.data())
def test_a_missing_entry_is_noticed(all_facts, data):
    entries = ledger_of(all_facts)
    del entries[data.draw(st.integers(0, len(entries) - 2))]
    with pytest.raises(Damaged):
        check_all(entries)


@settings(max_examples=60, deadline=None)
@given(several, st.data())
def test_a_moved_or_doubled_entry_is_noticed(all_facts, data):
    entries = ledger_of(all_facts)
    i = data.draw(st.integers(0, len(entries) - 1))
    j = data.draw(st.integers(0, len(entries) - 1).filter(lambda j: j != i))
    moved = entries.copy()
    moved.insert(j, moved.pop(i))
    doubled = entries.copy()
    doubled.insert(j, entries[i])
    for wrong in (moved, doubled):
        with pytest.raises(Damaged):
            check_all(wrong)


def test_a_missing_last_entry_is_not_noticed_by_the_ledger_alone():
    check_all(ledger_of([{}, {}, {}])[:-1])


def test_a_fork_is_seen_only_by_one_who_holds_both_branches():
    first, second = ledger_of([{}, {}])
    other = written({"text": "written after restoring an old copy"}, first)
    check(second, first)
    check(other, first)
    assert second.fields().seq == other.fields().seq
    assert second.link != other.link
    with pytest.raises(Damaged):
        check_all([first, second, other])


def test_an_entry_of_another_scope_or_signer_does_not_follow():
    (first,) = ledger_of([{}])
    for wrong in (
        written({}, first, scope="desk"),
        written({}, first, key=Ed25519PrivateKey.generate()),
    ):
        with pytest.raises(Damaged):
            check(wrong, first)


def test_two_entries_of_the_same_facts_are_two():
    assert written({"text": "x"}).link != written({"text": "x"}).link


def test_the_header_names_no_person_and_no_fact():
    entry = written({"text": "张三"}, by="ab" * 16)
    assert "张三".encode() not in entry.header
    assert b"ab" * 16 not in entry.header


@pytest.mark.parametrize(
    "members",
    [
        {"format": 0},
        {"format": "1"},
        {"seq": 0},
        {"seq": "1"},
        {"seq": True},
        {"prev": "00"},
        {"prev": None},
        {"after": ["b" * 64, "a" * 64]},
        {"after": ["a" * 64, "a" * 64]},
        {"after": "a" * 64},
        {"seen": "yesterday"},
        {"kind": "Note"},
        {"kind": ""},
        {"about": "张三"},
        {"about": "a b"},
        {"at": "2026-03-01T10:22:33Z"},
        {"at": "2026-03-01T10:22:33.000+08:00"},
        {"payload": "A" * 64},
        {"scope": "../desk"},
        {"scope": "C" * 32},
        {"signer": SIGNER.upper()},
        {"more": 1},
    ],
)
def test_a_header_of_another_form_is_refused_even_when_signed(members):
    with pytest.raises(Damaged):
        check(signed(altered_header(**members)), None)


def with_raw(name: bytes, raw: bytes) -> bytes:
    return written({}).header.replace(b'"seq":1', b'"' + name + b'":' + raw)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(written({}).header[:-1] + b',"seq":1}', id="a member twice"),
        pytest.param(with_raw(b"seq", b"1.0"), id="a float"),
        pytest.param(with_raw(b"seq", b"1e0"), id="an exponent"),
        pytest.param(with_raw(b"seq", b"NaN"), id="NaN"),
        pytest.param(with_raw(b"seq", b"-Infinity"), id="infinity"),
        pytest.param(with_raw(b"seq", b"9007199254740993"), id="beyond 2^53"),
        pytest.param(with_raw(b"seq", b"9" * 5000), id="a number of 5000 digits"),
        pytest.param(with_raw(b"seq", b"[" * 50_000 + b"]" * 50_000), id="deep nesting"),
        pytest.param(with_raw(b"seq", b'"\\ud800"'), id="a lone surrogate"),
        pytest.param(with_raw(b"seq", b"01"), id="a leading zero"),
        pytest.param(written({}).header + b"\n", id="something behind"),
        pytest.param(b" " + written({}).header, id="something before"),
        pytest.param(b"\xef\xbb\xbf" + written({}).header, id="a byte order mark"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b" " * 70_000, id="too long"),
    ],
)
def test_json_that_stock_readers_let_through_is_refused_even_when_signed(header):
    with pytest.raises(Damaged):
        check(signed(header), None)


@pytest.mark.parametrize(
    "payload",
    [b"{}", b'{"by":"","facts":{},"facts":{},"replaces":[],"salt":""}', b"null", b"\xff"],
)
def test_a_payload_of_another_form_is_refused_even_when_committed_to(payload):
    header = altered_header(payload=hashlib.sha256(payload).hexdigest())
    with pytest.raises(Damaged):
        check(signed(header, payload), None)


def test_a_later_format_is_said_to_be_later():
    with pytest.raises(TooNew):
        check(signed(canonical({"format": 2, "anything": []})), None)


def test_what_is_signed_is_the_published_envelope():
    assert pae(b"{}") == b"DSSEv1 39 application/vnd.lianzheng.entry.v1+json 2 {}"


def test_what_we_would_not_read_is_not_written():
    with pytest.raises(Defect):
        written({}, about="李四")
    with pytest.raises(ValueError, match="value"):
        written({"x": 1.5})


def test_a_signature_with_the_group_order_added_is_refused():
    entry = written({})
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(entry.signature[32:], "little") + order
    with pytest.raises(Damaged):
        check(replace(entry, signature=entry.signature[:32] + s.to_bytes(32, "little")), None)


def test_the_first_entry_begins_a_ledger():
    (first,) = ledger_of([{}])
    assert first.fields().seq == 1
    assert first.fields().prev == FIRST_LINK
    assert first.said().by == "a1" * 16
