"""Segments: bytes there and back, joining, leaving out; damage is noticed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Damaged
from evidence.likeness.codebook import CELLS, codebook
from evidence.likeness.descriptors import LocalFeatures, of_pixels
from evidence.likeness.segments import Segment, joined, segment_of
from tests.evidence.examination.built import scene


@pytest.fixture(scope="module")
def known() -> dict[str, LocalFeatures]:
    return {f"picture {n}": of_pixels(scene(n, (400, 300))) for n in range(6)}


def records(segment: Segment) -> set[tuple[int, int, str, int]]:
    """Everything a segment says, whatever its order."""
    cells = np.repeat(np.arange(CELLS), np.diff(segment.starts))
    whose = [segment.keys[int(o) >> 32] for o in segment.owners]
    rest = [int(o) & (2**32 - 1) for o in segment.owners]
    return set(zip(cells.tolist(), segment.codes.tolist(), whose, rest, strict=True))


def test_the_nearest_cell_is_its_own(known: dict[str, LocalFeatures]) -> None:
    descriptors = known["picture 1"].descriptors
    cells, codes = codebook().coded(descriptors)
    probed, same = codebook().probed(descriptors, 6)
    assert (probed == cells[:, None]).any(axis=1).all()
    assert (codes == same).all()


def test_bytes_there_and_back(known: dict[str, LocalFeatures]) -> None:
    segment = segment_of(list(known.items()))
    again = Segment.from_bytes(segment.to_bytes())
    assert again.to_bytes() == segment.to_bytes()
    assert records(again) == records(segment)


def test_joined_is_as_if_made_at_once(known: dict[str, LocalFeatures]) -> None:
    pictures = list(known.items())
    parts = [segment_of(pictures[:1]), segment_of(pictures[1:4]), segment_of(pictures[4:])]
    assert joined(parts).to_bytes() == segment_of(pictures).to_bytes()


def test_without_is_as_if_never_added(known: dict[str, LocalFeatures]) -> None:
    pictures = list(known.items())
    less = segment_of(pictures).without({"picture 2", "picture 5", "unknown"})
    rest = [pair for pair in pictures if pair[0] not in ("picture 2", "picture 5")]
    assert less.to_bytes() == segment_of(rest).to_bytes()


def test_pictures_without_points_are_kept_by_name() -> None:
    flat = LocalFeatures.from_bytes(of_pixels(scene(1).resize((9, 9))).to_bytes())
    assert Segment.from_bytes(segment_of([("flat", flat)]).to_bytes()).keys == ("flat",)


@pytest.mark.parametrize("at", [0, 9, 17, 25, 40, 200, -1])
def test_a_changed_length_or_head_is_damage(known: dict[str, LocalFeatures], at: int) -> None:
    whole = bytearray(segment_of(list(known.items())).to_bytes())
    del whole[at]
    with pytest.raises(Damaged):
        Segment.from_bytes(bytes(whole))


def test_records_beyond_the_cells_or_pictures_are_damage(known: dict[str, LocalFeatures]) -> None:
    whole = segment_of(list(known.items())).to_bytes()
    records = sum(len(one) for one in known.values())
    for start in (28 + 16 * records, 32 + 16 * records, 28 + 20 * records):
        with pytest.raises(Damaged):
            Segment.from_bytes(whole[:start] + b"\xff\xff\xff\xff" + whole[start + 4 :])


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_damage(untrusted: bytes) -> None:
    with pytest.raises(Damaged):
        Segment.from_bytes(b"LZPARTS1" + untrusted)
