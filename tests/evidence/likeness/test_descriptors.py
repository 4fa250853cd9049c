"""Local features: the same every time, mirrored without a second look, bounded as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from evidence.errors import Damaged
from evidence.likeness.descriptors import (
    QUERY_PIXELS,
    QUERY_POINTS,
    STORED_POINTS,
    LocalFeatures,
    of_pixels,
    working,
)
from tests.evidence.examination.built import scene

SCENE = scene(5)


def test_the_same_picture_gives_the_same_bytes() -> None:
    made = of_pixels(SCENE)
    assert made.to_bytes() == of_pixels(SCENE.copy()).to_bytes()
    assert 60 <= len(made) <= STORED_POINTS
    assert not made.whole_image_only


def test_points_lie_all_over_the_picture() -> None:
    made = of_pixels(SCENE)
    cells = (made.places / np.array([made.width, made.height]) * 4).astype(int)
    assert len(np.unique(cells, axis=0)) >= 12


def test_mirrored_features_are_those_of_the_mirrored_picture() -> None:
    turned, real = of_pixels(SCENE).mirrored(), of_pixels(ImageOps.mirror(SCENE))
    alike = real.descriptors.astype(float) @ turned.descriptors.T.astype(float) / 512**2
    nearest = alike.argmax(axis=1)
    near = np.abs(turned.places[nearest] - real.places).max(axis=1) < 1
    assert near.mean() > 0.8
    assert alike.max(axis=1)[near].mean() > 0.99


def test_mirroring_twice_changes_nothing() -> None:
    made = of_pixels(SCENE)
    assert made.mirrored().mirrored().to_bytes() == made.to_bytes()


def test_bytes_there_and_back() -> None:
    made = of_pixels(SCENE, QUERY_POINTS, QUERY_PIXELS)
    assert LocalFeatures.from_bytes(made.to_bytes()).to_bytes() == made.to_bytes()


@pytest.mark.parametrize("change", [slice(0, 4), slice(0, -1), slice(0, 0)])
def test_wrong_bytes_are_damage(change: slice) -> None:
    with pytest.raises(Damaged):
        LocalFeatures.from_bytes(of_pixels(SCENE).to_bytes()[change])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_features_or_damage(untrusted: bytes) -> None:
    try:
        assert LocalFeatures.from_bytes(untrusted).to_bytes() == untrusted
    except Damaged:
        pass


@pytest.mark.parametrize("size", [(1, 1), (1, 20000), (20000, 1), (40, 6000), (600, 400)])
@pytest.mark.parametrize("ground", [0, 255])
def test_nothing_to_see_is_whole_image_only(size: tuple[int, int], ground: int) -> None:
    made = of_pixels(Image.new("L", size, ground))
    assert made.whole_image_only
    assert LocalFeatures.from_bytes(made.to_bytes()).to_bytes() == made.to_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I", "F", "LA"])
def test_any_mode(mode: str) -> None:
    assert len(of_pixels(SCENE.convert("L").convert(mode))) <= STORED_POINTS


def test_noise_is_described_within_the_bound() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (700, 900), np.uint8)
    assert len(of_pixels(Image.fromarray(noise))) == STORED_POINTS


def test_a_long_picture_stays_within_the_units() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 9000), np.uint8)
    grey = working(Image.fromarray(noise), QUERY_PIXELS)
    assert max(grey.shape) <= 2000
