"""The known pictures of one run: by key, and searched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.index import Known
from evidence.likeness.whole import CANDIDATE_BITS
from tests.evidence.likeness.prints import close, fingerprint, unhurried


@unhurried
@given(st.lists(close, min_size=2, max_size=8, unique=True))
def test_the_order_of_adding_changes_nothing(known: list[Fingerprint]) -> None:
    forward, backward = Known(), Known()
    named = [(f"k{at}", one) for at, one in enumerate(known)]
    for key, one in named:
        forward.add(key, one)
    for key, one in reversed(named):
        backward.add(key, one)
    assert forward.near(known[0]) == backward.near(known[0])


def test_it_knows_what_it_has() -> None:
    index = Known()
    zero, far = fingerprint((0,) * 8), fingerprint((2**64 - 1,) * 8)
    assert index.near(zero) == []
    index.add("far", far)
    index.add("zero", zero)
    index.add("zero", far)
    assert len(index) == 2
    assert [near.key for near in index.near(zero, CANDIDATE_BITS)] == ["zero"]
    assert "zero" in index
    assert index["zero"] == zero
