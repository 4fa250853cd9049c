"""The heads file: replaced whole, sealed, and independent of the order it was given in."""

from __future__ import annotations

import pytest

from evidence.errors import Damaged, TooNew
from evidence.ledger.heads import (
    CONTEXT,
    Head,
    HeadsFile,
    digest_of_heads,
    read_heads,
    read_heads_file,
    write_heads,
)
from evidence.sealing import seal
from evidence.values import canonical

KEY = bytes(range(32))
HEADS = (
    Head("c0" * 16, "ab" * 32, 7, "12" * 32, 900, 800),
    Head("c0" * 16, "cd" * 32, 1, "34" * 32, 90, 0),
    Head("desk", "ab" * 32, 2, "56" * 32, 180, 90),
)


def test_heads_are_read_as_written_in_one_order(tmp_path):
    path = tmp_path / "heads"
    write_heads(path, KEY, reversed(HEADS), "5e" * 16)
    assert read_heads(path, KEY) == HEADS
    assert read_heads_file(path, KEY) == HeadsFile("5e" * 16, HEADS)


def test_before_the_first_append_there_are_none(tmp_path):
    assert read_heads(tmp_path / "heads", KEY) == ()


def test_any_changed_byte_is_noticed(tmp_path):
    path = tmp_path / "heads"
    write_heads(path, KEY, HEADS)
    data = bytearray(path.read_bytes())
    for i in range(len(data)):
        data[i] ^= 1
        path.write_bytes(data)
        with pytest.raises(Damaged):
            read_heads(path, KEY)
        data[i] ^= 1


def test_a_later_heads_file_is_not_read(tmp_path):
    path = tmp_path / "heads"
    path.write_bytes(seal(KEY, canonical({"format": 2, "heads": []}), CONTEXT))
    with pytest.raises(TooNew):
        read_heads(path, KEY)


def test_the_digest_depends_on_every_head_and_on_no_order():
    digest = digest_of_heads(HEADS)
    assert digest == digest_of_heads(reversed(HEADS))
    assert digest != digest_of_heads(HEADS[:2])
    assert len({digest_of_heads([h]) for h in HEADS}) == 3
