"""
How an exhibit is drawn in a list: a tile with its picture, or a line with a small one.

Drawn, never built of widgets, so that a hundred thousand scroll. The picture comes from
`bench.pictures`; until it is there its place is empty, and what is no picture shows its format.
A finding is named in a word, with its colour beside it.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.workbench import Workbench
from evidence.cards import Card
from evidence.papers.content.forms import stated_local
from evidence.papers.content.wordings import RESULTS, file_format, named
from evidence.reading.media_type import PICTURES
from evidence.words import say, visible

CARD = Qt.ItemDataRole.UserRole + 1
"""The role under which a model of exhibits gives the `Card`."""

As = Literal["tiles", "lines"]
SIDES = (140, 180, 240, 320)
PAD = 8
LINE_PICTURE = 72
Index = QModelIndex | QPersistentModelIndex


class Tiles(QStyledItemDelegate):
    """Draws the items of one list view; `set_look` changes between tiles and lines."""

    def __init__(self, bench: Workbench, view: QListView) -> None:
        super().__init__(view)
        self._bench = bench
        self._view = view
        self._as: As = "tiles"
        self._side = SIDES[1]
        view.setUniformItemSizes(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setItemDelegate(self)

    def set_look(self, shown: As, side: int) -> None:
        """Tiles with pictures of `side` pixels, or lines."""
        self._as, self._side = shown, side
        tiles = shown == "tiles"
        view = self._view
        view.setFlow(QListView.Flow.LeftToRight if tiles else QListView.Flow.TopToBottom)
        view.setWrapping(tiles)
        view.setGridSize(self._size() if tiles else QSize())
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalScrollBar().setSingleStep(self._size().height() // 3)

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        """The same for every item."""
        return self._size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one exhibit."""
        card: Card | None = index.data(CARD)
        if card is None:
            return
        painter.save()
        self._ground(painter, option)
        inner = option.rect.adjusted(PAD, PAD, -PAD, -PAD)
        (self._tile if self._as == "tiles" else self._line)(painter, inner, card)
        painter.restore()

    # parts

    def _size(self) -> QSize:
        row = self._view.fontMetrics().lineSpacing()
        if self._as == "tiles":
            return QSize(self._side + 2 * PAD, self._side * 3 // 4 + 2 * row + 3 * PAD)
        return QSize(self._side, max(LINE_PICTURE * 3 // 4, 2 * row) + 2 * PAD)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, state = self._bench.colours, option.state
        area = option.rect.adjusted(2, 2, -2, -2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if chosen or focused:
            painter.setPen(QPen(QColor(colours.accent), 2 if focused else 1))
            painter.setBrush(QColor(colours.chosen) if chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)

    def _tile(self, painter: QPainter, inner: QRect, card: Card) -> None:
        row = painter.fontMetrics().lineSpacing()
        picture = QRect(inner.left(), inner.top(), self._side, self._side * 3 // 4)
        self._picture(painter, picture, card)
        self._mark(painter, picture.adjusted(6, 6, -6, -6), card)
        top = picture.bottom() + PAD // 2
        first = QRect(inner.left(), top, inner.width(), row)
        self._text(painter, first, card.short, bold=True)
        second = first.translated(0, row)
        self._text(painter, second, card.row.caption or card.row.source_name, quiet=True)

    def _line(self, painter: QPainter, inner: QRect, card: Card) -> None:
        picture = QRect(inner.left(), inner.top(), LINE_PICTURE, inner.height())
        self._picture(painter, picture, card)
        row = painter.fontMetrics().lineSpacing()
        left = picture.right() + 2 * PAD
        width = inner.right() - left
        about = QRect(left, inner.top(), width * 45 // 100, row)
        self._text(painter, about, f"{card.short}  {card.row.caption}".strip(), bold=True)
        self._text(painter, about.translated(0, row), card.row.source_name, quiet=True)
        shot = QRect(about.right() + PAD, inner.top(), width * 33 // 100, row)
        self._text(painter, shot, self._bench.text(stated_local(card.taken)))
        device = card.device or file_format(card.row.media_type)
        self._text(painter, shot.translated(0, row), device, quiet=True)
        rest = QRect(shot.right() + PAD, inner.top(), inner.right() - shot.right() - PAD, row + 6)
        self._mark(painter, rest, card)

    def _picture(self, painter: QPainter, area: QRect, card: Card) -> None:
        row, colours = card.row, self._bench.colours
        pictures = self._bench.pictures
        shown = pictures.thumbnail(row.case, row.exhibit) if row.media_type in PICTURES else None
        if shown is not None:
            fits = shown.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(area.topLeft(), fits)
            place.moveCenter(area.center())
            painter.drawPixmap(place, shown)
            return
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(area, 4, 4)
        waits = row.media_type in PICTURES and pictures.why_none(row.case, row.exhibit) is None
        if not waits:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, file_format(row.media_type))

    def _mark(self, painter: QPainter, area: QRect, card: Card) -> None:
        """The weightiest open finding in its word; or that all were reviewed."""
        if card.state == "none":
            return
        colours = self._bench.colours
        name = named(RESULTS, card.worst) if card.worst else say("reviewed")
        text = self._bench.text(name)
        colour = QColor(colours.of(card.worst) if card.worst else colours.quiet)
        metrics = painter.fontMetrics()
        wide = min(area.width(), metrics.horizontalAdvance(text) + metrics.height() + 8)
        chip = QRect(area.left(), area.top(), wide, metrics.height() + 4)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(chip, 4, 4)
        dot = metrics.height() // 2
        painter.setBrush(colour)
        painter.drawEllipse(chip.left() + 6, chip.center().y() - dot // 2 + 1, dot, dot)
        room = chip.adjusted(dot + 10, 0, -2, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _text(
        self, painter: QPainter, area: QRect, text: str, *, bold: bool = False, quiet: bool = False
    ) -> None:
        font = QFont(self._view.font())
        font.setBold(bold)
        painter.setFont(font)
        colours = self._bench.colours
        painter.setPen(QColor(colours.quiet if quiet else colours.text))
        said = visible(text[:400])
        cut = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.setFont(self._view.font())
