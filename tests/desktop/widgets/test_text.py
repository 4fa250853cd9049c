"""Text is shown letter by letter: no markup, no turned line, no hidden shortcut."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from desktop.widgets.text import Label, button, plain, set_tip, tool

NASTY = [
    ("<b>bold</b> & <img src='file:///etc/passwd'>", "<b>bold</b> & <img src='file:///etc/passwd'>"),
    ("invoice\u202egpj.exe", "invoice\\u202Egpj.exe"),
    ("a\u200bb\x00c\u2066d", "a\\u200Bb\\u0000c\\u2066d"),
    ("مرحبا 案件 🚗", "مرحبا 案件 🚗"),
    ("&File && &&", "&File && &&"),
    ("汉" * 300, "汉" * 300),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), NASTY)
def test_a_label_shows_it_letter_by_letter(qtbot: Any, text: str, shown: str) -> None:
    label = Label(text)
    qtbot.addWidget(label)
    assert label.text() == shown
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert not label.openExternalLinks()
    assert not label.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse


@pytest.mark.parametrize(("text", "shown"), NASTY)
@pytest.mark.parametrize("make", [button, tool])
def test_a_button_has_no_shortcut_but_its_own(qtbot: Any, make: Any, text: str, shown: str) -> None:
    made = make(text, tip=text)
    qtbot.addWidget(made)
    assert made.text().replace("&&", "&") == shown
    assert made.shortcut().isEmpty()
    assert made.accessibleName() == text


@pytest.mark.parametrize(("text", "shown"), NASTY)
def test_a_tip_says_it_letter_by_letter(qtbot: Any, text: str, shown: str) -> None:
    label = Label("x")
    qtbot.addWidget(label)
    set_tip(label, text)
    read = QTextDocument()
    read.setHtml(label.toolTip())
    assert " ".join(read.toPlainText().split()) == " ".join(shown.split())


def test_lines_stay_lines(qtbot: Any) -> None:
    label = Label("one\ntwo\u2028three")
    qtbot.addWidget(label)
    assert label.text() == "one\ntwo\\u2028three"


def test_a_wrapped_label_gives_way(qtbot: Any) -> None:
    label = Label("车损照片 " * 200)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 600


def test_an_ampersand_marks_no_shortcut() -> None:
    assert plain("R&D && co\u202e") == "R&&D &&&& co\\u202E"
