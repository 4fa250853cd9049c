"""
One exhibit as large as the window, and the next and the one before by a key.

The order is that of the list it was opened from. Nothing is entered here: whoever has seen
enough closes it and stands on the exhibit that was looked at last.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.picture_view import STEP, PictureView
from desktop.widgets.text import Label, button, set_tip
from desktop.workbench import Workbench
from evidence.cards import Card
from evidence.progress import Progress
from evidence.words import Phrase, say

LONGEST = 2048
SHARE = 0.96
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class PictureWindow(QDialog):
    """Shown with `open()`; `looked_at` carries the id of the exhibit that is in view."""

    looked_at = Signal(str)

    def __init__(
        self, bench: Workbench, over: QWidget, case: str, cards: Sequence[Card], at: int
    ) -> None:
        super().__init__(over.window())
        self._bench = bench
        self._case = case
        self._cards = cards
        self._at = at
        self._coming: Progress | None = None
        self.setObjectName("large-picture")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = Label(look="heading")
        self._title.setObjectName("large-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place = Label(look="quiet", wraps=False)
        self._place.setObjectName("large-place")
        self.view = PictureView(bench.colours, "")
        self.view.setObjectName("large-view")
        self.view.opened.connect(self.close)
        text = bench.text
        self._before = self._button("large-before", text(say("Previous")), "PgUp")
        self._next = self._button("large-next", text(say("Next")), "PgDown")
        self._whole = self._button("large-whole", text(say("Whole picture")), "0")
        self._close = self._button("large-close", text(say("Close")), "Esc")
        self._lay_out()
        self._listen()
        self.resize(over.window().size() * SHARE)
        self.view.setFocus()
        self._show()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1200, 700)

    def step(self, by: int) -> None:
        """Go on in the list, or back; stays where it ends."""
        to = min(len(self._cards) - 1, max(0, self._at + by))
        if to != self._at:
            self._at = to
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys the picture has no use for go through the list; Qt calls it."""
        by = STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.step(by)

    # showing

    def _show(self) -> None:
        card = self._cards[self._at]
        exhibit = card.row.exhibit
        text = self._bench.text
        title = "  ".join(
            part for part in (card.row.number, card.row.source_name, card.row.caption) if part
        )
        self._title.say(title)
        self.setWindowTitle(self._title.text())
        self.view.setAccessibleName(self._title.text())
        place = say("{number} of {total}", number=self._at + 1, total=f"{len(self._cards):,}")
        self._place.say(text(place))
        self._before.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < len(self._cards) - 1)
        if self._coming is not None:
            self._coming.stop()
        self.view.sight.see_all()
        self.view.say(text(say("The picture is being made…")))
        self._coming = self._bench.pictures.preview(
            self, self._case, exhibit, LONGEST, lambda made: self._arrived(exhibit, made)
        )
        self.looked_at.emit(exhibit)

    def _arrived(self, exhibit: str, made: QImage | Phrase) -> None:
        if self._cards[self._at].row.exhibit != exhibit:
            return
        self._coming = None
        if isinstance(made, QImage):
            self.view.show_picture(made)
        else:
            self.view.say(self._bench.text(made))

    # building

    def _button(self, name: str, text: str, key: str) -> QPushButton:
        made = button(text)
        made.setObjectName(name)
        made.setAutoDefault(False)
        set_tip(made, f"{text}  {key}")
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._place)
        for each in (self._before, self._next, self._whole, self._close):
            top.addWidget(each)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.view, 1)

    def _listen(self) -> None:
        sight = self.view.sight
        self._before.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._whole.clicked.connect(lambda: sight.see_all())
        self._close.clicked.connect(self.close)
        for keys, call in (
            ("PgUp", lambda: self.step(-1)),
            ("PgDown", lambda: self.step(1)),
            ("Home", lambda: self.step(-self._at)),
            ("End", lambda: self.step(len(self._cards))),
            ("0", sight.see_all),
            ("+", lambda: sight.nearer(STEP)),
            ("-", lambda: sight.nearer(1 / STEP)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda c=call: c())
