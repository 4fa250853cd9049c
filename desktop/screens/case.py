"""
One case: its name on top, below it 证据 · 疑点 · 文书 · 保管链 · 移送.

A page is built when it is first looked at and stays as it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.models.cases import CaseSeen, read_case
from desktop.screens.case_facts import CaseFactsScreen
from desktop.screens.custody import CustodyScreen
from desktop.screens.exhibits import ExhibitsScreen
from desktop.screens.findings import FindingsScreen
from desktop.screens.handoff import HandoffScreen
from desktop.screens.intake import IntakePanel
from desktop.screens.papers import PapersScreen
from desktop.screens.screen import Screen
from desktop.widgets.drop_area import FileDrops
from desktop.widgets.text import Label, plain, set_look, set_tip, tool
from desktop.workbench import Place, Workbench
from evidence.clocks import said
from evidence.findings import open_findings
from evidence.words import Phrase, mark, say

COUNTED = 300
"""Milliseconds after a change before open findings are counted: changes come in swarms."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a case: its name in a `Place`, its title, how it is built."""

    name: str
    title: str
    build: Callable[[Workbench, str], Screen]


class CaseScreen(Screen):
    """`left` is emitted when the person wants to see all cases."""

    TOPICS = frozenset({"cases", "exhibits", "findings"})
    left = Signal()

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self._title = Label(look="title", wraps=False)
        self._about = Label(look="quiet", wraps=False)
        self._clock = Label(look="quiet", wraps=False)
        self._clock.setObjectName("case-clock")
        self._clock.hide()
        for label in (self._title, self._about, self._clock):
            label.setMinimumWidth(1)  # a long title is cut, never the window widened
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        back = tool(self.text(say("All cases")))
        back.setObjectName("all-cases")
        back.clicked.connect(self.left)
        self._tabs = QTabBar()
        self._tabs.setObjectName("case-pages")
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.text(say("Pages of the case")))
        self._pages = QStackedWidget()
        self._built: dict[str, Screen] = {}
        for number, page in enumerate(PAGES):
            self._tabs.addTab(plain(self.text(page.title)))
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(lambda n=number: self._tabs.setCurrentIndex(n))
        self._tabs.currentChanged.connect(lambda n: self.open_page(PAGES[n].name))
        self._counting = QTimer(self, singleShot=True, interval=COUNTED)
        self._counting.timeout.connect(self._count)
        self._lay_out(back)
        drops = FileDrops(self)
        drops.dropped.connect(self._take_in)
        drops.without_path.connect(lambda: self._intake().tell_without_path())

    def refresh(self) -> None:
        """Show the case's name anew."""
        self.bench.ask(self, lambda w: read_case(w.look, self.case), self._show)
        if not self._counting.isActive():
            self._counting.start()

    def come_into_view(self) -> None:
        """Show the case, and the page that was last looked at."""
        super().come_into_view()
        self.open_page(PAGES[self._tabs.currentIndex()].name)

    def open_page(self, name: str) -> Screen:
        """Bring a page into view, building it if it is the first time."""
        number = next(n for n, page in enumerate(PAGES) if page.name == name)
        if name not in self._built:
            self._built[name] = PAGES[number].build(self.bench, self.case)
            self._pages.addWidget(self._built[name])
        self._tabs.setCurrentIndex(number)
        self._pages.setCurrentWidget(self._built[name])
        self._built[name].come_into_view()
        if self.isVisible() and not self._tabs.hasFocus():
            self._built[name].take_focus()
        return self._built[name]

    def point_to(self, place: Place) -> None:
        """Open the page of a place and let it show what the place names."""
        self.open_page(place.page).point_to(place)

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        """What was dropped anywhere on the case is put before the person who begins an intake."""
        self._intake().point_to(Place(case=self.case, page="intake", paths=paths))

    def _intake(self) -> IntakePanel:
        return cast(IntakePanel, self.open_page("intake"))

    def _count(self) -> None:
        """Say at the tab how much is still to be reviewed; beside, for it may take a moment."""
        look, case = self.bench.workspace.look, self.case
        self.bench.background.run(
            self,
            lambda _: open_findings(look).get(case, 0),
            done=self._show_open,
            lane="beside",
        )

    def _show_open(self, count: int) -> None:
        number = next(n for n, page in enumerate(PAGES) if page.name == "findings")
        title = PAGES[number].title
        said_ = say("{title} ({count})", title=Phrase(title), count=f"{count:,}")
        self._tabs.setTabText(number, plain(self.text(said_ if count else title)))

    def _lay_out(self, back: QWidget) -> None:
        top = QHBoxLayout()
        top.addWidget(back)
        top.addWidget(self._title)
        top.addWidget(self._about, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._clock)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._tabs)
        layout.addWidget(self._pages, 1)

    def _show(self, seen: CaseSeen) -> None:
        row = seen.row
        self._title.say(row.number)
        self._about.say(row.title or row.facts.cause)
        set_tip(self._about, row.title or row.facts.cause)
        self._clock.setVisible(seen.clock is not None)
        if seen.clock is not None:
            self._clock.say(self.text(said(seen.clock)))
            set_look(self._clock, "danger" if seen.clock.days_left < 0 else "quiet")


PAGES: tuple[Page, ...] = (
    Page("exhibits", mark("Exhibits"), ExhibitsScreen),
    Page("intake", mark("Taking in"), IntakePanel),
    Page("findings", mark("Findings"), FindingsScreen),
    Page("papers", mark("Papers"), PapersScreen),
    Page("custody", mark("Custody"), CustodyScreen),
    Page("handoff", mark("Hand-off"), HandoffScreen),
    Page("facts", mark("Facts"), CaseFactsScreen),
)
"""In the order of the tabs."""
