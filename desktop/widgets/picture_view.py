"""
A picture to look at closely: zoom with the wheel or + and −, move by dragging or the arrow keys;
while all of it is in view, the arrow keys are left to whoever shows it.

What is looked at is kept in a `Sight`; views that share one show the same place at the same
scale. Pictures laid on each other share a scene, too: its places are those of one of them, and
the other is drawn where it lies on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appearance import Colours
from evidence.words import visible

STEP = 1.25
NEAREST = 32.0
MOVE = 0.1
A_NOTCH = 120
_KEYS_MOVE = {
    Qt.Key.Key_Left: (-MOVE, 0.0),
    Qt.Key.Key_Right: (MOVE, 0.0),
    Qt.Key.Key_Up: (0.0, -MOVE),
    Qt.Key.Key_Down: (0.0, MOVE),
}


class Sight(QObject):
    """What is looked at: `zoom` 1 shows all of the scene, `centre` is in its places."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.zoom = 1.0
        self.centre = QPointF(0.5, 0.5)
        self.bounds = QRectF(0, 0, 1, 1)

    def see_all(self, bounds: QRectF | None = None) -> None:
        """Show all of the scene (of another one, if `bounds` are given)."""
        self.bounds = bounds or self.bounds
        self.zoom = 1.0
        self.centre = self.bounds.center()
        self.changed.emit()

    def nearer(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom; the place `about` stays where it is on the screen."""
        zoom = min(NEAREST, max(1.0, self.zoom * factor))
        about = about or self.centre
        self.centre = about + (self.centre - about) * (self.zoom / zoom)
        self.zoom = zoom
        self._keep_inside()

    def move(self, across: float, down: float) -> None:
        """Move by so much of the scene's places."""
        self.centre += QPointF(across, down)
        self._keep_inside()

    def _keep_inside(self) -> None:
        if self.zoom <= 1.0:
            self.centre = self.bounds.center()
        self.centre = QPointF(
            min(self.bounds.right(), max(self.bounds.left(), self.centre.x())),
            min(self.bounds.bottom(), max(self.bounds.top(), self.centre.y())),
        )
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class Scene:
    """
    Where a picture is drawn: `size` in pixels of the picture whose places the scene has,
    `bounds` of all that is to be seen, `onto` from the picture's own places to the scene's.
    """

    size: QSizeF
    bounds: QRectF
    onto: QTransform


class PictureView(QWidget):
    """`opened` is emitted when the picture is double-clicked or Enter is pressed on it."""

    opened = Signal()

    def __init__(self, colours: Colours, name: str, sight: Sight | None = None) -> None:
        super().__init__()
        self._colours = colours
        self._image: QImage | None = None
        self._said = ""
        self._scene = Scene(QSizeF(1, 1), QRectF(0, 0, 1, 1), QTransform())
        self._marks: tuple[QPolygonF, ...] = ()
        self._points: tuple[QPointF, ...] = ()
        self._from: QPointF | None = None
        self.sight = sight or Sight()
        self.sight.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 96)

    # what is shown

    def say(self, text: str) -> None:
        """Show a sentence in place of a picture: none is here yet, or why there is none."""
        self._image, self._said = None, visible(text)
        self.setAccessibleDescription(self._said)
        self.update()

    def show_picture(self, image: QImage, scene: Scene | None = None) -> None:
        """Show a picture, in its own places or laid on another one's."""
        size = QSizeF(max(1, image.width()), max(1, image.height()))
        self._scene = scene or Scene(size, QRectF(0, 0, 1, 1), QTransform())
        self._image, self._said = image, ""
        self.setAccessibleDescription("")
        self.update()

    def set_marks(self, marks: tuple[QPolygonF, ...], points: tuple[QPointF, ...] = ()) -> None:
        """Outline places of the picture, in its own places."""
        self._marks, self._points = marks, points
        self.update()

    def look_with(self, sight: Sight) -> None:
        """Look at what another sight looks at."""
        if sight is not self.sight:
            self.sight.changed.disconnect(self.update)
            self.sight = sight
            self.sight.changed.connect(self.update)

    @property
    def scene(self) -> Scene:
        """Where the picture is drawn."""
        return self._scene

    @property
    def image(self) -> QImage | None:
        """The picture that is shown."""
        return self._image

    @property
    def marks(self) -> tuple[QPolygonF, ...]:
        """What is outlined."""
        return self._marks

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(320, 240)

    # painting

    def placing(self) -> QTransform:
        """From the scene's places to the widget."""
        bounds, size = self._scene.bounds, self._scene.size
        across = max(1e-6, bounds.width() * size.width())
        down = max(1e-6, bounds.height() * size.height())
        scale = min(self.width() / across, self.height() / down) * self.sight.zoom
        centre = self.sight.centre
        return (
            QTransform.fromTranslate(-centre.x(), -centre.y())
            * QTransform.fromScale(size.width() * scale, size.height() * scale)
            * QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture and what is outlined; Qt calls it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.raised))
        if self._image is None:
            painter.setPen(QColor(self._colours.quiet))
            inside = self.rect().adjusted(12, 12, -12, -12)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, self._said)
        else:
            self._draw(painter, self._image)
        painter.resetTransform()
        line = self._colours.accent if self.hasFocus() else self._colours.line
        painter.setPen(QPen(QColor(line), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter, image: QImage) -> None:
        placed = self._scene.onto * self.placing()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across, down = 1 / max(1, image.width()), 1 / max(1, image.height())
        painter.setTransform(QTransform.fromScale(across, down) * placed)
        painter.drawImage(0, 0, image)
        painter.resetTransform()
        for colour, width in (("#000000", 4), ("#ffd23f", 2)):
            painter.setPen(QPen(QColor(colour), width))
            for mark in self._marks:
                painter.drawPolygon(placed.map(mark))
            for point in self._points:
                painter.drawEllipse(placed.map(point), 3, 3)

    # hands

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the place under the pointer; Qt calls it."""
        back, _ = self.placing().inverted()
        self.sight.nearer(STEP ** (event.angleDelta().y() / A_NOTCH), back.map(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture; Qt calls it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture; Qt calls it."""
        if self._from is None:
            return
        back, _ = self.placing().inverted()
        moved = back.map(self._from) - back.map(event.position())
        self._from = event.position()
        self.sight.move(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; Qt calls it."""
        self._from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open; Qt calls it."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that do what the mouse does; Qt calls it."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.sight.nearer(STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.sight.nearer(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.sight.see_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in _KEYS_MOVE and self.sight.zoom > 1:
            across, down = _KEYS_MOVE[key]
            self.sight.move(across / self.sight.zoom, down / self.sight.zoom)
        else:
            super().keyPressEvent(event)
