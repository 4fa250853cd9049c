"""
Pieces one under the other, and where the pages break between them.

A piece has a height and knows how to draw itself. All pages are laid out before the first is
drawn, so every page can say how many there are. A piece that stays with the next one is moved to
the next page with it; a table's head is repeated above its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Canvas = Any
Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Piece:
    """`draw(canvas, x, top)`; `before` is the space above it, dropped at the head of a page."""

    height: float
    draw: Draw
    before: float = 0.0
    stays: bool = False
    head: tuple[Piece, ...] = ()
    new_page: bool = False
    bookmark: Bookmark | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    piece: Piece
    down: float


def paginate(pieces: Sequence[Piece], height: float) -> list[list[Placed]]:
    """The pieces on pages of `height`, each with how far down it stands; at least one page."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for group in _groups(pieces, height):
        tall = _height(group)
        if pages[-1] and (group[0].new_page or used + group[0].before + tall > height):
            pages.append([])
            used = 0.0
            for piece in group[0].head:
                pages[-1].append(Placed(piece, used))
                used += piece.height
        for piece in group:
            used += piece.before if pages[-1] else 0.0
            pages[-1].append(Placed(piece, used))
            used += piece.height
    return pages


def _groups(pieces: Sequence[Piece], height: float) -> Iterator[list[Piece]]:
    """What stays together; let go where it could never fit a page."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.stays:
            yield from [group] if _fits(group, height) else [[each] for each in group]
            group = []
    if group:
        yield from [[each] for each in group]


def _fits(group: list[Piece], height: float) -> bool:
    return _height(group) + sum(piece.height for piece in group[0].head) <= height


def _height(group: list[Piece]) -> float:
    return sum(p.height for p in group) + sum(p.before for p in group[1:])
