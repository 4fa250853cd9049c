"""
保管链: what happened to the exhibits as one line of events, who holds what now, and what waits.

An offer changes nothing until it was accepted; both are recorded here, for oneself or, with the
signed paper named, for a receiver who does not use this program.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QListView, QSplitter, QVBoxLayout, QWidget

from desktop.models.custody import (
    STATED,
    CustodyLine,
    Event,
    Line,
    between,
    read_line,
    title_of,
)
from desktop.screens.custody_forms import AcceptForm, OfferForm, RefuseForm
from desktop.screens.screen import Screen
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.lines import LinesDelegate
from desktop.widgets.report_card import foldable, grouped, shortened
from desktop.widgets.text import Label, button, set_tip
from desktop.workbench import Workbench
from evidence.papers.content.forms import person, when
from evidence.words import Phrase, say

MOST_CARDS = 20
MOST_NUMBERS = 200
SHARES = (4, 6)
"""Of the width, for the line of events and for what stands beside it."""


class CustodyScreen(Screen):
    """The line at the left; what holds now, forms and the event chosen at the right."""

    TOPICS = frozenset({"custody", "exhibits"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self.setObjectName("page-custody")
        self._line = Line((), (), {})
        self._events = CustodyLine(bench)
        self._list = QListView()
        self._list.setObjectName("custody-line")
        self._list.setAccessibleName(self.text(say("What happened to the exhibits")))
        self._list.setModel(self._events)
        LinesDelegate(self._list, bench.colours, lines=3, linked=True)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        self._form: OfferForm | AcceptForm | RefuseForm | None = None
        self._column = Column()
        self._offer = button(self.text(say("Offer exhibits…")), main=True)
        self._offer.setObjectName("offer-custody")
        self._offer.clicked.connect(lambda: self._open(OfferForm(bench, case)))
        self._forms, self._now, self._event = (QVBoxLayout() for _ in range(3))
        self._column.rows.addLayout(line_of(self._offer))
        for part in (self._forms, self._event, self._now):
            part.setSpacing(12)
            self._column.rows.addLayout(part)
        self._column.rows.addStretch(1)
        self._lay_out()

    def refresh(self) -> None:
        """Read the line of custody."""
        self.bench.ask(self, lambda w: read_line(w, self.case), self._show)

    def _show(self, line: Line) -> None:
        current = self._list.currentIndex()
        standing = self._events.at(current).link if current.isValid() else ""
        self._line = line
        self._events.show(line.events)
        self._offer.setEnabled(bool(line.numbers))
        _empty(self._event)
        _empty(self._now)
        waiting = [event for event in reversed(line.events) if event.waits]
        for number, event in enumerate(waiting[:MOST_CARDS]):
            self._now.addWidget(self._waiting(event, number))
        self._now.addWidget(self._holdings())
        self._list.setCurrentIndex(self._events.index_of(standing))

    # cards

    def _holdings(self) -> QWidget:
        card = Card(self.text(say("Who holds what now")))
        card.setObjectName("holdings")
        if not self._line.holdings:
            card.rows.addWidget(
                Label(
                    self.text(say("No exhibit was taken in yet; nobody holds anything.")), "quiet"
                )
            )
        for held in self._line.holdings[:MOST_CARDS]:
            who = person(shortened(held.name), shortened(held.org))
            said = Label(
                self.text(say("{who}: {count} exhibits", who=who, count=len(held.exhibits)))
            )
            set_tip(said, self._numbers(held.exhibits))
            card.rows.addWidget(said)
        return card

    def _waiting(self, event: Event, number: int) -> QWidget:
        card = Card(self.text(say("Waits for an answer")))
        to = person(shortened(event.receiver), shortened(event.org))
        said = say("Offered to {to} on {time}: {count} exhibits. Until it is accepted, {giver}"
                   " holds them.", to=to, time=when(event.at), count=len(event.exhibits),
                   giver=shortened(event.giver))  # fmt: skip
        card.rows.addWidget(Label(self.text(said)))
        accept = button(self.text(say("Accept…")))
        accept.setObjectName(f"accept-{number}")
        accept.clicked.connect(lambda: self._open(AcceptForm(self.bench, self.case, event)))
        refuse = button(self.text(say("Refuse or take back…")))
        refuse.setObjectName(f"refuse-{number}")
        refuse.clicked.connect(lambda: self._open(RefuseForm(self.bench, self.case, event)))
        card.rows.addLayout(line_of(accept, refuse))
        return card

    def _chosen(self, index: QModelIndex) -> None:
        _empty(self._event)
        if index.isValid():
            self._event.addWidget(self._told(self._events.at(index)))
            self._column.verticalScrollBar().setValue(0)

    def _told(self, event: Event) -> QWidget:
        card = Card(self.text(title_of(event)))
        card.setObjectName("custody-event")
        lines: list[Phrase | str] = [when(event.at), between(event)]
        for name, value in event.stated.items():
            answer = grouped(value) if name == "manifest" else value
            lines.append(say("{what}: {answer}", what=Phrase(STATED[name]), answer=answer))
        lines.append(say("Exhibits: {numbers}", numbers=self._numbers(event.exhibits)))
        for each in lines:
            card.rows.addWidget(Label(foldable(self.text(each))))
        return card

    def _numbers(self, exhibits: tuple[str, ...]) -> str:
        shown = [self._line.numbers.get(e, e) for e in exhibits[:MOST_NUMBERS]]
        return "  ".join([*shown, "…"] if len(exhibits) > MOST_NUMBERS else shown)

    # forms

    def _open(self, form: OfferForm | AcceptForm | RefuseForm) -> None:
        self._leave()
        self._form = form
        form.left.connect(self._leave)
        self._forms.addWidget(form)
        self._offer.hide()
        self._column.verticalScrollBar().setValue(0)
        form.focus_first()

    def _leave(self) -> None:
        self._form = None
        _empty(self._forms)
        self._offer.show()

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._list)
        sides.addWidget(self._column)
        for side, share in enumerate(SHARES):
            sides.setStretchFactor(side, share)
        sides.setSizes([share * 100 for share in SHARES])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.addWidget(sides)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
