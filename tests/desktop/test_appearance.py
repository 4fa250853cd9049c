"""Both looks can be read, and every character of every sentence is in the font that comes along."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QColor, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

from desktop.appearance import COLOURS, Colours, dress, font_file
from desktop.settings import THEMES, Settings, Theme
from evidence.observation import Result
from resources.i18n import compile as catalogue

LEAST_CONTRAST = 4.5
GROUNDS = ("ground", "paper", "raised", "chosen")
TEXTS = ("text", "quiet", "accent", "conflict", "attention", "note", "good", "danger")


def _light(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_defined() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = COLOURS[theme]
    pairs = [*product(TEXTS, GROUNDS), ("on_accent", "accent")]
    weak = {
        (text, ground): round(contrast, 2)
        for text, ground in pairs
        if (contrast := _contrast(getattr(colours, text), getattr(colours, ground)))
        < LEAST_CONTRAST
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_result_has_a_colour_that_can_be_read(theme: Theme) -> None:
    colours: Colours = COLOURS[theme]
    for result in get_args(Result):
        assert _contrast(colours.of(result), colours.paper) >= LEAST_CONTRAST


@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_can_be_read(qapp: QApplication, theme: Theme) -> None:
    dress(qapp, Settings(theme=theme))
    palette = qapp.palette()
    pairs = (
        (palette.windowText(), palette.window()), (palette.text(), palette.base()),
        (palette.text(), palette.alternateBase()), (palette.buttonText(), palette.button()),
        (palette.highlightedText(), palette.highlight()), (palette.placeholderText(),
        palette.base()), (palette.toolTipText(), palette.toolTipBase()),
    )  # fmt: skip
    for front, back in pairs:
        assert _contrast(front.color().name(), back.color().name()) >= LEAST_CONTRAST


def test_the_font_comes_along_and_is_used(qapp: QApplication) -> None:
    dress(qapp, Settings())
    assert font_file() is not None
    assert QFontInfo(qapp.font()).family() == "Noto Sans SC"


def test_the_font_has_every_character_of_every_sentence(qapp: QApplication) -> None:
    file = font_file()
    assert file is not None
    with TTFont(file, lazy=True) as font:
        has = set(font.getBestCmap())
    said = "".join(text for pair in catalogue.translations().items() for text in pair)
    missing = {c for c in said if c.isprintable() and ord(c) not in has}
    assert missing == set()


def test_chinese_is_drawn_by_the_font_that_comes_along(qapp: QApplication) -> None:
    dress(qapp, Settings())
    drawn = QRawFont.fromFont(qapp.font())
    assert all(drawn.glyphIndexesForString("疑点移送保管链需核实，。：；（）？！“”"))


def test_all_text_grows_with_the_scale(qapp: QApplication, qtbot: Any) -> None:
    heights = []
    for scale in (100, 200):
        dress(qapp, Settings(scale=scale))
        label = QLabel("疑点")
        qtbot.addWidget(label)
        label.setProperty("look", "title")
        label.ensurePolished()
        heights.append((QLabel("疑点").sizeHint().height(), label.sizeHint().height()))
    (plain, title), (plain_twice, title_twice) = heights
    assert plain_twice >= 1.8 * plain
    assert title_twice >= 1.8 * title
    dress(qapp, Settings())
