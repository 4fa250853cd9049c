"""A picture is zoomed and moved by wheel, mouse and keys, and says why there is none."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPolygonF, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.appearance import LIGHT
from desktop.widgets.picture_view import PictureView, Scene, Sight


@pytest.fixture
def view(qapp: Any, qtbot: Any) -> PictureView:
    made = PictureView(LIGHT, "照片")
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    made.show_picture(image)
    return made


def test_it_fits_and_keeps_its_shape(view: PictureView) -> None:
    placed = view.placing().mapRect(QRectF(0, 0, 1, 1))
    assert placed == QRectF(0, 50, 400, 200)
    shot = view.grab().toImage()
    assert shot.pixelColor(200, 150) == QColor("red")
    assert shot.pixelColor(200, 20) != QColor("red")


def test_keys_do_what_the_mouse_does(view: PictureView, qtbot: Any) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.sight.zoom == 1.25
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.sight.centre.x() > 0.5
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert (view.sight.zoom, view.sight.centre) == (1.0, QPointF(0.5, 0.5))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.sight.centre == QPointF(0.5, 0.5), "what is seen whole does not move"
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.opened):
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)


def test_wheel_and_dragging(view: PictureView, qtbot: Any) -> None:
    at = QPointF(100, 100)
    back, _ = view.placing().inverted()
    place = back.map(at)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, at, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert (view.placing().map(place) - at).manhattanLength() < 1e-6
    before = view.placing().map(place)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(210, 155))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(210, 155))
    moved = view.placing().map(place) - before
    assert (round(moved.x()), round(moved.y())) == (10, 5)


def test_views_with_one_sight_look_at_one_place(view: PictureView, qtbot: Any) -> None:
    other = PictureView(LIGHT, "另一张", view.sight)
    qtbot.addWidget(other)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert other.sight.zoom == 1.25
    alone = Sight()
    other.look_with(alone)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert alone.zoom == 1.0


def test_a_picture_is_drawn_where_it_lies_and_outlined(view: PictureView) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    right_half = QTransform.fromScale(0.5, 1) * QTransform.fromTranslate(0.5, 0)
    view.show_picture(image, Scene(QSizeF(200, 100), QRectF(0, 0, 1, 1), right_half))
    view.set_marks((QPolygonF(QRectF(0.25, 0.25, 0.5, 0.5)),), (QPointF(0.5, 0.5),))
    shot = view.grab().toImage()
    assert shot.pixelColor(380, 150) == QColor("blue")
    assert shot.pixelColor(100, 150) != QColor("blue")
    assert shot.pixelColor(250, 150) == QColor("#ffd23f"), "the left edge of the outline"


def test_why_there_is_no_picture_is_said(view: PictureView) -> None:
    view.say("文件无法安全读取\u202e")
    assert view.image is None
    assert view.accessibleDescription() == "文件无法安全读取\\u202E"
