"""Canonical JSON is one form only; everything else is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Damaged
from evidence.values import canonical, new_id, now, parsed, plain, sha256, typed

integers = st.integers(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_back(value: object) -> None:
    assert parsed(canonical(value)) == value


@given(values)
def test_any_other_form_is_refused(value: object) -> None:
    written = canonical(value)
    other = json.dumps(value, indent=1, ensure_ascii=True).encode() + b" "
    if other != written:
        with pytest.raises(Damaged):
            parsed(other)


@pytest.mark.parametrize(
    "untrusted",
    [
        b'{"a":1,"a":2}', b'{"a":1.0}', b"NaN", b"Infinity", b'{"b":1,"a":1}', b'"\\ud800"',
        b"[" * 5000 + b"]" * 5000, b"1" * 5000, b"9007199254740992", b"", b"\xff", b"{}x",
        b'{"a":1e2}', b"-0", b'"\\u0041"',
    ],
)  # fmt: skip
def test_what_stock_readers_let_through_is_refused(untrusted: bytes) -> None:
    with pytest.raises(Damaged):
        parsed(untrusted)


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, "\ud800", {1: 2}, b"bytes", {"a": {3}}]
)
def test_what_we_do_not_write(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(value)


@given(values)
def test_it_writes_what_the_reference_library_writes(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_rfc8785_example() -> None:
    """The sorting example of RFC 8785 §3.2.3, as far as it holds no float."""
    value = {
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One", "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }  # fmt: skip
    order = re.findall(r'"([A-Z][^"]+)"', canonical(value).decode())
    assert order == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]  # fmt: skip


def test_a_record_larger_than_any_is_refused() -> None:
    with pytest.raises(Damaged):
        parsed(b'"' + b"a" * 100 + b'"', most=50)


def test_ids_and_times() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", new_id())
    assert new_id() != new_id()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    name: str
    count: int = 0


def test_a_fact_reads_an_older_and_a_newer_record() -> None:
    assert typed(_Thing, {"name": "x"}) == _Thing(name="x")
    assert typed(_Thing, {"name": "x", "count": 2, "added later": 1}) == _Thing(name="x", count=2)
    assert plain(_Thing(name="x")) == {"name": "x", "count": 0}


@pytest.mark.parametrize("value", [{}, {"name": 1}, {"name": "x", "count": "2"}, [], None, "x"])
def test_a_record_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(Damaged):
        typed(_Thing, value)
