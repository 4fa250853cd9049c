"""
Whether the folder of the workspace can still be reached: a stick may be pulled at any moment.

Asked every few seconds, off the GUI thread, and told once. What was acknowledged is on the
medium; the files that were open are not, so the workspace has to be opened again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.workbench import Workbench
from evidence.description import described
from evidence.progress import Progress

EVERY = 4_000


class Reach(QObject):
    """`lost` is emitted once, when the folder is gone."""

    lost = Signal()

    def __init__(self, bench: Workbench, owner: QObject) -> None:
        super().__init__(owner)
        self.is_lost = False
        self._bench = bench
        self._timer = QTimer(self, singleShot=True, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        folder = self._bench.workspace.folder

        def reach(_: Progress) -> None:
            described(folder)

        self._bench.background.run(self, reach, done=self._there, failed=self._gone, lane="beside")

    def _there(self, _: None) -> None:
        self._timer.start()

    def _gone(self, _: BaseException) -> bool:
        self.is_lost = True
        self.lost.emit()
        return True
