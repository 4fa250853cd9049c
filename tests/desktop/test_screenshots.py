"""
Pictures of every screen, in both languages and looks and at several sizes, to be looked at.

They go into the folder that LIANZHENG_SCREENSHOTS names. LIANZHENG_README_PICTURES=1 also makes
those of the README (resources/help/pictures) anew. Each picture must show something, and every
character of our own texts must be in the font that draws it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from desktop.settings import Settings, keep_settings
from evidence.workspace import Workspace
from tests.desktop.running import running
from tests.desktop.tour import tour

SMALL, LARGE = QSize(1366, 768), QSize(3840, 2160)
LOOKS = [
    ("zh_CN", "light", 100, SMALL),
    ("zh_CN", "dark", 100, SMALL),
    ("en", "light", 100, SMALL),
    ("en", "dark", 100, SMALL),
    ("zh_CN", "light", 200, SMALL),
    ("en", "light", 200, SMALL),
    ("zh_CN", "light", 200, LARGE),
]
README = {
    "room-cases": "cases",
    "case-exhibit-chosen": "exhibits",
    "case-findings": "findings",
    "compare-beside": "compare",
    "case-papers": "papers",
    "case-handoff": "handoff",
}
PICTURES = Path(__file__).resolve().parents[2] / "resources" / "help" / "pictures"
README_WIDTH, MOST_BYTES = 1000, 150_000
MOST_ROWS = 50


@pytest.mark.parametrize(
    ("language", "theme", "scale", "size"),
    LOOKS,
    ids=[f"{lang}-{theme}-{scale}-{size.width()}" for lang, theme, scale, size in LOOKS],
)
def test_every_screen_can_be_seen(
    qapp: Any, qtbot: Any, sample_workspace: Workspace, tmp_path: Path,
    language: Any, theme: Any, scale: int, size: QSize,
) -> None:  # fmt: skip
    folder = sample_workspace.folder
    sample_workspace.close()
    keep_settings(Settings(language=language, theme=theme, scale=scale))
    out = Path(os.environ.get("LIANZHENG_SCREENSHOTS", tmp_path))
    out /= f"{language}-{theme}-{scale}-{size.width()}x{size.height()}"
    out.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with running(qapp, qtbot) as application:
        application.window.resize(size)
        for name, window in tour(application, qtbot, folder):
            image = window.grab().toImage()
            image.save(str(out / f"{name}.png"))
            faults += [f"{name}: {fault}" for fault in (*_blank(image), *_without_glyph(window))]
            if os.environ.get("LIANZHENG_README_PICTURES") and (language, theme) == LOOKS[0][:2]:
                _keep_for_readme(name, image, scale)
    assert not faults, "\n".join(faults)


def _blank(image: QImage) -> Iterator[str]:
    """A screen has more than a ground: several colours, none of them nearly everywhere."""
    small = image.scaled(200, 120).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(small.constBits()).cast("I"))
    if len(pixels) < 12 or pixels.most_common(1)[0][1] > 0.985 * pixels.total():
        yield "nothing is to be seen"


def _without_glyph(window: QWidget) -> Iterator[str]:
    """Characters that are on the screen and not in the font they are drawn with."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            font = QRawFont.fromFont(widget.font())
            for text in _texts(widget):
                missing = {c for c in text if c.isprintable() and not _drawn(font, c)}
                if missing:
                    yield f"no glyph for {''.join(sorted(missing))!r} in {text[:60]!r}"


def _drawn(font: QRawFont, character: str) -> bool:
    return character == "\u2028" or font.supportsCharacter(ord(character))


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.text() or widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row in range(min(model.rowCount(QModelIndex()), MOST_ROWS)):
            for column in range(_columns(widget)):
                yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")


def _columns(view: QAbstractItemView) -> int:
    return view.horizontalHeader().count() if isinstance(view, QTableView) else 1


def _keep_for_readme(name: str, image: QImage, scale: int) -> None:
    """A small PNG of few colours, so that the README stays light."""
    if name not in README or scale != 100:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    small = image.scaledToWidth(README_WIDTH, Qt.TransformationMode.SmoothTransformation)
    (PICTURES / f"{README[name]}.png").write_bytes(_few_colours(small))


def _few_colours(image: QImage) -> bytes:
    from io import BytesIO

    from PIL import Image

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    out = BytesIO()
    with Image.open(BytesIO(bytes(buffer.data().data()))) as full:
        full.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@pytest.mark.parametrize("picture", sorted(README.values()))
def test_the_pictures_of_the_readme_are_there_and_light(picture: str) -> None:
    path = PICTURES / f"{picture}.png"
    assert 5_000 < path.stat().st_size <= MOST_BYTES
    readme = (PICTURES.parents[2] / "README.md").read_text("utf-8")
    assert f"resources/help/pictures/{picture}.png" in readme
