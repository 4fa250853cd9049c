"""
A list whose rows say two lines: what, how it stands, and where; a bar of colour beside them.

A row without a `ROW` is a heading. All are of one height, so that any number of them scrolls.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.appearance import Colours
from evidence.words import visible

ROW = Qt.ItemDataRole.UserRole
TITLE = Qt.ItemDataRole.UserRole + 1
WHERE = Qt.ItemDataRole.UserRole + 2
STATE = Qt.ItemDataRole.UserRole + 3
COLOUR = Qt.ItemDataRole.UserRole + 4
"""A result of a check; the colour that stands with it is drawn."""

EDGE, BAR = 10, 4


class TwoLineRows(QListView):
    """The list; its model answers the roles above."""

    def __init__(self, colours: Colours, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TwoLines(colours, self))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen with large letters."""
        return QSize(180, 120)


class _TwoLines(QStyledItemDelegate):
    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, 2 * QFontMetrics(option.font).lineSpacing() + 2 * EDGE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        rect: QRect = option.rect
        font: QFont = option.font
        if index.data(ROW) is None:
            self._heading(painter, rect, font, str(index.data()))
        else:
            self._two_lines(painter, rect, font, index, self._is_chosen(option))
        painter.restore()

    def _is_chosen(self, option: QStyleOptionViewItem) -> bool:
        state: QStyle.StateFlag = option.state
        return bool(state & QStyle.StateFlag.State_Selected)

    def _heading(self, painter: QPainter, rect: QRect, font: QFont, text: str) -> None:
        painter.fillRect(rect, QColor(self._colours.ground))
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(self._colours.quiet))
        inside = rect.adjusted(EDGE, 0, -EDGE, -EDGE // 2)
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)

    def _two_lines(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
        chosen: bool,
    ) -> None:
        colours = self._colours
        painter.fillRect(rect, QColor(colours.chosen if chosen else colours.paper))
        bar = QRect(rect.left(), rect.top() + 2, BAR, rect.height() - 4)
        painter.fillRect(bar, QColor(colours.of(index.data(COLOUR))))
        inside = rect.adjusted(BAR + EDGE, EDGE, -EDGE, -EDGE)
        metrics = QFontMetrics(font)
        state = str(index.data(STATE) or "")
        width = metrics.horizontalAdvance(state) + EDGE if state else 0
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        title = metrics.elidedText(
            str(index.data(TITLE)), Qt.TextElideMode.ElideRight, inside.width() - width
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, state)
        where = metrics.elidedText(
            visible(str(index.data(WHERE))), Qt.TextElideMode.ElideMiddle, inside.width()
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, where)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
