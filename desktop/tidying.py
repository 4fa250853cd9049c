"""
Lets Python clear away unused objects on the GUI thread only.

Python's collector runs in whichever thread happens to allocate. A widget that dies in a
background thread takes the window system with it, or waits for the GUI thread for ever. So the
collector is switched off and called by a timer of the GUI thread: young objects often, all of
them only when there are many more than after the last time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks."""

YOUNG, MIDDLE = 2_000, 10
GROWN = 1.5


class Tidying(QObject):
    """Begins when it is made, on the GUI thread; `end` gives the collector back to Python."""

    def __init__(self) -> None:
        super().__init__()
        gc.collect()
        gc.freeze()
        gc.disable()
        self._kept = len(gc.get_objects())
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Clear away what is worth it now."""
        young, middle, _ = gc.get_count()
        if middle > MIDDLE:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)
        if gc.get_count()[2] > MIDDLE:
            self._all()

    def end(self) -> None:
        """Python clears away by itself again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def _all(self) -> None:
        grown = len(gc.get_objects())
        if grown > GROWN * self._kept:
            gc.collect()
            self._kept = len(gc.get_objects())
