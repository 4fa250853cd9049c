"""Looking into the tables finds exactly what looking at every hash finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.likeness.bands import DEEPEST, Bands, Hits, near_of_all
from tests.evidence.likeness.prints import unhurried

seeds = st.integers(0, 2**32 - 1)


@unhurried
@given(seeds, st.integers(0, DEEPEST), st.integers(1, 600))
def test_the_tables_find_what_every_hash_would_give(seed: int, most: int, count: int) -> None:
    random = np.random.default_rng(seed)
    hashes, asked = _near_each_other(random, count), _near_each_other(random, 8).tolist()
    _check_equal(Bands.of(hashes).near(asked, most), near_of_all(hashes, asked, most))


@pytest.mark.parametrize("most", range(DEEPEST + 1))
def test_every_way_to_spread_the_bits_is_found(most: int) -> None:
    random = np.random.default_rng(most)
    asked = int(random.integers(0, 2**63))
    bits = [random.choice(64, most, replace=False).tolist() for _ in range(500)]
    hashes = np.array([asked ^ sum(1 << bit for bit in some) for some in bits], np.uint64)
    found = Bands.of(hashes).near([asked], most)
    assert found.rows.tolist() == list(range(500))
    assert set(found.distances.tolist()) == {most}


def test_the_nearest_of_the_asked_counts_and_the_first_of_equals() -> None:
    hashes = np.array([0b111, 0b1], np.uint64)
    found = near_of_all(hashes, [0, 0b11, 0b11], 3)
    assert found.rows.tolist() == [0, 1]
    assert found.asked.tolist() == [1, 0]
    assert found.distances.tolist() == [1, 1]


def test_equal_hashes_are_all_found() -> None:
    hashes = np.zeros(1000, np.uint64)
    assert len(Bands.of(hashes).near([1], 1).rows) == 1000


def _near_each_other(random: np.random.Generator, count: int) -> np.ndarray:
    """Hashes around three, with none to sixteen bits changed."""
    around = random.integers(0, 2**64, 3, dtype=np.uint64)
    made = []
    for _ in range(count):
        bits = random.choice(64, random.integers(0, 17), replace=False)
        changed = int(sum(1 << int(bit) for bit in bits))
        made.append(int(around[random.integers(3)]) ^ changed)
    return np.array(made, np.uint64)


def _check_equal(one: Hits, other: Hits) -> None:
    assert one.rows.tolist() == other.rows.tolist()
    assert one.asked.tolist() == other.asked.tolist()
    assert one.distances.tolist() == other.distances.tolist()
