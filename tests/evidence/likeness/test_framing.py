"""How one frame lies in another: angle, tilt, box, and whether it was set in."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from evidence.likeness.framing import framing
from evidence.likeness.picture import Small, small
from tests.evidence.examination.built import scene


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    return scene(5)


def flat(width: int = 190, height: int = 140) -> Small:
    return Small(width, height, bytes(width * height))


def test_whole_on_whole() -> None:
    found = framing(flat(), flat(), np.eye(3))
    assert found.box is None
    assert (round(found.angle), round(found.tilt, 3), round(found.scale, 3)) == (0, 1, 1)
    assert not found.embedded


@pytest.mark.parametrize("degrees", [5.0, -30.0, 90.0, 179.0])
def test_angle(degrees: float) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = np.array(
        [[cos, -sin, 0.5 * (1 - cos + sin)], [sin, cos, 0.5 * (1 - sin - cos)], [0, 0, 1]]
    )
    assert abs(framing(flat(150, 150), flat(150, 150), turn).angle - degrees) < 1e-6


def test_a_mirror_has_no_angle() -> None:
    mirror = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])
    assert abs(framing(flat(), flat(), mirror).angle) < 1e-6


def test_tilt_is_seen() -> None:
    tilted = np.array([[1.0, 0, 0], [0, 1, 0], [0.2, 0, 1]])
    assert framing(flat(), flat(), tilted).tilt > 1.3


@pytest.mark.parametrize("seed", range(4))
def test_cut_out_is_not_set_in(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (600, 800), np.uint8)
    photo = Image.fromarray(noise).filter(ImageFilter.GaussianBlur(4))
    photo = ImageOps.autocontrast(photo)
    there = np.array([[0.5, 0, 0.25], [0, 0.5, 0.25], [0, 0, 1]])
    found = framing(small(photo.crop((200, 150, 600, 450))), small(photo), there)
    assert found.box == (250, 250, 500, 500)
    assert not found.box_in_first
    assert not found.embedded


def test_set_in_ends_with_edges(photo: Image.Image) -> None:
    screen = Image.new("RGB", (800, 1200), (240, 240, 240))
    screen.paste(photo, (0, 300))
    back = np.linalg.inv(np.array([[1, 0, 0], [0, 0.5, 0.25], [0, 0, 1.0]]))
    found = framing(small(screen), small(photo), back)
    assert found.box == (0, 250, 1000, 500)
    assert found.box_in_first
    assert found.embedded
