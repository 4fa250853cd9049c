"""
An open workspace: the rail, the screen that was chosen, and what runs in the background.

A case's screens are built when the case is first opened and stay as they were left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.alike import AlikeScreen
from desktop.screens.case import PAGES, CaseScreen
from desktop.screens.cases import NEW_CASE, CasesScreen
from desktop.screens.new_case import NewCaseScreen
from desktop.screens.reach import Reach
from desktop.screens.screen import Screen
from desktop.screens.settings import SettingsScreen
from desktop.widgets.job_strip import JobStrip
from desktop.widgets.question import Question
from desktop.widgets.rail import Rail
from desktop.workbench import Place, Workbench
from evidence.words import mark, say


@dataclass(frozen=True, slots=True)
class _Room:
    """A place of the rail: its name, its title, how it is built."""

    name: str
    title: str
    build: Callable[[Workbench], Screen]


HOME = "cases"
ROOMS: tuple[_Room, ...] = (
    _Room(HOME, mark("Cases"), CasesScreen),
    _Room("alike", mark("Compare"), AlikeScreen),
    _Room("settings", mark("Settings"), SettingsScreen),
)
FORMS: dict[str, Callable[[Workbench], Screen]] = {NEW_CASE: NewCaseScreen}
"""Screens without a case that home leads to, by the page of their `Place`."""


class Inside(QWidget):
    """`leave` asks to close the workspace; `question` is where the window asks something."""

    leave = Signal()

    def __init__(self, bench: Workbench, here: Place | None = None) -> None:
        super().__init__()
        self.bench = bench
        self.here = here or Place(case="", page=HOME)
        self.question = Question("window-question")
        self._rail = Rail(bench, tuple((room.name, room.title) for room in ROOMS))
        self._stack = QStackedWidget()
        self._screens: dict[str, Screen] = {}
        self._rail.chosen.connect(lambda name: self.go(Place(case="", page=name)))
        self._rail.locked.connect(self.leave)
        bench.going.connect(self.go)
        self.medium = Question("medium")
        self.medium.answered.connect(lambda _: self.leave.emit())
        self.reach = Reach(bench, self)
        self.reach.lost.connect(self.tell_lost)
        self._lay_out()

    def come_into_view(self) -> None:
        """Show the place this is about."""
        self.go(self.here)

    def go(self, place: Place) -> None:
        """Show a place."""
        self.here = place
        screen = self._case(place) if place.case else self._room(place.page)
        self._rail.mark(HOME if place.case or place.page in FORMS else place.page)
        self._stack.setCurrentWidget(screen)
        screen.come_into_view()
        if any(place.page == page.name for page in PAGES):
            screen.point_to(place)

    def tell_lost(self) -> None:
        """Say that the medium was pulled, and offer the way out."""
        text = self.bench.text
        self.medium.ask(
            text(say("The folder of this workspace can no longer be reached.")),
            text(say("What was acknowledged is safe on the medium. Plug it in again, then open the "
                     "workspace again.")),
            {"reopen": text(say("Close, to open it again"))},
        )  # fmt: skip

    def _case(self, place: Place) -> Screen:
        if place.case not in self._screens:
            screen = CaseScreen(self.bench, place.case)
            screen.left.connect(lambda: self.go(Place(case="", page=HOME)))
            self._add(place.case, screen)
        return self._screens[place.case]

    def _room(self, name: str) -> Screen:
        if name not in self._screens:
            builds = {room.name: room.build for room in ROOMS} | FORMS
            self._add(name, builds[name](self.bench))
        return self._screens[name]

    def _add(self, name: str, screen: Screen) -> None:
        self._screens[name] = screen
        self._stack.addWidget(screen)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.medium)
        right.addWidget(self.question)
        right.addWidget(self._stack, 1)
        right.addWidget(JobStrip(self.bench))
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._rail)
        columns.addLayout(right, 1)
