"""The search over known fingerprints: exact, symmetric, and blind to the order of adding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.likeness.fingerprint import VERSION, Fingerprint
from evidence.likeness.index import CANDIDATE_BITS, Known, best_variant

hashes = st.tuples(*[st.integers(0, 2**64 - 1)] * 8)
prints = st.builds(Fingerprint, st.just(VERSION), hashes, hashes, st.just(bytes(4096)))


@given(st.lists(prints, min_size=1, max_size=12), st.integers(0, 128))
def test_the_search_is_what_comparing_each_would_give(known: list[Fingerprint], most: int) -> None:
    index = Known()
    for at, one in enumerate(known):
        index.add(f"k{at}", one)
    expected = {f"k{at}" for at, one in enumerate(known) if _least(known[0], one) <= most}
    assert {near.key for near in index.near(known[0], most)} == expected


@given(prints, prints)
def test_if_a_finds_b_then_b_finds_a(a: Fingerprint, b: Fingerprint) -> None:
    assert best_variant(a, b)[1] == best_variant(b, a)[1] == _least(a, b)


@given(st.lists(prints, min_size=2, max_size=8, unique=True))
def test_the_order_of_adding_changes_nothing(known: list[Fingerprint]) -> None:
    forward, backward = Known(), Known()
    named = [(f"k{at}", one) for at, one in enumerate(known)]
    for key, one in named:
        forward.add(key, one)
    for key, one in reversed(named):
        backward.add(key, one)
    assert forward.near(known[0], 128) == backward.near(known[0], 128)


def test_it_grows_and_knows_what_it_has() -> None:
    index = Known()
    zero = Fingerprint(VERSION, (0,) * 8, (0,) * 8, bytes(4096))
    far = Fingerprint(VERSION, (2**64 - 1,) * 8, (0,) * 8, bytes(4096))
    assert index.near(zero) == []
    for at in range(1000):
        index.add(f"{at:04}", far)
    index.add("zero", zero)
    index.add("zero", far)
    assert len(index) == 1001
    assert [near.key for near in index.near(zero, CANDIDATE_BITS)] == ["zero"]
    assert "zero" in index
    assert index["zero"] == zero


def _least(a: Fingerprint, b: Fingerprint) -> int:
    def bits(x: int, y: int) -> int:
        return (x ^ y).bit_count()

    ways = [bits(a.phash[v], b.phash[0]) + bits(a.dhash[v], b.dhash[0]) for v in range(8)]
    back = [bits(a.phash[0], b.phash[v]) + bits(a.dhash[0], b.dhash[v]) for v in range(8)]
    return min(ways + back)
