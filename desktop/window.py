"""
The one window: the pages in front of a workspace, or the screens behind it beside the rail.

It shows what it is asked to show and keeps nothing of a case. Closing while something runs asks
first and then stops it cleanly; what was typed and what was acknowledged is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.doorway import Doorway
from desktop.screens.doors import Doors
from desktop.screens.inside import Inside
from desktop.workbench import Workbench
from evidence.words import say

FIRST = (1280, 760)


class MainWindow(QMainWindow):
    """`leaving` asks for the workspace to be closed; it carries whether the window goes too."""

    leaving = Signal(bool)

    def __init__(self, geometry: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self.resize(*FIRST)
        if geometry:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))
        self._inside: Inside | None = None
        self._doors: Doors | None = None
        self._may_close = False

    @property
    def inside(self) -> Inside | None:
        """The screens of the open workspace; None while none is open."""
        return self._inside

    def show_doors(self, door: Doorway) -> None:
        """The pages in front of a workspace."""
        self._inside = None
        self._doors = Doors(door)
        self._put(self._doors, door.text(say("Lianzheng")))

    def show_inside(self, bench: Workbench) -> None:
        """An open workspace; what was in view before a change of look is in view again."""
        here = self._inside.here if self._inside else None
        self._doors = None
        self._inside = Inside(bench, here)
        self._inside.leave.connect(lambda: self.leaving.emit(False))
        self._put(
            self._inside,
            bench.text(say("{workspace} · Lianzheng", workspace=bench.workspace.folder.name)),
        )

    def geometry_text(self) -> str:
        """Where the window stands, to be kept."""
        return bytes(self.saveGeometry().toHex().data()).decode()

    def close_now(self) -> None:
        """The workspace is closed: go."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """With an open workspace the window waits until that is closed."""
        if self._inside is None or self._may_close:
            event.accept()
        else:
            event.ignore()
            self.leaving.emit(True)

    def _put(self, shown: QWidget, title: str) -> None:
        before = self.takeCentralWidget()
        self.setCentralWidget(shown)
        self.setWindowTitle(title)
        if before is not None:
            before.hide()
            before.deleteLater()
        come: Callable[[], None] = shown.come_into_view  # type: ignore[attr-defined]
        come()
