"""What is known of an exhibit in plain words, as cards one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.about import About, fact
from desktop.widgets.column import Card
from desktop.widgets.facts import Pairs
from desktop.widgets.text import Label, button
from desktop.workbench import Place, Workbench
from evidence.findings import Finding
from evidence.papers.content import forms
from evidence.papers.content.forms import listed, when
from evidence.papers.content.wordings import (
    CUSTODY,
    RESULTS,
    VERDICTS,
    category,
    file_format,
    named,
)
from evidence.words import Phrase, say

MOST_FINDINGS = 12
MOST_SOURCES = 12
NOT_STATED = say("not stated in the file")
Told = Iterator[tuple[Phrase, Phrase | str]]


class Plain(QWidget):
    """The cards of one exhibit; the one that describes it is given and kept."""

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._made: list[QWidget] = []

    def tell(self, known: About, describing: QWidget) -> None:
        """Show an exhibit; `describing` stands after what was found."""
        self._clear()
        self._add(self._pairs(say("What it is"), _what(known)))
        if known.findings:
            self._add(self._found(known.findings))
        self._rows.addWidget(describing)
        self._add(self._sources(known))
        self._add(self._pairs(say("Custody"), _custody(known)))
        self._rows.addStretch(1)

    # parts

    def _clear(self) -> None:
        for made in self._made:
            made.hide()
            made.deleteLater()
        self._made = []
        while self._rows.count():
            self._rows.takeAt(0)

    def _add(self, made: QWidget) -> None:
        self._made.append(made)
        self._rows.addWidget(made)

    def _pairs(self, heading: Phrase, pairs: Told) -> Card:
        text = self._bench.text
        card = Card(text(heading))
        card.rows.addWidget(Pairs((text(name), text(value)) for name, value in pairs))
        return card

    def _found(self, found: tuple[Finding, ...]) -> Card:
        text = self._bench.text
        card = Card(text(say("Findings ({count})", count=len(found))))
        for finding in found[:MOST_FINDINGS]:
            result = Label(text(named(RESULTS, finding.result)), "heading")
            result.setStyleSheet(f"color: {self._bench.colours.of(finding.result)}")
            card.rows.addWidget(result)
            card.rows.addWidget(Label(text(Phrase(finding.what, finding.values))))
            verdict = text(named(VERDICTS, finding.verdict if finding.by else ""))
            card.rows.addWidget(Label(verdict, "quiet"))
            go = button(text(say("Review this finding")))
            go.setObjectName(f"review-{finding.id}")
            go.clicked.connect(lambda _=False, f=finding: self._review(f))
            card.rows.addWidget(go)
        return card

    def _review(self, finding: Finding) -> None:
        self._bench.go(
            Place(case=self._case, page="findings", exhibit=finding.exhibit, finding=finding.id)
        )

    def _sources(self, known: About) -> Card:
        text = self._bench.text
        card = Card(text(say("Where it came from ({count})", count=len(known.sources))))
        for source in known.sources[:MOST_SOURCES]:
            told = [
                (text(say("File name")), source.name),
                (text(say("Path")), source.path),
                (text(say("File changed")), text(when(source.modified))),
                (text(say("Taken in on")), text(when(source.at))),
                (text(say("Taken in by")), known.names.get(source.by, source.by)),
            ]
            card.rows.addWidget(Pairs(told))
        return card


def _what(known: About) -> Told:
    row, facts = known.row, known.facts
    yield (
        say("Kind"),
        say("{kind} · {form}", kind=category(row.media_type), form=file_format(row.media_type)),
    )
    if facts.get("width") and facts.get("height"):
        yield (
            say("Size"),
            say("{width} × {height} pixels", width=facts["width"], height=facts["height"]),
        )
    yield say("Bytes"), forms.size(row.size)
    yield say("Time of shooting"), fact("time_original", facts) or NOT_STATED
    device = " ".join(str(facts.get(name, "")).strip() for name in ("make", "model")).strip()
    yield say("Device"), device or NOT_STATED
    yield say("Place"), _place(facts)
    yield say("Software"), str(facts.get("software", "")) or NOT_STATED
    if known.session is not None:
        held = known.session.session
        yield (
            say("Session"),
            say("{time} {place}", time=when(held.began), place=forms.answered(held.place)),
        )
        yield say("Provider"), forms.answered(held.provider)


def _place(facts: dict[str, Any]) -> Phrase | str:
    sides = tuple(fact(name, facts) for name in ("latitude", "longitude"))
    return listed(sides) if all(sides) else NOT_STATED


def _custody(known: About) -> Told:
    for row in known.custody:
        person = row.receiver or row.by
        name = known.names.get(person, person)
        yield named_phrase(row.kind), say("{time} · {person}", time=when(row.at), person=name)


def named_phrase(kind: str) -> Phrase:
    """The trade's word for an event of custody."""
    word = named(CUSTODY, kind)
    return word if isinstance(word, Phrase) else Phrase(word)
