"""The search: exact, blind to the order of adding and to segments; removed is removed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from evidence.likeness import whole_segment
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.whole import CANDIDATE_BITS, NEAR_BITS, Near, Whole, best_variant
from evidence.likeness.whole_segment import Segment
from tests.evidence.likeness.prints import close, fingerprint, hashes, prints, unhurried

bits = st.integers(0, 14)


@unhurried
@given(st.lists(close, min_size=1, max_size=12), prints | close, bits)
def test_near_is_what_comparing_each_would_give(
    known: list[Fingerprint], asked: Fingerprint, most: int
) -> None:
    whole = _whole(known)
    expected = {
        f"k{at}": least
        for at, one in enumerate(known)
        if (least := min((w ^ one.phash[0]).bit_count() for w in asked.phash)) <= most
    }
    assert {near.key: near.distance for near in whole.near(asked, most)} == expected


@unhurried
@given(st.lists(close, min_size=1, max_size=12), prints | close, st.integers(0, 128))
def test_candidates_are_what_comparing_each_would_give(
    known: list[Fingerprint], asked: Fingerprint, most: int
) -> None:
    expected = {f"k{at}": _least(asked, one) for at, one in enumerate(known)}
    found = {near.key: near.distance for near in _whole(known).candidates(asked, most)}
    assert found == {key: least for key, least in expected.items() if least <= most}


@unhurried
@given(prints | close, prints | close)
def test_if_a_finds_b_then_b_finds_a(a: Fingerprint, b: Fingerprint) -> None:
    assert best_variant(a, b)[1] == best_variant(b, a)[1] == _least(a, b)
    (forward,), (backward,) = _whole([b]).candidates(a, 128), _whole([a]).candidates(b, 128)
    assert forward.distance == backward.distance == best_variant(a, b)[1]


@unhurried
@given(st.lists(close, min_size=2, max_size=8), st.randoms(), st.sampled_from([1, 8]))
def test_no_order_and_no_segments_change_an_answer(
    known: list[Fingerprint], by: random.Random, ways: int
) -> None:
    named = [(f"k{at}", one) for at, one in enumerate(known)]
    answers = []
    for _ in range(3):
        whole = Whole(ways=ways)
        for key, one in named:
            whole.add(key, one)
            if by.random() < 0.3:
                whole.settle()
        answers.append((whole.near(known[0], 14), whole.candidates(known[0], 128)))
        by.shuffle(named)
    assert answers[0] == answers[1] == answers[2]


@unhurried
@given(hashes)
def test_each_way_is_asked_for(phash: tuple[int, ...]) -> None:
    for way in range(8):
        whole = _whole([fingerprint((phash[way],) + (0,) * 7)], ways=1)
        assert whole.near(fingerprint(phash), 0)[0].key == "k0"


def test_the_variant_turns_the_asked_into_the_known() -> None:
    far = tuple(0xF0F0F0F0F0F0F0F0 ^ (0xFF << at) for at in range(0, 64, 8))
    asked = fingerprint(far, (0,) * 8)
    turned_90 = fingerprint((far[5], 1, 2, 4, 8, 16, 32, 64))
    assert [near.variant for near in _whole([turned_90]).near(asked)] == [5]
    assert [near.variant for near in _whole([asked]).candidates(turned_90, 0)] == [7]


def test_pdq_is_told() -> None:
    ones = fingerprint((0,) * 8, pdq=(b"\xff" * 32,) * 8)
    one_bit = fingerprint((0,) * 8, pdq=(b"\x01" + bytes(31),) * 8)
    assert _whole([ones, one_bit]).near(fingerprint((0,) * 8)) == [
        Near(0, "k0", 0, 256),
        Near(0, "k1", 0, 1),
    ]


def test_pdq_is_that_of_the_nearer_way_round() -> None:
    far = tuple(0xF0F0F0F0F0F0F0F0 ^ (0xFF << at) for at in range(0, 64, 8))
    ones, none = b"\xff" * 32, bytes(32)
    turned_90 = fingerprint((far[5], *[0] * 7), pdq=(*[ones] * 7, none))
    (found,) = _whole([turned_90]).near(fingerprint(far), 0)
    assert (found.variant, found.pdq) == (5, 0)


def test_a_key_again_changes_nothing() -> None:
    whole = _whole([fingerprint((0,) * 8)])
    whole.settle()
    whole.add("k0", fingerprint((2**64 - 1,) * 8))
    assert len(whole) == 1
    assert whole.near(fingerprint((0,) * 8), NEAR_BITS)


def test_removed_is_not_found_and_gone_from_the_bytes() -> None:
    marked = [fingerprint((0x1122334455667788 + at,) * 8) for at in range(5)]
    whole = _whole(marked)
    (one,) = whole.settle().write
    whole.remove("k3")
    whole.remove("k3")
    whole.remove("never there")
    assert "k3" not in whole
    assert len(whole) == 4
    assert "k3" not in {near.key for near in whole.near(marked[3], 14)}
    change = whole.settle()
    assert change.forget == (one.name,)
    assert all(b"k3" not in new.to_bytes() for new in change.write)
    whole.add("k3", marked[0])
    assert {near.key for near in whole.near(marked[0], 0)} == {"k0", "k3"}


def test_removed_before_it_was_settled() -> None:
    whole = _whole([fingerprint((0,) * 8), fingerprint((1,) * 8)])
    whole.remove("k0")
    assert ("k0" in whole, list(whole.keys()), len(whole)) == (False, ["k1"], 1)
    assert [near.key for near in whole.near(fingerprint((0,) * 8))] == ["k1"]
    (one,) = whole.settle().write
    assert b"k0" not in one.to_bytes()


def test_nothing_new_nothing_to_write() -> None:
    whole = _whole([fingerprint((0,) * 8)])
    assert len(whole.settle().write) == 1
    assert whole.settle() == Whole().settle()


def test_everything_removed_leaves_nothing() -> None:
    whole = _whole([fingerprint((0,) * 8)])
    (only,) = whole.settle().write
    whole.remove("k0")
    change = whole.settle()
    assert (change.write, change.forget) == ((), (only.name,))
    assert len(whole) == 0


def test_segments_stay_few_and_within_their_bound() -> None:
    whole, disk = Whole(most_rows=64), {}
    for at in range(400):
        whole.add(f"{at:04}", fingerprint((at,) * 8))
        if at % 5 == 4:
            nearly_full = {name for name, one in disk.items() if len(one) > 59}
            _apply(disk, whole)
            assert nearly_full <= set(disk)
    assert sum(map(len, disk.values())) == len(whole) == 400
    assert max(map(len, disk.values())) <= 64
    assert len(disk) <= 400 // 64 + 7


def test_more_at_once_than_a_segment_holds_is_cut() -> None:
    whole = Whole(most_rows=10)
    for at in range(35):
        whole.add(f"{at:04}", fingerprint((at,) * 8))
    assert sorted(len(one) for one in whole.settle().write) == [5, 10, 10, 10]


def test_segments_of_other_ways_are_refused() -> None:
    (one,) = _whole([fingerprint((0,) * 8)], ways=1).settle().write
    with pytest.raises(ValueError, match="ways"):
        Whole([one])


def test_a_picture_in_two_segments_is_found_once() -> None:
    (one,) = _whole([fingerprint((0,) * 8)]).settle().write
    twice = Whole([one, one])
    assert len(twice.near(fingerprint((0,) * 8))) == 1
    twice.remove("k0")
    assert twice.near(fingerprint((0,) * 8)) == []


class Kept(RuleBasedStateMachine):
    """Adding, removing, settling, crashing between the writes, opening again."""

    @initialize(tables=st.sampled_from([4, 10**6]))
    def begin(self, tables: int) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(whole_segment, "TABLES_FROM", tables)
        self.model: dict[str, Fingerprint] = {}
        self.disk: dict[str, bytes] = {}
        self.whole = Whole(most_rows=16)

    def teardown(self) -> None:
        self.patch.undo()

    @rule(key=st.integers(0, 30), one=close)
    def add(self, key: int, one: Fingerprint) -> None:
        self.whole.add(f"k{key}", one)
        self.model.setdefault(f"k{key}", one)

    @rule(key=st.integers(0, 30))
    def remove(self, key: int) -> None:
        self.whole.remove(f"k{key}")
        self.model.pop(f"k{key}", None)

    @rule(crash=st.booleans())
    def settle_and_open(self, crash: bool) -> None:
        change = self.whole.settle()
        self.disk |= {new.name: new.to_bytes() for new in change.write}
        if not crash:
            for name in change.forget:
                del self.disk[name]
        self.whole = Whole(map(Segment.of_bytes, self.disk.values()), most_rows=16)
        for key in set(self.whole.keys()) - set(self.model):
            self.whole.remove(key)

    @invariant()
    def known(self) -> None:
        assert set(self.whole.keys()) == set(self.model)
        assert all(key in self.whole for key in self.model)

    @rule(asked=close)
    def ask(self, asked: Fingerprint) -> None:
        expected = {key: _least(asked, one) for key, one in self.model.items()}
        found = {near.key: near.distance for near in self.whole.candidates(asked)}
        assert found == {k: least for k, least in expected.items() if least <= CANDIDATE_BITS}


Kept.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestKept = Kept.TestCase


def _whole(known: list[Fingerprint], ways: int = 8) -> Whole:
    whole = Whole(ways=ways)
    for at, one in enumerate(known):
        whole.add(f"k{at}", one)
    return whole


def _apply(disk: dict[str, Segment], whole: Whole) -> None:
    change = whole.settle()
    disk |= {new.name: new for new in change.write}
    for name in change.forget:
        del disk[name]


def _least(a: Fingerprint, b: Fingerprint) -> int:
    def apart(x: int, y: int) -> int:
        return (x ^ y).bit_count()

    ways = [apart(a.phash[v], b.phash[0]) + apart(a.dhash[v], b.dhash[0]) for v in range(8)]
    back = [apart(a.phash[0], b.phash[v]) + apart(a.dhash[0], b.dhash[v]) for v in range(8)]
    return min(ways + back)
