"""The fingerprint is imagehash's, in all eight directions, and pinned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import imagehash
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evidence.errors import Damaged
from evidence.likeness.fingerprint import SQUARE_SIDE, VARIANTS, Fingerprint, of_pixels, turned
from tests.evidence.likeness.prints import unhurried

MOST_PDQ_APART = 32
PINNED_RAMP = 0xAA00000000000000

_TRANSPOSE = Image.Transpose
TURNS = (
    None,
    _TRANSPOSE.FLIP_LEFT_RIGHT,
    _TRANSPOSE.ROTATE_180,
    _TRANSPOSE.FLIP_TOP_BOTTOM,
    _TRANSPOSE.TRANSPOSE,
    _TRANSPOSE.ROTATE_270,
    _TRANSPOSE.TRANSVERSE,
    _TRANSPOSE.ROTATE_90,
)


def _scene(seed: int, width: int = 400, height: int = 300) -> Image.Image:
    """Smooth blobs with some grain: what a photo looks like to a hash."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 256, (12, 16), dtype=np.uint8))
    return coarse.resize((width, height), Image.Resampling.BICUBIC)


def _bits(one: imagehash.ImageHash) -> int:
    return int(str(one), 16)


@pytest.mark.parametrize("seed", range(8))
def test_hashes_are_those_of_imagehash(seed: int) -> None:
    scene = _scene(seed)
    square = scene.resize((SQUARE_SIDE, SQUARE_SIDE), Image.Resampling.LANCZOS)
    found = of_pixels(scene)
    assert found.phash[0] == _bits(imagehash.phash(square))
    assert found.dhash[0] == _bits(imagehash.dhash(square))


@pytest.mark.parametrize("variant", range(8))
def test_each_variant_is_the_hash_of_the_turned_picture(variant: int) -> None:
    for seed in range(8):
        scene = _scene(seed)
        turn = TURNS[variant]
        other = scene if turn is None else scene.transpose(turn)
        expected = of_pixels(other)
        found = of_pixels(scene)
        assert (found.phash[variant] ^ expected.phash[0]).bit_count() <= 2
        assert (found.dhash[variant] ^ expected.dhash[0]).bit_count() <= 2
        mine, turned_first = (
            int.from_bytes(x, "big") for x in (found.pdq[variant], expected.pdq[0])
        )
        assert (mine ^ turned_first).bit_count() <= MOST_PDQ_APART


@pytest.mark.parametrize("variant", range(8))
def test_turned_is_what_a_viewer_does(variant: int) -> None:
    small = np.arange(12, dtype=np.uint8).reshape(3, 4)
    turn = TURNS[variant]
    image = Image.fromarray(small)
    expected = np.asarray(image if turn is None else image.transpose(turn))
    assert (turned(small, variant) == expected).all()


def test_a_fingerprint_is_constant() -> None:
    flat = of_pixels(Image.new("RGB", (300, 200), (90, 120, 200)))
    assert flat.dhash == (0,) * 8
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (200, 1)))
    found = of_pixels(ramp)
    assert found.dhash[:2] == (2**64 - 1, 0)
    assert found.phash[0] == PINNED_RAMP
    assert found.to_bytes()[:9].hex() == f"02{PINNED_RAMP:016x}"


def test_colour_and_mode_do_not_matter() -> None:
    scene = _scene(1)
    assert of_pixels(scene) == of_pixels(scene.convert("RGB"))


@unhurried
@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=16, max_size=16),
    st.lists(st.binary(min_size=32, max_size=32), min_size=8, max_size=8),
    st.integers(0, 100),
    st.binary(max_size=64),
)
def test_bytes_and_back(hashes: list[int], long: list[bytes], quality: int, some: bytes) -> None:
    grey = (some + bytes(4096))[:4096]
    one = Fingerprint(2, tuple(hashes[:8]), tuple(hashes[8:]), tuple(long), quality, grey)
    assert Fingerprint.from_bytes(one.to_bytes()) == one
    assert len(one.to_bytes()) == 4482


def test_a_quality_beyond_all_is_refused() -> None:
    whole = bytearray(of_pixels(_scene(0)).to_bytes())
    whole[-4097] = 101
    with pytest.raises(Damaged):
        Fingerprint.from_bytes(bytes(whole))


@unhurried
@given(st.binary(max_size=5000))
def test_other_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(Damaged):
        Fingerprint.from_bytes(untrusted)


def test_a_later_version_is_refused() -> None:
    later = b"\x03" + of_pixels(_scene(0)).to_bytes()[1:]
    with pytest.raises(Damaged):
        Fingerprint.from_bytes(later)


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 0},
        {"phash": (0,) * 7},
        {"dhash": (2**64,) * 8},
        {"pdq": (bytes(31),) * 8},
        {"quality": 101},
        {"grey": bytes(4095)},
    ],
)
def test_what_is_no_fingerprint_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(of_pixels(_scene(0)), **wrong)


def test_there_are_eight_ways() -> None:
    assert len(set(VARIANTS)) == len(VARIANTS) == 8
