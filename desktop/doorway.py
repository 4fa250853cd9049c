"""
What a page has before a workspace is open: words, colours, a way off the GUI thread.

The pages in front of an open workspace (unlock, new workspace, restore, verify) are built over
one `Doorway`, as the screens behind it are built over a `Workbench`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.appearance import Colours
from desktop.background import Background
from desktop.settings import Settings
from evidence.words import Phrase, Words
from evidence.workspace import Workspace


class Doorway(QObject):
    """
    Made by the application and kept as long as it runs.

    `opened` carries the `Workspace` that was opened, `going` the name of the page to show,
    `chosen` the `Settings` a person chose, `held` whether one cannot go elsewhere just now.
    `folder` is the workspace the pages are about, `waiting` one that is open already and shown
    once its recovery code was noted.
    """

    opened = Signal(object)
    going = Signal(str)
    chosen = Signal(object)
    held = Signal(bool)

    def __init__(
        self, words: Words, colours: Colours, settings: Settings, background: Background
    ) -> None:
        super().__init__()
        self.words = words
        self.colours = colours
        self.settings = settings
        self.background = background
        self.folder: Path | None = None
        self.waiting: Workspace | None = None

    def text(self, phrase: Phrase | str) -> str:
        """A sentence in the person's language."""
        return self.words.text(phrase)
