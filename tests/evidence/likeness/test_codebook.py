"""Cells and codes: like descriptors come to like codes; every time the same."""

from __future__ import annotations

import numpy as np

from evidence.likeness.codebook import CELLS, codebook
from evidence.likeness.descriptors import of_pixels
from tests.evidence.examination.built import scene


def test_cells_are_in_bounds_and_the_same_in_any_company() -> None:
    descriptors = of_pixels(scene(4)).descriptors
    cells, codes = codebook().coded(descriptors)
    assert cells.min() >= 0
    assert cells.max() < CELLS
    alone = [codebook().coded(descriptors[i : i + 1]) for i in range(20)]
    assert [int(cell[0]) for cell, _ in alone] == cells[:20].tolist()
    assert [int(code[0]) for _, code in alone] == codes[:20].tolist()


def test_a_little_noise_changes_few_bits() -> None:
    descriptors = of_pixels(scene(4)).descriptors
    noise = np.random.default_rng(1).integers(-3, 4, descriptors.shape)
    near = np.clip(descriptors.astype(int) + noise, 0, 255).astype(np.uint8)
    _, codes = codebook().coded(descriptors)
    _, others = codebook().coded(near)
    assert np.median(np.bitwise_count(codes ^ others)) <= 4
    assert np.median(np.bitwise_count(codes ^ np.roll(others, 7))) >= 15
