"""Laying pictures over each other: cuts are found where they were made."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from evidence.likeness.overlay import (
    Cut,
    Pixels,
    blocks,
    coarse_fit,
    contrast,
    fine_fit,
    whole_fit,
)
from tests.evidence.examination.built import scene


def grey(image: Image.Image) -> Pixels:
    small = image.convert("L").resize((64, 64), Image.Resampling.BOX)
    return np.asarray(small).astype(np.float32)


@pytest.mark.parametrize("cut", [(0, 0, 0, 0), (4, 4, 4, 4), (10, 0, 2, 6), (0, 12, 8, 0)])
def test_a_cut_is_found_where_it_was_made(cut: tuple[int, int, int, int]) -> None:
    top, bottom, left, right = cut
    image = scene(9, (1280, 1280))
    part = image.crop((10 * left, 10 * top, 1280 - 10 * right, 1280 - 10 * bottom))
    a, b = grey(image), grey(part)
    fit = fine_fit(a, b, coarse_fit(a, b))
    assert fit.agreement >= 950
    found = (fit.cut.top, fit.cut.bottom, fit.cut.left, fit.cut.right)
    assert max(abs(x - y) for x, y in zip(found, cut, strict=True)) <= 1


def test_a_picture_agrees_with_itself_and_not_with_another() -> None:
    a, b = grey(scene(1)), grey(scene(2))
    assert whole_fit(a, a).agreement == 1000
    assert whole_fit(a, b).agreement < 500
    assert contrast(a) > 3 > contrast(np.full((64, 64), 7, np.float32))


def test_blocks_tell_where_they_differ() -> None:
    a = grey(scene(1))
    b = a.copy()
    b[:16, :16] = grey(scene(2))[:16, :16]
    agreement, _strength = blocks(a, b, Cut())
    assert agreement.shape == (6, 6)
    assert agreement[3:, 3:].min() > 0.99
    assert agreement[0, 0] < 0.6
