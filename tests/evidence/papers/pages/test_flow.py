"""Where pages break."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.papers.pages.flow import Piece, paginate


@given(
    st.lists(
        st.tuples(st.floats(1, 900), st.floats(0, 40), st.booleans(), st.booleans()), max_size=60
    )
)
def test_pages_hold_every_piece_once_and_in_order(
    drawn: list[tuple[float, float, bool, bool]],
) -> None:
    pieces = [
        Piece(height, lambda c, x, top: None, before=before, stays=stays, new_page=new)
        for height, before, stays, new in drawn
    ]
    placed = [each for page in paginate(pieces, 700) for each in page]
    assert [id(each.piece) for each in placed] == [id(piece) for piece in pieces]
    for page in paginate(pieces, 700):
        bottoms = [p.down + p.piece.height for p in page]
        assert all(bottom <= 700.001 for bottom in bottoms) or len(page) == 1
