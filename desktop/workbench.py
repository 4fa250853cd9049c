"""
An open workspace with all that a screen needs to show it and to ask for things.

Screens read with `ask` and let something be done with `do`; both run off the GUI thread. After
something was done, `changed` says what: a small set of topics, so that whoever shows one of them
reads again. Long work is started with `jobs` and lives longer than the screen that began it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.appearance import Colours
from desktop.background import Background
from desktop.jobs import Jobs
from desktop.pictures import Pictures
from desktop.settings import Settings
from evidence.reading.host import Readers
from evidence.words import Phrase, Words
from evidence.workspace import Workspace

T = TypeVar("T")

Topic = Literal["cases", "exhibits", "findings", "custody", "papers"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed, and in which case ("": in several)."""

    topics: frozenset[Topic]
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Somewhere to go: a case, one of its pages (screens/case.py), and what to point to there;
    `paths` are files to be taken in (page "intake").
    """

    case: str
    page: str = "exhibits"
    exhibit: str = ""
    finding: str = ""
    paths: tuple[Path, ...] = ()


class Workbench(QObject):
    """
    Made by the application when a workspace opens; closed with it.

    `changed` carries a `Changed`, `going` a `Place` that the window is to show, `chosen` the
    `Settings` a person chose; `leaving` asks to close the workspace.
    """

    changed = Signal(object)
    going = Signal(object)
    chosen = Signal(object)
    leaving = Signal()

    def __init__(
        self,
        workspace: Workspace,
        readers: Readers,
        words: Words,
        colours: Colours,
        settings: Settings,
        background: Background,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.readers = readers
        self.words = words
        self.colours = colours
        self.settings = settings
        self.background = background
        self.jobs = Jobs(background)
        self.pictures = Pictures(workspace, readers, background)

    def text(self, phrase: Phrase | str) -> str:
        """A sentence in the person's language."""
        return self.words.text(phrase)

    def ask(
        self,
        owner: QObject,
        read: Callable[[Workspace], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], bool] | None = None,
    ) -> None:
        """Read something from the workspace for `owner`; the answer comes on the GUI thread."""
        self.background.run(owner, lambda _: read(self.workspace), done=done, failed=failed)

    def do(
        self,
        owner: QObject,
        work: Callable[[Workspace], T],
        changes: set[Topic],
        case: str = "",
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], bool] | None = None,
    ) -> None:
        """
        Let a short piece of work record something; all who show its topics are told, even when
        `owner` is gone by then.
        """
        told = Changed(frozenset(changes), case)

        def ended(answer: T) -> None:
            if done and isValid(owner):
                done(answer)
            self.changed.emit(told)

        def broke(error: BaseException) -> bool:
            return bool(failed and isValid(owner) and failed(error))

        self.background.run(
            self, lambda _: work(self.workspace), done=ended, failed=broke, lane="record"
        )

    def tell(self, changes: set[Topic], case: str = "") -> None:
        """Say that something changed (a long job does, while it goes on and at its end)."""
        self.changed.emit(Changed(frozenset(changes), case))

    def go(self, place: Place) -> None:
        """Let the window show a place."""
        self.going.emit(place)
