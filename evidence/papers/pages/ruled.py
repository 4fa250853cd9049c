"""
Ruled rows: cells of text side by side with hairlines round them, as pieces of the flow.

A row taller than a part of a page is cut into several between its lines of text; the cut is not
ruled, so it reads as one row over two pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence.papers.pages.flow import Canvas, Piece
from evidence.papers.pages.lettering import Lettering, Style

HAIRLINE = 0.4
HEAVY = 1.0
RULE_GREY = 0.45
SHADE = 0.945
PAD_X = 4.0
PAD_Y = 3.2
MOST_LINES_IN_ONE = 12


@dataclass(frozen=True, slots=True)
class Lines:
    """Text already broken; `lead` is the distance between its lines."""

    style: Style
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading


@dataclass(frozen=True, slots=True)
class Cell:
    """Texts under each other in a box `width` wide."""

    texts: tuple[Lines, ...]
    width: float
    shaded: bool = False
    middle: bool = False

    @property
    def height(self) -> float:
        return sum(text.height for text in self.texts) + 2 * PAD_Y

    @property
    def count(self) -> int:
        return sum(len(text.lines) for text in self.texts)

    def cut(self, start: int, stop: int) -> Cell:
        """The lines from `start` to `stop`, counted over all its texts."""
        kept: list[Lines] = []
        for text in self.texts:
            kept.append(Lines(text.style, text.lines[max(start, 0) : max(stop, 0)]))
            start, stop = start - len(text.lines), stop - len(text.lines)
        return Cell(tuple(text for text in kept if text.lines), self.width, self.shaded)


def cell(
    lettering: Lettering, width: float, *texts: tuple[Style, str], shaded: bool = False,
    middle: bool = False,
) -> Cell:  # fmt: skip
    """A cell of texts broken to its width."""
    room = width - 2 * PAD_X
    broken = tuple(Lines(s, tuple(lettering.lines(s, text, room))) for s, text in texts)
    return Cell(broken, width, shaded, middle)


def row_pieces(
    lettering: Lettering, cells: tuple[Cell, ...], head: tuple[Piece, ...] = (),
    *, stays: bool = False, before: float = 0.0, heavy: bool = False,
) -> list[Piece]:  # fmt: skip
    """One row, as one piece or, where it is very tall, several; `heavy` rules its top thicker."""
    longest = max(cell.count for cell in cells)
    if longest <= MOST_LINES_IN_ONE:
        edge: Edge = "heavy" if heavy else "whole"
        return [_piece(lettering, cells, head, edge, stays=stays, before=before)]
    starts = range(0, longest, MOST_LINES_IN_ONE)
    out = []
    for start in starts:
        part = tuple(cell.cut(start, start + MOST_LINES_IN_ONE) for cell in cells)
        edge = "first" if start == 0 else "last" if start == starts[-1] else "inner"
        last = start == starts[-1]
        out.append(
            _piece(lettering, part, head, edge, stays=stays and last, before=0 if start else before)
        )
    return out


Edge = Literal["whole", "heavy", "first", "inner", "last"]


def _piece(
    lettering: Lettering, cells: tuple[Cell, ...], head: tuple[Piece, ...], edge: Edge,
    *, stays: bool, before: float,
) -> Piece:  # fmt: skip
    height = max(cell.height for cell in cells)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        left = x
        for each in cells:
            _draw_cell(canvas, lettering, each, left, top, height)
            left += each.width
        _draw_rules(canvas, x, left, top, height, edge)

    return Piece(height, draw, before=before, stays=stays, head=head)


def _draw_cell(
    canvas: Canvas, lettering: Lettering, each: Cell, left: float, top: float, height: float
) -> None:
    if each.shaded:
        canvas.setFillGray(SHADE)
        canvas.rect(left, top - height, each.width, height, stroke=0, fill=1)
    canvas.setStrokeGray(RULE_GREY)
    canvas.setLineWidth(HAIRLINE)
    canvas.line(left, top, left, top - height)
    canvas.line(left + each.width, top, left + each.width, top - height)
    y = top - PAD_Y - ((height - each.height) / 2 if each.middle else 0)
    for text in each.texts:
        draw_lines(canvas, lettering, text, left + PAD_X, y, each.width - 2 * PAD_X)
        y -= text.height


def _draw_rules(
    canvas: Canvas, left: float, right: float, top: float, height: float, edge: Edge
) -> None:
    canvas.setStrokeGray(RULE_GREY)
    canvas.setLineWidth(HAIRLINE)
    if edge in {"whole", "heavy", "last"}:
        canvas.line(left, top - height, right, top - height)
    canvas.setLineWidth(HEAVY if edge == "heavy" else HAIRLINE)
    if edge in {"whole", "heavy", "first"}:
        canvas.line(left, top, right, top)


def draw_lines(
    canvas: Canvas, lettering: Lettering, text: Lines, left: float, top: float, width: float
) -> None:
    """Draw broken text from `top` down."""
    style = text.style
    canvas.setFillGray(style.grey)
    canvas.setFont(lettering.name(style.face), style.size)
    y = top - (style.leading + style.size * 0.72) / 2
    for n, line in enumerate(text.lines):
        first_indent = style.indent * style.size if n == 0 else 0.0
        spare = width - first_indent - lettering.width(style, line)
        fills = style.justify and n < len(text.lines) - 1 and 0 < spare < style.size * 2.5
        gap = spare / (len(line) - 1) if fills and len(line) > 1 else 0.0
        shift = {"left": 0.0, "right": spare, "middle": spare / 2}[style.align]
        canvas.drawString(left + first_indent + shift, y, line, charSpace=gap)
        y -= style.leading
