"""What every screen of an open workspace is: it shows things, and reads again when they change."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desktop.workbench import Changed, Place, Topic, Workbench
from evidence.words import Phrase


class Screen(QWidget):
    """
    One page. A subclass builds its widgets in `__init__`, reads and shows in `refresh`.

    `refresh` is called when the page comes into view for the first time, and after a change of
    one of its `TOPICS` (in its case) while it is in view or when it next comes into view. It
    reads with `bench.ask`, never on the GUI thread.
    """

    TOPICS: ClassVar[frozenset[Topic]] = frozenset()

    def __init__(self, bench: Workbench, case: str = "") -> None:
        super().__init__()
        self.bench = bench
        self.case = case
        self._stale = True
        bench.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read and show again."""
        raise NotImplementedError

    def text(self, phrase: Phrase | str) -> str:
        """A sentence in the person's language."""
        return self.bench.text(phrase)

    def come_into_view(self) -> None:
        """The page is shown now."""
        if self._stale:
            self._stale = False
            self.refresh()

    def take_focus(self) -> None:
        """Let the keyboard be where the work of this page begins, if it has such a place."""

    def point_to(self, place: Place) -> None:
        """Show what a place names, where this page can."""

    def _changed(self, changed: Changed) -> None:
        if not changed.topics & self.TOPICS or changed.case not in ("", self.case or changed.case):
            return
        self._stale = True
        if self.isVisible():
            self.come_into_view()
