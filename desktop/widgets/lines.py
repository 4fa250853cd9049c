"""
A list in which each row says a few lines: the first plainly, the others quietly, with a mark.

Rows are all of one height and painted, never built of widgets, so that 100,000 of them scroll.
What is too long is left out in its middle; a model gives the whole of it as tip and as
accessible text.
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.appearance import Colours
from evidence.words import visible

MARGIN = 12
GAP = 2
MARK = 10
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a model gives beside `DisplayRole`, the first line: more lines, and a mark's colour."""

    SECOND = Qt.ItemDataRole.UserRole + 1
    THIRD = Qt.ItemDataRole.UserRole + 2
    COLOUR = Qt.ItemDataRole.UserRole + 3


class LinesDelegate(QStyledItemDelegate):
    """Paints `lines` (2 or 3) lines; `linked` joins the marks to one line of events."""

    def __init__(self, view: QListView, colours: Colours, lines: int = 2, linked: bool = False):
        super().__init__(view)
        self._colours, self._lines, self._linked = colours, lines, linked
        view.setItemDelegate(self)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row."""
        text = option.fontMetrics.lineSpacing()
        return QSize(text * 8, self._lines * text + (self._lines - 1) * GAP + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark and lines of one row."""
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = self._colours.chosen if chosen else self._colours.paper
        painter.fillRect(option.rect, QColor(ground))
        left = self._mark(painter, option, index)
        text = option.rect.adjusted(left, MARGIN, -MARGIN, -MARGIN)
        roles = (Qt.ItemDataRole.DisplayRole, Role.SECOND, Role.THIRD)
        step = option.fontMetrics.lineSpacing() + GAP
        for line, role in enumerate(roles[: self._lines]):
            font = QFont(option.font)
            font.setBold(line == 0)
            painter.setFont(font)
            painter.setPen(QColor(self._colours.text if line == 0 else self._colours.quiet))
            row = QRect(text.left(), text.top() + line * step, text.width(), step)
            said = visible(str(index.data(role) or ""))
            fitted = painter.fontMetrics().elidedText(
                said, Qt.TextElideMode.ElideMiddle, row.width()
            )
            painter.drawText(
                row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted
            )
        self._edge(painter, option)
        painter.restore()

    def _mark(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> int:
        """The mark at the left of a row that has one; answers where the text begins."""
        colour = index.data(Role.COLOUR)
        if not colour:
            return MARGIN
        rect = option.rect
        middle = rect.left() + MARGIN + MARK // 2
        centre = rect.top() + MARGIN + option.fontMetrics.lineSpacing() // 2
        if self._linked:
            first, last = index.row() == 0, index.row() == index.model().rowCount() - 1
            painter.setPen(QColor(self._colours.line))
            painter.drawLine(
                middle, centre if first else rect.top(), middle, centre if last else rect.bottom()
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(middle - MARK // 2, centre - MARK // 2, MARK, MARK)
        return 2 * MARGIN + MARK

    def _edge(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """A thin line under each row, and a plain frame round the one that has the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self._colours.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        elif not self._linked:
            painter.setPen(QColor(self._colours.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
