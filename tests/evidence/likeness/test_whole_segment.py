"""A segment: the same pictures are the same bytes; what is not exactly that is refused."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Damaged
from evidence.likeness import whole_segment
from evidence.likeness.bands import DEEPEST
from evidence.likeness.whole_segment import PHASH, Segment, check_key, joined, words_of
from tests.evidence.likeness.prints import prints, unhurried

PINNED = "c119ac1eaf192721f1124ca065d402bf"


@pytest.fixture
def tabled(monkeypatch: pytest.MonkeyPatch) -> Segment:
    """A segment that holds tables."""
    monkeypatch.setattr(whole_segment, "TABLES_FROM", 100)
    return _made(300, ways=1)


def _made(count: int, ways: int = 8, seed: int = 1) -> Segment:
    words = np.random.default_rng(seed).integers(0, 2**64, (ways, 6, count), np.uint64)
    return Segment.of([f"{seed}/{at:05}" for at in range(count)], words)


@unhurried
@given(st.lists(prints, min_size=1, max_size=6), st.sampled_from([1, 8]), st.randoms())
def test_any_order_makes_the_same_bytes(known: list, ways: int, by: random.Random) -> None:
    rows = [(f"k{at}", words_of(one, ways)) for at, one in enumerate(known)]
    one = _of(rows)
    by.shuffle(rows)
    other = _of(rows)
    assert one.to_bytes() == other.to_bytes()
    assert one.name == other.name


@pytest.mark.parametrize("ways", [1, 8])
def test_bytes_and_back(ways: int) -> None:
    made = _made(77, ways)
    back = Segment.of_bytes(made.to_bytes())
    assert back.to_bytes() == made.to_bytes()
    assert back.ways == ways
    assert back.key_at(76) == "1/00076"
    assert back.row_of("1/00033") == 33
    assert back.row_of("1/0003") is None
    assert back.row_of("9") is None


def test_a_mapped_file_is_searched(tabled: Segment, tmp_path: Path) -> None:
    path = tmp_path / "segment"
    path.write_bytes(tabled.to_bytes())
    back = Segment.of_bytes(memoryview(np.memmap(path, np.uint8, "r")))
    assert back.bands is not None
    asked = [int(tabled.words[0, PHASH, 5]) ^ 0b101]
    assert back.near(asked, 7, DEEPEST).rows.tolist() == [5]
    assert back.near(asked, 7, -1).rows.tolist() == [5]
    assert back.to_bytes() == tabled.to_bytes()


def test_the_form_is_constant() -> None:
    assert _made(3).name == PINNED


def test_of_a_key_given_twice_the_first_counts() -> None:
    words = np.arange(12, dtype=np.uint64).reshape(1, 6, 2)
    assert Segment.of(["a", "a"], words).words[0, :, 0].tolist() == [0, 2, 4, 6, 8, 10]


def test_joined_and_without() -> None:
    one, other = _made(5, seed=1), _made(4, seed=2)
    both = joined([one, other])
    assert len(both) == 9
    assert both.without(range(5, 9)).to_bytes() == one.to_bytes()
    assert joined([other, one]).name == both.name


@pytest.mark.parametrize("key", ["", "a b", "ä", "a\0", "x" * 256, "a\n"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        check_key(key)


def test_bytes_cut_short_or_longer_are_refused(tabled: Segment) -> None:
    for whole in (_made(3).to_bytes(), tabled.to_bytes()):
        for untrusted in (b"", whole[:40], whole[:-64], whole + bytes(64)):
            with pytest.raises(Damaged):
                Segment.of_bytes(untrusted)


@unhurried
@given(st.binary(max_size=600))
def test_other_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(Damaged):
        Segment.of_bytes(untrusted)


@pytest.mark.parametrize(("at", "value"), [(0, 0), (8, 9), (10, 9), (12, 2), (14, 0), (16, 0)])
def test_another_head_is_refused(at: int, value: int) -> None:
    untrusted = bytearray(_made(3).to_bytes())
    untrusted[at] = value
    with pytest.raises(Damaged):
        Segment.of_bytes(untrusted)


def test_tables_that_lead_nowhere_are_refused(tabled: Segment) -> None:
    whole = tabled.to_bytes()
    first = Segment.of_bytes(whole).bands
    assert first is not None
    places = whole.index(first.tables[0].places.tobytes())
    untrusted = bytearray(whole)
    untrusted[places + 8] = 255
    with pytest.raises(Damaged):
        Segment.of_bytes(untrusted)
    untrusted = bytearray(whole)
    rows = whole.rindex(first.tables[3].rows.tobytes())
    untrusted[rows : rows + 1200] = b"\xff" * 1200
    opened = Segment.of_bytes(untrusted)
    with pytest.raises(Damaged):
        opened.near(tabled.words[0, PHASH].tolist()[:8], 7, DEEPEST)


def _of(rows: list) -> Segment:
    return Segment.of([key for key, _ in rows], np.stack([words for _, words in rows], axis=2))
