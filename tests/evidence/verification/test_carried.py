"""Entries that travel are read in one form only."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Damaged
from evidence.ledger.entry import Entry
from evidence.verification.carried import carried_entry, json_of


def line(entry: Entry) -> bytes:
    parts = (("header", entry.header), ("signature", entry.signature), ("payload", entry.payload))
    return json.dumps(
        {name: None if part is None else base64.b64encode(part).decode() for name, part in parts}
    ).encode()


@given(st.binary(), st.binary(), st.binary() | st.none())
def test_an_entry_comes_back_as_it_was_sent(
    header: bytes, signature: bytes, payload: bytes | None
) -> None:
    entry = Entry(header, signature, payload)
    assert carried_entry(line(entry)) == entry


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"header":"","signature":""}',
        b'{"header":"","signature":"","payload":"","more":1}',
        b'{"header":"","header":"","signature":"","payload":""}',
        b'{"header":1,"signature":"","payload":""}',
        b'{"header":null,"signature":"","payload":""}',
        b'{"header":"====","signature":"","payload":""}',
        b'{"header":"QQ","signature":"","payload":""}',
        b'{"header":"QR==","signature":"","payload":""}',
        b'{"header":"Q Q==","signature":"","payload":""}',
        b'{"header":"","signature":"","payload":NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_any_other_form_is_refused(untrusted: bytes) -> None:
    with pytest.raises(Damaged):
        carried_entry(untrusted)


@given(st.binary(max_size=100))
def test_anything_is_json_or_damaged(untrusted: bytes) -> None:
    try:
        json_of(untrusted)
    except Damaged:
        pass
