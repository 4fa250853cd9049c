"""
Pages of a paper below each other, drawn as they come into view, as wide as asked for.

Drawing is the owner's affair: `wanted` asks for a page of some width, `put` shows it. Pages far
from what is seen are let go of, so that a paper of two hundred pages takes no more memory than
one of five.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

POINTS_AN_INCH = 72
MARGIN = 12
NEAREST, FARTHEST = 4.0, 0.25
KEPT_AROUND = 2


class PaperView(QAbstractScrollArea):
    """`wanted(page, width)`: a page of that many pixels is needed; pages count from 0."""

    wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: tuple[QSizeF, ...] = ()
        self._images: dict[int, QImage] = {}
        self._asked: dict[int, int] = {}
        self._factor: float | None = None
        self.verticalScrollBar().setSingleStep(48)

    def show_pages(self, sizes: Sequence[QSizeF]) -> None:
        """Begin with another paper, of pages of these sizes in points; none: an empty view."""
        self._sizes = tuple(sizes)
        self.verticalScrollBar().setValue(0)
        self._draw_again()

    def put(self, number: int, width: int, image: QImage) -> None:
        """A page that was wanted; one of a width no longer asked for is dropped."""
        if self._asked.get(number) == width:
            self._images[number] = image
            self.viewport().update()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def drawn_pages(self) -> tuple[int, ...]:
        """Which pages are drawn now."""
        return tuple(sorted(self._images))

    def fit(self) -> None:
        """As wide as the window."""
        self._factor = None
        self._draw_again()

    def zoom(self, by: float) -> None:
        """Larger or smaller than now."""
        self._factor = min(NEAREST, max(FARTHEST, self._scale() * by))
        self._draw_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paper = QColor("white")
        ground = self.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(event.rect(), ground)
        seen = []
        for number, place in self._places():
            if place.intersects(self.viewport().rect()):
                seen.append(number)
                painter.fillRect(place, paper)
                if number in self._images:
                    painter.drawImage(place, self._images[number])
        painter.end()
        self._ask_for(seen)

    def _ask_for(self, seen: list[int]) -> None:
        """Ask for what is seen and not drawn; let go of what is far away."""
        if not seen:
            return
        near = range(seen[0] - KEPT_AROUND, seen[-1] + KEPT_AROUND + 1)
        for number in [n for n in self._asked if n not in near]:
            self._asked.pop(number)
            self._images.pop(number, None)
        for number in seen:
            width = round(self._width(number) * self.devicePixelRatioF())
            if self._asked.get(number) != width:
                self._asked[number] = width
                self.wanted.emit(number, width)

    def _places(self) -> Iterator[tuple[int, QRect]]:
        """Where each page lies in the viewport now."""
        top = MARGIN - self.verticalScrollBar().value()
        left = -self.horizontalScrollBar().value()
        for number in range(len(self._sizes)):
            width, height = self._width(number), self._height(number)
            aside = max(MARGIN, (self.viewport().width() - width) // 2)
            yield number, QRect(left + aside, top, width, height)
            top += height + MARGIN

    def _draw_again(self) -> None:
        """The pages have other sizes now; where the person reads stays in view."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._asked.clear()
        self._images.clear()
        pages = range(len(self._sizes))
        high = sum(self._height(n) + MARGIN for n in pages) + MARGIN
        wide = max((self._width(n) for n in pages), default=0) + 2 * MARGIN
        for one, whole, part in (
            (bar, high, self.viewport().height()),
            (self.horizontalScrollBar(), wide, self.viewport().width()),
        ):
            one.setRange(0, max(0, whole - part))
            one.setPageStep(part)
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()

    def _scale(self) -> float:
        """Pixels a point, of the screen's inch."""
        if self._factor is not None:
            return self._factor
        widest = max((size.width() for size in self._sizes), default=1.0)
        inch = self.logicalDpiX() / POINTS_AN_INCH
        return max(FARTHEST, (self.viewport().width() - 2 * MARGIN) / (widest * inch))

    def _width(self, number: int) -> int:
        inch = self.logicalDpiX() / POINTS_AN_INCH
        return max(1, round(self._sizes[number].width() * self._scale() * inch))

    def _height(self, number: int) -> int:
        size = self._sizes[number]
        return max(1, round(self._width(number) * size.height() / size.width()))
