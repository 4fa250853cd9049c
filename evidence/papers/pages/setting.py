"""
From the blocks of a paper to the pieces of its pages: every kind of block looks one way.

Faces: headings, labels and column heads in sans; text in serif; digests in even-width digits.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from evidence.papers.content.paper import (
    Block,
    Code,
    Entry,
    Form,
    Items,
    Mark,
    Paper,
    Profile,
    Prose,
    Said,
    Section,
    Signatures,
    Table,
)
from evidence.papers.content.paper import Figure as FigureBlock
from evidence.papers.content.paper import Pair as PairBlock
from evidence.papers.pages.figures import Panel, mark_piece, panel, panels_piece
from evidence.papers.pages.flow import Bookmark, Canvas, Piece
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.ruled import PAD_X, Cell, Lines, cell, draw_lines, row_pieces
from evidence.papers.pages.signing import signature_pieces

BODY = Style(size=10.5, leading=17, justify=True)
SMALL = Style(size=8.5, leading=13, grey=0.25, justify=True)
NOTICE = Style("sans", size=9.5, leading=15)
HEADINGS = {1: Style("sans", size=13, leading=20), 2: Style("sans", size=11, leading=17)}
VALUE = Style(size=9, leading=13)
LABEL = Style("sans", size=8.5, leading=13, grey=0.2)
COLUMN = Style("sans", size=8.5, leading=12, align="middle")
DIGITS = Style("digits", size=8.2, leading=12)
FORM_LABEL_WIDTH = 92.0
BELOW_LABEL_WIDTH = 58.0
ITEM_INDENT = 20.0
PICTURE_SHARE = 0.44
MOST_KEPT_TOGETHER = 10
DIGITS_IN_A_GROUP = 16
PROFILE_LABEL_WIDTH = 62.0

LOOKS = {"body": BODY, "small": SMALL, "notice": NOTICE}


class Setter:
    """Sets the blocks of one paper at a given width."""

    def __init__(self, lettering: Lettering, width: float, most_height: float) -> None:
        self._lettering = lettering
        self._width = width
        self._most_height = most_height

    def pieces(self, paper: Paper) -> list[Piece]:
        """Everything under the paper's head."""
        return [piece for block in paper.blocks for piece in self._block(block)]

    def text(
        self, text: str, style: Style, *, left: float = 0, before: float = 0, stays: bool = False
    ) -> Iterator[Piece]:
        """A paragraph, a piece a line; the first two and the last two lines stay together."""
        width = self._width - left
        lines = self._lettering.lines(style, text, width)
        for n, line in enumerate(lines):
            last = n == len(lines) - 1
            yield Piece(
                style.leading,
                self._line(line, style, width, left, first=n == 0, last=last),
                before=before if n == 0 else 0,
                stays=stays if last else n in {0, len(lines) - 2},
            )

    def _line(
        self, line: str, style: Style, width: float, left: float, *, first: bool, last: bool
    ) -> Any:
        style = style if first else dataclasses.replace(style, indent=0)
        broken = Lines(style, (line,) if last else (line, ""))

        def draw(canvas: Canvas, x: float, top: float) -> None:
            draw_lines(canvas, self._lettering, broken, x + left, top, width)

        return draw

    def _block(self, block: Block) -> Iterable[Piece]:
        match block:
            case Section():
                return self._section(block)
            case Prose():
                return self._prose(block)
            case Items():
                return self._items(block)
            case Form():
                return self._form(block, self._width)
            case Table():
                return self._table(block)
            case Profile():
                return self._profile(block)
            case FigureBlock() | PairBlock():
                return self._figures(block)
            case Signatures():
                return signature_pieces(self._lettering, block, self._width)
            case Mark():
                return [mark_piece(self._lettering, block, self._width)]

    def _section(self, section: Section) -> Iterator[Piece]:
        style = HEADINGS[section.level]
        title = _flat(section.title)
        for n, piece in enumerate(self.text(title, style, before=16 if section.level == 1 else 10)):
            yield dataclasses.replace(
                piece,
                stays=True,
                new_page=section.apart and n == 0,
                bookmark=Bookmark(title, section.level - 1) if n == 0 else None,
            )
        for block in section.blocks:
            yield from self._block(block)

    def _prose(self, prose: Prose) -> Iterator[Piece]:
        for text in _texts(prose.text):
            style = DIGITS if isinstance(text, Code) else LOOKS[prose.look]
            yield from self.text(_flat(text), style, before=4)

    def _items(self, items: Items) -> Iterator[Piece]:
        for number, item in enumerate(items.items, 1):
            sign = f"{number}." if items.numbered else "—"
            lines = list(self.text(_flat(item), BODY, left=ITEM_INDENT, before=3))
            yield self._with_sign(lines[0], sign)
            yield from lines[1:]

    def _with_sign(self, piece: Piece, sign: str) -> Piece:
        shown = Lines(BODY, tuple(self._lettering.lines(BODY, sign, ITEM_INDENT)))

        def draw(canvas: Canvas, x: float, top: float) -> None:
            draw_lines(canvas, self._lettering, shown, x, top, ITEM_INDENT)
            piece.draw(canvas, x, top)

        return dataclasses.replace(piece, draw=draw)

    def _form(self, form: Form, width: float) -> Iterator[Piece]:
        label_width = FORM_LABEL_WIDTH if width == self._width else PROFILE_LABEL_WIDTH
        step = form.columns
        for n in range(0, len(form.entries), step):
            part = form.entries[n : n + step]
            part_width = width / len(part)
            cells = tuple(
                each for entry in part for each in self._entry(entry, label_width, part_width)
            )
            yield from row_pieces(
                self._lettering,
                cells,
                before=8 if n == 0 else 0,
                stays=len(form.entries) <= MOST_KEPT_TOGETHER and n + step < len(form.entries),
            )

    def _entry(self, entry: Entry, label_width: float, width: float) -> tuple[Cell, Cell]:
        label = cell(self._lettering, label_width, (LABEL, _flat(entry.label)), shaded=True)
        return label, self._value(entry.value, width - label_width)

    def _value(self, value: Said, width: float, style: Style = VALUE) -> Cell:
        digits = dataclasses.replace(DIGITS, leading=style.leading)
        texts = [
            (digits, self._in_groups(each, width - 2 * PAD_X))
            if isinstance(each, Code)
            else (style, _flat(each))
            for each in _texts(value)
        ]
        return cell(self._lettering, width, *texts)

    def _in_groups(self, code: Code, room: float) -> str:
        """A digest that does not fit one line, in lines of equally many digits."""
        one = self._lettering.width(DIGITS, code.text) / max(len(code.text), 1)
        if one * len(code.text) <= room:
            return code.text
        fit = max(DIGITS_IN_A_GROUP, int(room / one) // DIGITS_IN_A_GROUP * DIGITS_IN_A_GROUP)
        return "\n".join(code.text[n : n + fit] for n in range(0, len(code.text), fit))

    def _table(self, table: Table) -> Iterator[Piece]:
        total = sum(column.share for column in table.columns)
        widths = [self._width * column.share / total for column in table.columns]
        titles = tuple(
            cell(self._lettering, width, (COLUMN, _flat(column.title)), shaded=True, middle=True)
            for column, width in zip(table.columns, widths, strict=True)
        )
        head = tuple(row_pieces(self._lettering, titles, stays=True, before=5))
        yield from head
        if not table.rows:
            none = dataclasses.replace(VALUE, align="middle")
            yield from row_pieces(
                self._lettering, (self._value(table.none, self._width, none),), head
            )
        for row in table.rows:
            cells = tuple(
                self._value(value, width, dataclasses.replace(VALUE, align=column.align))
                for value, column, width in zip(row.cells, table.columns, widths, strict=True)
            )
            below = bool(row.below)
            yield from row_pieces(self._lettering, cells, head, stays=below, heavy=below)
            for n, entry in enumerate(row.below, 1):
                under = self._entry(entry, BELOW_LABEL_WIDTH, self._width)
                yield from row_pieces(self._lettering, under, head, stays=n < len(row.below))

    def _profile(self, profile: Profile) -> Iterator[Piece]:
        """A picture beside its form; one under the other where that would not fit a page."""
        left = self._width * PICTURE_SHARE
        shown = panel(self._lettering, profile.figure, left - 10)
        rows = list(self._form(profile.form, self._width - left))
        height = max(shown.height, sum(row.height for row in rows))
        if height > self._most_height:
            yield from self._figures(profile.figure)
            yield from self._form(profile.form, self._width)
            return

        def draw(canvas: Canvas, x: float, top: float) -> None:
            shown.draw(canvas, x, top)
            for row in rows:
                row.draw(canvas, x + left, top)
                top -= row.height

        yield Piece(height, draw, before=5)

    def _figures(self, block: FigureBlock | PairBlock) -> Iterator[Piece]:
        figures = (block,) if isinstance(block, FigureBlock) else (block.left, block.right)
        width = (self._width - 12 * (len(figures) - 1)) / max(len(figures), 2)
        shown: tuple[Panel, ...] = tuple(panel(self._lettering, f, width) for f in figures)
        # What a pair is compared by stands right under it.
        lines = block.lines if isinstance(block, PairBlock) else ()
        piece = panels_piece(shown, self._width, lines)
        yield dataclasses.replace(piece, stays=len(figures) == 2)


def _texts(value: Said) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _flat(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(_flat(each) for each in value)
    return value.text if isinstance(value, Code) else str(value)
