"""Ruled rows."""

from __future__ import annotations

from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.ruled import MOST_LINES_IN_ONE, PAD_Y, cell, row_pieces

OWN = Foundry(own_only=True)


def test_a_very_tall_row_is_cut_between_its_lines() -> None:
    with Lettering(OWN) as lettering:
        style = Style(size=9)
        text = "很长" * 300
        lettering.width(style, text)
        lettering.cast()
        tall = cell(lettering, 100, (style, text))
        pieces = row_pieces(lettering, (tall, cell(lettering, 50, (style, "很"))))
    assert len(pieces) == -(-tall.count // MOST_LINES_IN_ONE)
    assert all(piece.height <= MOST_LINES_IN_ONE * style.leading + 2 * PAD_Y for piece in pieces)
