"""One finding as it is read: the pictures, what was seen, why it matters, what else it may be."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.findings import Detail
from desktop.screens.pair_views import PairViews
from desktop.widgets.column import Card, empty
from desktop.widgets.name_line import NameLine
from desktop.widgets.text import Label, Look, button, tool
from desktop.workbench import Place, Workbench
from evidence.observation import MethodCard
from evidence.papers.content.match_values import match_values
from evidence.papers.content.screening_pictures import odd_times, phrase
from evidence.papers.content.wordings import MATCH_CLASSES, RESULTS, STRENGTHS, named
from evidence.words import Phrase, say, visible

LONGEST = 1024
PICTURE_SHARE = 0.48
LEAST_LINES = 5
"""Of the height there is, so that below the pictures the first words of what was seen show."""


class FindingDetail(QScrollArea):
    """`compare` asks for the two pictures side by side."""

    compare = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._detail: Detail | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(16, 12, 16, 12)
        self._rows.setSpacing(12)
        self._pictures = PairViews(bench, "finding", LONGEST, self)
        for view in self._pictures.views:
            view.opened.connect(self.compare)
        self._names = [NameLine(bench.colours), NameLine(bench.colours)]
        self._head = QVBoxLayout()
        self._columns = QHBoxLayout()
        self._beside = QVBoxLayout()
        self._beside.setSpacing(12)
        self._beside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._build()
        self.setWidget(inner)

    def show_detail(self, detail: Detail) -> None:
        """Show a finding; the pictures follow when they are made."""
        self._detail = detail
        self._show_words(detail)
        self._show_pictures(detail)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pictures their share of the height; Qt calls it."""
        super().resizeEvent(event)
        least = self.fontMetrics().lineSpacing() * LEAST_LINES
        for view in self._pictures.views:
            view.setFixedHeight(max(least, round(self.viewport().height() * PICTURE_SHARE)))

    def _show_pictures(self, detail: Detail) -> None:
        self._pictures.show(detail.pair)
        alone = detail.pair.right is None
        self._columns.setStretch(1, 0 if alone else 1)
        self._columns.setStretch(2, 1 if alone else 0)
        for side, name in zip((detail.pair.left, detail.pair.right), self._names, strict=True):
            name.setVisible(side is not None)
            if side is not None:
                name.say(self._pictures.title(side))
        self._compare.setVisible(detail.pair.right is not None)

    # words

    def _show_words(self, detail: Detail) -> None:
        self._show_head(detail)
        empty(self._body)
        empty(self._beside)
        finding, text = detail.finding, self._bench.text
        place = self._body if detail.pair.right else self._beside
        self._card(place, say("Seen"), list(self._seen(detail)))
        if finding.matters:
            matters = text(phrase(finding.matters, finding.values))
            self._card(place, say("Why it matters"), [matters])
        for heading, sentences in (
            (say("Possible ordinary explanations"), finding.innocent),
            (say("To be checked next"), finding.next),
        ):
            if sentences:
                lines = ["· " + text(phrase(each, finding.values)) for each in sentences]
                self._card(self._body, heading, lines)
        if detail.card is not None:
            self._body.addWidget(_Method(self._bench, detail.card))

    def _show_head(self, detail: Detail) -> None:
        finding, text = detail.finding, self._bench.text
        empty(self._head)
        title = text(Phrase(detail.card.title)) if detail.card else finding.check
        self._head.addWidget(_line(title, "title"))
        said = say(
            "{result}; {strength}; check {check}",
            result=named(RESULTS, finding.result),
            strength=named(STRENGTHS, finding.strength),
            check=finding.check,
        )
        result = Label(text(said))
        result.setObjectName("finding-result")
        colour = self._bench.colours.of(finding.result)
        result.setStyleSheet(f"color: {colour}; font-weight: bold;")
        self._head.addWidget(result)

    def _card(self, place: QVBoxLayout, heading: Phrase, lines: list[str]) -> None:
        card = Card(self._bench.text(heading))
        for line in lines:
            card.rows.addWidget(_line(line))
        place.addWidget(card)

    def _seen(self, detail: Detail) -> Iterator[str]:
        finding, text = detail.finding, self._bench.text
        yield text(phrase(finding.what, finding.values))
        for time in odd_times(finding.values):
            yield text(time)
        if finding.other is not None:
            yield text(
                say(
                    "Kind of match: {kind}",
                    kind=named(MATCH_CLASSES, finding.other.match_class),
                )
            )
            lines = match_values(finding.values)
            for line in lines if isinstance(lines, tuple) else ():
                if isinstance(line, Phrase):
                    yield text(line)

    def _build(self) -> None:
        self._compare = button(
            self._bench.text(say("Look side by side")),
            tip=self._bench.text(say("Ctrl+Enter, or a double click on a picture")),
        )
        self._compare.setObjectName("finding-compare")
        self._compare.clicked.connect(self.compare)
        exhibit = button(self._bench.text(say("Show the exhibit")))
        exhibit.setObjectName("finding-exhibit")
        exhibit.clicked.connect(self._to_exhibit)
        columns = self._columns
        columns.setSpacing(12)
        for view, name in zip(self._pictures.views, self._names, strict=True):
            column = QVBoxLayout()
            column.addWidget(view)
            column.addWidget(name)
            column.addStretch(1)
            columns.addLayout(column, 1)
        columns.addLayout(self._beside, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._compare)
        buttons.addWidget(exhibit)
        buttons.addStretch(1)
        self._rows.addLayout(self._head)
        self._rows.addLayout(columns)
        self._rows.addLayout(buttons)
        self._rows.addLayout(self._body)
        self._rows.addStretch(1)

    def _to_exhibit(self) -> None:
        if self._detail is not None:
            left = self._detail.pair.left
            self._bench.go(Place(case=left.case, page="exhibits", exhibit=left.exhibit))


class _Method(Card):
    """How the check works; closed until a person wants to know."""

    def __init__(self, bench: Workbench, card: MethodCard) -> None:
        super().__init__()
        text = bench.text
        opens = tool(text(say("How this check works")), checkable=True)
        opens.setObjectName("finding-method")
        self.rows.addWidget(opens, alignment=Qt.AlignmentFlag.AlignLeft)
        lines = QWidget()
        rows = QVBoxLayout(lines)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        version = say("Check {check}, version {version}", check=card.check, version=card.version)
        for heading, said in (
            (version, text(card.title)),
            (say("What it does"), text(card.does)),
            (say("When it misleads"), text(card.misleads)),
            (say("Where it comes from"), visible("; ".join(card.literature))),
        ):
            if said:
                rows.addWidget(Label(text(heading), "quiet"))
                rows.addWidget(_line(said))
        lines.hide()
        opens.toggled.connect(lines.setVisible)
        self.rows.addWidget(lines)


def _line(text: str, look: Look = "") -> Label:
    """A text that wraps; a word longer than the line does not make the page wider."""
    made = Label(text, look)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
