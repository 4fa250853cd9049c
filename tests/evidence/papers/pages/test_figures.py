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


def test_marks_lie_where_they_are_in_the_picture() -> None:
    with Lettering(OWN) as lettering:
        lettering.width(CAPTION, "图")
        lettering.cast()
        outline = ((0, 0), (500, 0), (500, 1000))
        shown = panel(lettering, Figure(Picture(b"", 500, 1000), "图", outlines=(outline,)), 200)
        assert shown.outlines == (outline,)
        width, height = shown.box
        x, y = shown.at((500, 1000), 10, 700)
        assert (round(x, 6), y) == (10 + 100, 700 - height)
        assert shown.at((0, 0), 10, 700) == (10 + (200 - width) / 2, 700)
        assert panel(lettering, Figure(None, "图", outlines=(outline,)), 200).outlines == ()
