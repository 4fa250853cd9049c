"""Pictures and QR codes on paper."""

from __future__ import annotations

from evidence.papers.content.paper import (
    Figure,
    Picture,
)
from evidence.papers.pages.figures import CAPTION, panel
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.lettering import Lettering

OWN = Foundry(own_only=True)


def fitted(width: int, height: int) -> tuple[float, float]:
    with Lettering(OWN) as lettering:
        lettering.width(CAPTION, "图")
        lettering.cast()
        return panel(lettering, Figure(Picture(b"", width, height), "图"), 200).box


def test_a_picture_fits_and_keeps_its_shape() -> None:
    assert fitted(1000, 500) == (200, 100)
    width, height = fitted(500, 1000)
    assert (round(width, 2), height) == (102.5, 205)


def test_a_tiny_picture_is_not_blown_up() -> None:
    assert fitted(8, 12) == (32, 48)
