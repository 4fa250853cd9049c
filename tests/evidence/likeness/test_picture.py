"""The small grey picture: bounded for every shape."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from evidence.likeness.picture import LONGEST_SMALL, SMALL_PIXELS, small


@pytest.mark.parametrize("size", [(1, 1), (1, 20000), (4000, 3000), (720, 1560), (90, 60)])
def test_it_is_bounded_and_of_the_same_shape(size: tuple[int, int]) -> None:
    made = small(Image.new("RGB", size, (10, 200, 30)))
    assert made.width * made.height <= SMALL_PIXELS * 1.02
    assert max(made.width, made.height) <= LONGEST_SMALL
    assert made.grey.shape == (made.height, made.width)


def test_it_is_never_made_larger() -> None:
    pixels = np.arange(48, dtype=np.uint8).reshape(6, 8)
    assert (small(Image.fromarray(pixels)).grey == pixels).all()
