"""
One exhibit from all sides: its picture, and below it what it is in plain words, or everything.

Plain: what, when, where, with what; what was found in it; where it came from; who held it; and
what a person says of it. Expert (inspector_expert.py): every fact, check, tag and digest. With
several exhibits chosen, only describing them together is offered.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.models.about import About, about
from desktop.screens.describing import Describing
from desktop.screens.inspector_expert import Expert
from desktop.screens.inspector_plain import Plain
from desktop.widgets.column import Card, line_of
from desktop.widgets.picture_view import PictureView
from desktop.widgets.text import Label, button, set_tip
from desktop.workbench import Workbench
from evidence.progress import Progress
from evidence.words import Phrase, say

SETTLED = 120
"""Milliseconds a person stays on an exhibit before it is read: arrow keys run past many."""

LONGEST = 1024


class Inspector(QFrame):
    """
    Shows what `look_at` names; reads again on `refresh`. `larger` asks for the picture as large
    as the window, `compare` for the two that are chosen side by side.
    """

    larger = Signal()
    compare = Signal()

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self._bench = bench
        self._case = case
        self._exhibits: tuple[str, ...] = ()
        self._coming: Progress | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self.refresh)
        self._build()
        self._lay_out()
        self.look_at(())

    def look_at(self, exhibits: tuple[str, ...]) -> None:
        """Show one exhibit, or what can be said of several; () shows what to do."""
        if exhibits == self._exhibits and exhibits:
            return
        self.describing.keep()
        self._exhibits = exhibits
        one = len(exhibits) == 1
        self._picture.setVisible(one)
        self._levels.setVisible(one)
        if one:
            self.set_level(self._levels.currentIndex())
            self._settled.start()
        else:
            self._settled.stop()
            self._body.setCurrentWidget(self._few_area)
            self._show_few()

    def refresh(self) -> None:
        """Read again what is shown."""
        self._settled.stop()
        if len(self._exhibits) != 1:
            return
        exhibit = self._exhibits[0]
        self._bench.ask(self, lambda w: about(w, self._case, exhibit), self._show)
        if self._coming is not None:
            self._coming.stop()
        self._coming = self._bench.pictures.preview(
            self, self._case, exhibit, LONGEST, lambda made: self._show_picture(exhibit, made)
        )
        if self._levels.currentIndex() == 1:
            self.expert.look_at(exhibit)

    def describe_now(self) -> None:
        """Put the cursor into the caption."""
        if self._levels.isVisible():
            self._levels.setCurrentIndex(0)
        caption = self.describing.caption
        if caption is not None:
            caption.setFocus()
            caption.selectAll()

    def set_level(self, number: int) -> None:
        """0 plain, 1 expert."""
        self._body.setCurrentWidget(self._expert_area if number else self._plain_area)
        self._picture.setVisible(not number)
        if number and not self._settled.isActive():
            self.refresh()

    # parts

    def _build(self) -> None:
        text = self._bench.text
        self._picture = PictureView(self._bench.colours, text(say("The exhibit's picture")))
        self._picture.setObjectName("inspector-picture")
        self._picture.opened.connect(self.larger)
        set_tip(self._picture, text(say("Enter or a double click shows it large")))
        self._number = Label(look="heading")
        self._levels = QTabBar()
        self._levels.setObjectName("inspector-level")
        self._levels.setAccessibleName(text(say("How much is shown")))
        self._levels.addTab(text(say("Plain")))
        self._levels.addTab(text(say("Everything")))
        self._levels.currentChanged.connect(self.set_level)
        self.describing = Describing(self._bench, self._case)
        self._card = Card(text(say("What you say of it")))
        self._card.rows.addWidget(self.describing)
        self.plain = Plain(self._bench, self._case)
        self.expert = Expert(self._bench, self._case)
        self._few = QWidget()
        self._few_said = Label(look="quiet")
        self._beside = button(text(say("Look side by side")), tip="Ctrl+Enter")
        self._beside.setObjectName("compare-two")
        self._beside.clicked.connect(self.compare)

    def _lay_out(self) -> None:
        self._plain_area = _scrolling(self.plain)
        self._plain_area.setObjectName("inspector-plain")
        self._plain_area.setAccessibleName(self._bench.text(say("Plain")))
        few = QVBoxLayout(self._few)
        few.setContentsMargins(0, 0, 8, 0)
        few.setSpacing(8)
        few.addWidget(self._few_said)
        few.addLayout(line_of(self._beside))
        few.addStretch(1)
        self._body = QStackedWidget()
        self._few_area = _scrolling(self._few)
        self._expert_area = _scrolling(self.expert)
        for area in (self._few_area, self._expert_area):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for page in (self._few_area, self._plain_area, self._expert_area):
            self._body.addWidget(page)
        self._picture.setMinimumHeight(96)
        self._picture.setMaximumHeight(280)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._picture, 2)
        rows.addWidget(self._number)
        rows.addWidget(self._levels)
        rows.addWidget(self._body, 3)

    def _show_few(self) -> None:
        text, count = self._bench.text, len(self._exhibits)
        self._card.setVisible(count > 1)
        self._beside.setVisible(count == 2)
        if not count:
            self._number.say("")
            self._few_said.say(text(say("Choose an exhibit to see what is known of it.")))
            return
        self._number.say(text(say("{count} exhibits chosen", count=count)))
        self._few_said.say(
            text(say("What you fill in is entered for all of them; the rest stays as it is."))
        )
        few = self._few.layout()
        if isinstance(few, QVBoxLayout):
            few.insertWidget(2, self._card)
        self.describing.show_several(self._exhibits)

    def _show(self, known: About) -> None:
        if self._exhibits != (known.row.exhibit,):
            return
        self._number.say(known.row.number)
        self._card.show()
        self.plain.tell(known, self._card)
        self.describing.show_one(known.row)

    def _show_picture(self, exhibit: str, made: QImage | Phrase) -> None:
        self._coming = None
        if self._exhibits != (exhibit,):
            return
        if isinstance(made, QImage):
            self._picture.show_picture(made)
        else:
            self._picture.say(self._bench.text(made))


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    return area
