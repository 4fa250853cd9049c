"""Every icon is drawn in one colour, the one it is given, and small enough to be read as code."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.icons import SIDE, icon

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
ROOT = FOLDER.parents[1]
ICONS = sorted(path.stem for path in FOLDER.glob("*.svg"))
DRAWN = [name for name in ICONS if not re.search(r"-(light|dark)$", name)]
MOST_BYTES = 2_000


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("colour", ["#e6ebf0", "#1b2530"])
def test_it_is_drawn_in_the_colour_it_is_given(qapp: QApplication, name: str, colour: str) -> None:
    image = icon(name, colour).pixmap(SIDE, SIDE).toImage()
    image.convertTo(QImage.Format.Format_ARGB32)
    drawn = [
        QColor(image.pixelColor(x, y))
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    ]
    assert len(drawn) > 10
    wanted = QColor(colour)
    off = [c for c in drawn if abs(c.red() - wanted.red()) > 3 or abs(c.blue() - wanted.blue()) > 3]
    assert off == []


@pytest.mark.parametrize("name", ICONS)
def test_its_file_is_small_and_holds_nothing_but_lines(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert len(text) <= MOST_BYTES
    root = ElementTree.fromstring(text)
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "path", "circle", "rect", "line", "polyline", "polygon", "g"}
    assert "href" not in text


@pytest.mark.parametrize("name", DRAWN)
def test_it_has_no_colour_of_its_own(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert "currentColor" in text
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", text) == []


def test_every_icon_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "desktop").rglob("*.py"))
    unused = [name for name in DRAWN if not re.search(rf"""["']{re.escape(name)}["']""", code)]
    assert unused == []
