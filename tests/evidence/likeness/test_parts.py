"""The index of parts: finds what shares places, whatever the order of adding and keeping."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageOps

from evidence.likeness import parts
from evidence.likeness.descriptors import QUERY_PIXELS, QUERY_POINTS, LocalFeatures, of_pixels
from evidence.likeness.parts import Candidate, PartsIndex
from evidence.likeness.segments import Segment
from tests.evidence.examination.built import scene

COUNT = 14


@pytest.fixture(scope="module")
def known() -> dict[str, LocalFeatures]:
    return {f"picture {n:02}": of_pixels(scene(n)) for n in range(COUNT)}


@pytest.fixture(scope="module")
def query() -> LocalFeatures:
    return asked(ImageOps.mirror(scene(3).crop((100, 80, 700, 520))))


def asked(image: Image.Image) -> LocalFeatures:
    return of_pixels(image, QUERY_POINTS, QUERY_PIXELS)


def built(known: dict[str, LocalFeatures], order: list[str]) -> PartsIndex:
    index = PartsIndex()
    for key in order:
        index.add(key, known[key])
    return index


def test_the_mirrored_crop_finds_its_picture(
    known: dict[str, LocalFeatures], query: LocalFeatures
) -> None:
    best = built(known, sorted(known)).candidates(query)[0]
    assert (best.key, best.mirrored) == ("picture 03", True)


def test_the_order_of_adding_and_asking_changes_nothing(
    known: dict[str, LocalFeatures], query: LocalFeatures, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = built(known, sorted(known)).candidates(query)
    monkeypatch.setattr(parts, "MOST_LOOSE", 2)
    for seed in range(4):
        order = sorted(known)
        random.Random(seed).shuffle(order)
        index = PartsIndex()
        for key in order:
            index.add(key, known[key])
            if seed % 2:
                index.candidates(query)
        assert index.candidates(query) == expected


def test_removed_is_never_found_and_as_if_never_added(
    known: dict[str, LocalFeatures], query: LocalFeatures
) -> None:
    index = built(known, sorted(known))
    index.candidates(query)
    index.remove(["picture 03", "picture 07", "never known"])
    rest = [key for key in sorted(known) if key not in ("picture 03", "picture 07")]
    assert index.candidates(query) == built(known, rest).candidates(query)
    assert "picture 03" not in index
    assert len(index) == COUNT - 2


def test_kept_and_opened_again_it_knows_the_same(
    known: dict[str, LocalFeatures], query: LocalFeatures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SEGMENT_PICTURES", 4)
    kept: dict[str, bytes] = {}
    index = PartsIndex()
    for count, key in enumerate(sorted(known)):
        if count % 3 == 0:
            index = reopened(index, kept)
        index.add(key, known[key])
    index = reopened(index, kept)
    index.remove(["picture 05"])
    index = reopened(index, kept)
    rest = [key for key in sorted(known) if key != "picture 05"]
    assert index.candidates(query) == built(known, rest).candidates(query)
    assert index.changes().made == ()
    assert index.changes().dropped == ()


def reopened(index: PartsIndex, kept: dict[str, bytes]) -> PartsIndex:
    changes = index.changes()
    kept.update({name: segment.to_bytes() for name, segment in changes.made})
    for name in changes.dropped:
        del kept[name]
    return PartsIndex([Segment.from_bytes(kept[name]) for name in sorted(kept)])


def test_nothing_known_or_nothing_asked_finds_nothing(known: dict[str, LocalFeatures]) -> None:
    assert PartsIndex().candidates(asked(scene(3))) == []
    assert built(known, sorted(known)).candidates(of_pixels(Image.new("L", (300, 300)))) == []


def test_many_records_are_compared_in_turns(
    known: dict[str, LocalFeatures], query: LocalFeatures, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = built(known, sorted(known)).candidates(query)
    monkeypatch.setattr(parts, "AT_ONCE", 50)
    assert built(known, sorted(known)).candidates(query) == expected


def test_candidates_are_best_first_and_at_most_so_many(
    known: dict[str, LocalFeatures], query: LocalFeatures
) -> None:
    found = built(known, sorted(known)).candidates(query, most=3)
    assert found == sorted(found, key=lambda one: (-one.votes, one.key))
    assert len(found) <= 3
    assert all(isinstance(one, Candidate) for one in found)
