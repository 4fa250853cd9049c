"""PDQ is the published one, in all eight ways, and says how much a picture has to tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from evidence.likeness import pdq
from evidence.likeness.fingerprint import VARIANTS

#: ThreatExchange, pdq/java: the hashes its own tests expect of these files, hashed in full size.
FOLDER = "neardup/facebook__ThreatExchange/pdq/data/reg-test-input/dih"
PUBLISHED = {
    "1-original": "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "2-rotate-90": "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af",
    "3-rotate-180": "adad5a64b5a142e75b62a09857da895ae63b847fc23794b766b319361bc93188",
    "4-rotate-270": "a5f0a457a48995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b1bfc4f05",
    "5-flipx": "f8f80f31e0f417b20e37f5cd028f980fb36ed02a9662c1e233e64c634e9c64dd",
    "6-flipy": "0dad2599b1a1bd1a5362576742da32a5e63b7380c2374b4866b366c91bc9ce77",
    "7-flip-plus-1": "f0a5e102f1ccc0bd945308720fff038de34ef1e8ada9a956d2967ade5ea91a50",
    "8-flip-minus-1": "a5f05aa8a4896a17c906a2d85aaaab07b61b5b42f8fc07fc87c3d0741bfcb0fa",
}
#: Which of our ways turns the original into each of these.
WAYS = {"5-flipx": "mirrored_turned_180", "6-flipy": "mirrored", "3-rotate-180": "turned_180"}
MOST_APART = 10
PINNED = "ea631ff2629ed141fadb2ebe9d61e20d959c1df0872122952cea2e9e91129b92"


@pytest.mark.parametrize("name", PUBLISHED)
def test_it_is_the_published_hash(real_data: Path, name: str) -> None:
    with Image.open(real_data / FOLDER / f"bridge-{name}.jpg") as bridge:
        found = pdq.of_grey(bridge.convert("L"))
    assert found.hashes[0].hex() == PUBLISHED[name]
    assert found.quality == 100


@pytest.mark.parametrize("name", WAYS)
def test_the_ways_are_those_of_the_turned_files(real_data: Path, name: str) -> None:
    with Image.open(real_data / FOLDER / "bridge-1-original.jpg") as bridge:
        found = pdq.of_grey(bridge.convert("L"))
    way = VARIANTS.index(WAYS[name])
    assert _apart(found.hashes[way], bytes.fromhex(PUBLISHED[name])) <= MOST_APART


def test_it_is_constant() -> None:
    found = pdq.of_grey(_blobs(96, 64))
    assert found.hashes[0].hex() == PINNED
    assert found.quality == 100


def test_half_of_the_bits_are_set() -> None:
    for one in pdq.of_grey(_blobs(500, 375)).hashes:
        assert int.from_bytes(one, "big").bit_count() == 128


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (63, 64), (129, 5000)])
def test_every_size_has_a_hash(size: tuple[int, int]) -> None:
    found = pdq.of_grey(Image.linear_gradient("L").resize(size))
    assert [len(one) for one in found.hashes] == [pdq.HASH_BYTES] * 8


def test_a_very_long_picture_is_reduced_first() -> None:
    long = _blobs(2 * pdq.MOST_SIDE, 1500)
    assert pdq.of_grey(long) == pdq.of_grey(long.reduce(2))


def test_a_flat_picture_tells_nothing() -> None:
    found = pdq.of_grey(Image.new("L", (300, 200), 90))
    assert found.quality == 0


def _blobs(width: int, height: int) -> Image.Image:
    steps = np.add.outer(np.arange(12) ** 2 * 7, np.arange(16) ** 3 * 5) % 256
    coarse = Image.fromarray(steps.astype(np.uint8))
    return coarse.resize((width, height), Image.Resampling.BICUBIC)


def _apart(a: bytes, b: bytes) -> int:
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).bit_count()
