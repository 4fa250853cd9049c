"""接收: files into the case. What is to come in, how it goes, and the sessions that were held."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from desktop.actions.taking_in import INTAKE, TakingIn, recorded_session, take_in
from desktop.screens.intake_course import IntakeCourse
from desktop.screens.intake_prepare import PrepareIntake
from desktop.screens.screen import Screen
from desktop.screens.sessions import SessionsHeld
from desktop.widgets.text import plain, tool
from desktop.workbench import Place, Workbench
from evidence.errors import NotFound
from evidence.facts import Session
from evidence.words import say


class IntakePanel(Screen):
    """The page "intake" of a case; a `Place` with paths puts them among what is chosen."""

    TOPICS = frozenset({"exhibits"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self._pages = QStackedWidget()
        self._tools: dict[str, QToolButton] = {}
        self._lay_out()

    @cached_property
    def prepare(self) -> PrepareIntake:
        """What is to be taken in; built, as its neighbours are, when it is first needed."""
        made = PrepareIntake(self.bench, self.case)
        self._pages.addWidget(made)
        made.begun.connect(self._begin)
        made.propose()
        return made

    @cached_property
    def course(self) -> IntakeCourse:
        """How the intake goes."""
        made = IntakeCourse(self.bench, self.case)
        self._pages.addWidget(made)
        made.going_on.connect(self._go_on)
        made.more.connect(self._more)
        made.completing.connect(self._complete)
        made.left.connect(self._anew)
        return made

    @cached_property
    def sessions(self) -> SessionsHeld:
        """The sessions that were held."""
        made = SessionsHeld(self.bench, self.case)
        self._pages.addWidget(made)
        made.read()
        return made

    def refresh(self) -> None:
        """Count the sessions; show what is shown anew; show the intake that was begun last."""
        self.bench.ask(self, lambda w: len(w.look.sessions(self.case)), self._count)
        if "sessions" in self.__dict__:
            self.sessions.read()
        if not self._pages.count():
            last = self.bench.jobs.last(INTAKE, self.case)
            if isinstance(last, TakingIn):
                self._follow(last)
            else:
                self._show("prepare")

    def point_to(self, place: Place) -> None:
        """Put what was dropped among what is chosen."""
        if place.paths:
            self.prepare.add(place.paths)
            self._show("prepare")

    def tell_without_path(self) -> None:
        """Say how to get at files that were dropped and have no path."""
        self._show("prepare")
        self.prepare.tell_without_path()

    # moving

    def _begin(self, paths: tuple[Path, ...], session: Session, goes_on: bool = False) -> None:
        job = take_in(self.bench, self.case, paths, session, goes_on)
        if job is not None:
            self._follow(job)

    def _go_on(self, job: TakingIn) -> None:
        self._begin(job.paths, job.session, goes_on=True)

    def _follow(self, job: TakingIn) -> None:
        self.course.show_intake(job)
        self._tools["course"].show()
        self._show("course")

    def _more(self, job: TakingIn) -> None:
        """Further files, in the session as it is recorded by now."""

        def failed(error: BaseException) -> bool:
            self.prepare.go_on_with(job.session)
            return isinstance(error, NotFound)

        self._show("prepare")
        self.bench.ask(self, lambda w: recorded_session(w, job), self.prepare.go_on_with, failed)

    def _anew(self) -> None:
        self.prepare.propose()
        self._show("prepare")

    def _complete(self, job: TakingIn) -> None:
        self._show("sessions")
        self.sessions.complete(job.session.id)

    def _show(self, name: str) -> None:
        self._tools[name].setChecked(True)
        self._pages.setCurrentWidget(getattr(self, name))

    def _count(self, held: int) -> None:
        told = self.text(say("Sessions held ({count})", count=held))
        self._tools["sessions"].setText(plain(told))
        self._tools["sessions"].setAccessibleName(told)

    # building

    def _lay_out(self) -> None:
        which = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        named = (
            ("prepare", "show-intake", say("Choose files")),
            ("course", "show-course", say("Progress and result")),
            ("sessions", "show-sessions", say("Sessions held ({count})", count=0)),
        )
        for page, name, title in named:
            made = tool(self.text(title), checkable=True)
            made.setObjectName(name)
            made.clicked.connect(lambda _=False, p=page: self._show(p))
            which.addButton(made)
            row.addWidget(made)
            self._tools[page] = made
        row.addStretch(1)
        self._tools["course"].hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self._pages, 1)
