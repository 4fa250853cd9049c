"""
Text on the screen: always plain, never markup, and nothing hidden in it.

Names and notes come from files and from other people. A label, button or tip made here shows
them letter by letter: no markup is obeyed, no character turns the line round unseen, no "&"
becomes a shortcut.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from evidence.words import visible

Look = Literal["", "title", "heading", "quiet", "danger", "good", "code"]
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Label(QLabel):
    """A plain text; `wraps` over several lines; what it says can be chosen and copied."""

    def __init__(self, text: str = "", look: Look = "", *, wraps: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not wraps:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        set_look(self, look)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text; every line of it as it is."""
        self.setText("\n".join(visible(line) for line in text.split("\n")))


def button(text: str, *, main: bool = False, tip: str = "") -> QPushButton:
    """A push button that says `text`; one `main` button a screen."""
    made = QPushButton(plain(text))
    made.setAccessibleName(text)
    if main:
        set_look(made, "main")
    if tip:
        set_tip(made, tip)
    return made


def tool(text: str, *, checkable: bool = False, tip: str = "") -> QToolButton:
    """A small button of a tool bar."""
    made = QToolButton()
    made.setText(plain(text))
    made.setAccessibleName(text)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if tip:
        set_tip(made, tip)
    return made


def plain(text: str) -> str:
    """A text for a button, a tab or a menu, where "&" would mark a shortcut."""
    return visible(text).replace("&", "&&")


def tip_text(text: str) -> str:
    """A text for a tool tip, which Qt would read as markup if it looked like some."""
    return f"<p>{visible(text).translate(_MARKUP)}</p>"


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that says `text` letter by letter."""
    widget.setToolTip(tip_text(text))


def set_look(widget: QWidget, look: str) -> None:
    """One of the looks of the sheet (appearance.py)."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
