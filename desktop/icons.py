"""
The icons drawn for this program: small SVG files of one colour in resources/icons.

Each is drawn in `currentColor` and takes the colour of the text it stands beside, so that it is
seen on a light and on a dark ground.
"""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIDE = 24
SHARPNESS = (1, 2, 3)


def icon(name: str, colour: str) -> QIcon:
    """The icon `name` (resources/icons/<name>.svg) in a colour."""
    drawn = (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawn.replace("currentColor", colour).encode()))
    made = QIcon()
    for sharp in SHARPNESS:
        pixmap = QPixmap(SIDE * sharp, SIDE * sharp)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        made.addPixmap(pixmap)
    return made
