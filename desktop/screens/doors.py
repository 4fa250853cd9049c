"""The pages in front of a workspace, under one head with the language and the look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.doorway import Doorway
from desktop.screens.new_workspace import NewWorkspacePage
from desktop.screens.restore import RestorePage
from desktop.screens.unlock import UnlockPage
from desktop.screens.verify import VerifyScreen
from desktop.widgets.choices import LANGUAGE_NAMES
from desktop.widgets.text import Label, tool
from evidence.words import say

_WITHOUT_BACK = ("unlock", "verify")


class Doors(QWidget):
    """Shows the page that `door.going` names."""

    def __init__(self, door: Doorway) -> None:
        super().__init__()
        self._door = door
        self._pages = QStackedWidget()
        self._built: dict[str, QWidget] = {}
        self._back = tool(door.text(say("Back")))
        self._back.setObjectName("back")
        self._back.clicked.connect(lambda: self.open_page("unlock"))
        self._looks = QWidget()
        self._fill_looks()
        self._lay_out()
        door.held.connect(self._back.setDisabled)
        door.going.connect(self.open_page)

    def come_into_view(self) -> None:
        """Begin with the first page."""
        self.open_page("unlock")

    def open_page(self, name: str) -> QWidget:
        """Bring a page into view, building it if it is the first time."""
        if name not in self._built:
            self._built[name] = _PAGES[name](self._door)
            self._pages.addWidget(self._built[name])
        page = self._built[name]
        self._pages.setCurrentWidget(page)
        self._back.setVisible(name not in _WITHOUT_BACK)
        self._looks.setVisible(name == "unlock")
        come = getattr(page, "come_into_view", None)
        if come is not None:
            come()
        return page

    def _lay_out(self) -> None:
        door = self._door
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(8)
        top.addWidget(self._back)
        top.addWidget(Label(door.text(say("Lianzheng")), "title", wraps=False))
        top.addStretch(1)
        top.addWidget(self._looks)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self._pages, 1)

    def _fill_looks(self) -> None:
        door = self._door
        row = QHBoxLayout(self._looks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        settings = door.settings
        for language, name in LANGUAGE_NAMES.items():
            made = tool(name, checkable=True)
            made.setObjectName(f"language-{language}")
            made.setChecked(language == settings.language)
            made.clicked.connect(
                lambda _=False, to=language: door.chosen.emit(replace(settings, language=to))
            )
            row.addWidget(made)
        dark = settings.theme == "dark"
        look = tool(door.text(say("Light") if dark else say("Dark")))
        look.setObjectName("theme")
        look.clicked.connect(
            lambda: door.chosen.emit(replace(settings, theme="light" if dark else "dark"))
        )
        row.addWidget(look)


def _verify(door: Doorway) -> QWidget:
    page = VerifyScreen(door.background, door.words)
    page.left.connect(lambda: door.going.emit("unlock"))
    return page


_PAGES: dict[str, Callable[[Doorway], QWidget]] = {
    "unlock": UnlockPage,
    "new-workspace": NewWorkspacePage,
    "restore": RestorePage,
    "verify": _verify,
}
