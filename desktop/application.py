"""
The application: builds the objects of the window and hands them down.

It opens and closes workspaces, dresses the window anew when a person wants another look, and
sees to it that every mistake that nobody caught reaches the one place that shows problems.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from desktop.actions.opening import Key, open_workspace
from desktop.appearance import Colours, dress
from desktop.background import Background
from desktop.doorway import Doorway
from desktop.leaving import Leaving
from desktop.problems import Problems
from desktop.settings import Settings, keep_settings, read_settings
from desktop.tidying import Tidying
from desktop.widgets.form import Form
from desktop.window import MainWindow
from desktop.workbench import Workbench
from evidence.reading.host import Readers
from evidence.words import Words
from evidence.workspace import Workspace


class Application(QObject):
    """One window over at most one open workspace; made on the GUI thread after QApplication."""

    went_wrong = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._translator: QTranslator | None = None
        settings = read_settings()
        words = Words(settings.language)
        self.problems = Problems(words)
        self.background = Background(self._problem)
        self.bench: Workbench | None = None
        self.door = Doorway(words, self._dress(settings), settings, self.background)
        self.window = MainWindow(settings.geometry)
        self.door.opened.connect(self.enter)
        self.door.chosen.connect(self.restyle)
        self.window.leaving.connect(self.leave)
        self._leaving: Leaving | None = None
        self.went_wrong.connect(self._problem)
        self.window.show_doors(self.door)

    def enter(self, workspace: Workspace) -> None:
        """Show a workspace that was opened."""
        door = self.door
        self._keep(door.settings.opened(workspace.folder))
        self.bench = Workbench(
            workspace, Readers(), door.words, door.colours, door.settings, self.background
        )
        self.bench.chosen.connect(self.restyle)
        self.bench.leaving.connect(lambda: self.leave(False))
        self.window.show_inside(self.bench)

    def leave(self, for_good: bool) -> None:
        """Close the workspace, after asking when something runs; `for_good`: the window too."""
        inside = self.window.inside
        if self.bench is None or inside is None or self._leaving is not None:
            return
        self._leaving = Leaving(self.bench, inside, for_good)
        self._leaving.done.connect(self._left)
        self._leaving.stayed.connect(self._stayed)
        self._leaving.begin()

    def restyle(self, settings: Settings) -> None:
        """
        Another language, look or size of letters: the window is built anew at once. A question
        whether to close is asked anew; once it is answered the window stays as it is.
        """
        leaving = self._leaving
        if leaving is not None and not leaving.asks:
            return
        self._leaving = None
        for form in self.window.findChildren(Form):
            form.keep_pending()
        colours = self._dress(settings)
        words = Words(settings.language)
        for place in (self.door, self.bench):
            if place is not None:
                place.words, place.colours, place.settings = words, colours, settings
        self.problems.words = words
        self._keep(settings)
        if self.bench is not None:
            self.window.show_inside(self.bench)
            if leaving is not None:
                self.leave(leaving.for_good)
        else:
            self.window.show_doors(self.door)

    def close(self) -> None:
        """At the end of the program: keep where the window stood, wait for what was begun."""
        self._keep(replace(self.door.settings, geometry=self.window.geometry_text()))
        if self.door.waiting is not None:
            self.door.waiting.close()
        self.background.close()

    def _stayed(self) -> None:
        self._leaving = None

    def _left(self, for_good: bool) -> None:
        self.bench = self._leaving = None
        if for_good:
            self.window.close_now()
        else:
            self.window.show_doors(self.door)

    def _problem(self, error: BaseException) -> None:
        self.problems.show(error)

    def _keep(self, settings: Settings) -> None:
        self.door.settings = settings
        if self.bench is not None:
            self.bench.settings = settings
        keep_settings(settings)

    def _dress(self, settings: Settings) -> Colours:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if settings.language == "zh_CN":
            translator = QTranslator(self._app)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load("qtbase_zh_CN", folder):
                self._app.installTranslator(translator)
                self._translator = translator
        return dress(self._app, settings)


def run(folder: Path | None = None, secret: str = "") -> int:
    """Open the window and stay until it is closed; on a workspace when its secret is given."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("lianzheng")
    app.setApplicationDisplayName("")
    application = Application(app)
    catch(application)
    # Not an exception in whatever Python is doing then, which could be swallowed there.
    signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, application.window.close))
    if folder is not None:
        application.door.folder = folder
        if secret:
            open_workspace(application.door, Key(folder, secret), _shown_as_problem)
    application.window.show()
    # Its timer also lets Python look at signals now and then, which it does between its steps.
    tidying = Tidying()
    try:
        return app.exec()
    finally:
        application.close()
        tidying.end()


def _shown_as_problem(_: BaseException) -> bool:
    return False


def catch(application: Application) -> None:
    """What nobody caught goes to the place that shows problems, whatever thread it was on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            application.window.close()
        else:
            application.went_wrong.emit(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            with suppress(RuntimeError):
                application.went_wrong.emit(args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
