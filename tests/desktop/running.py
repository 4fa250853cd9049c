"""The whole application as a person has it before her, for tests that click through the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop.application import Application
from desktop.workbench import Workbench
from evidence.keys.passphrase import Cost
from evidence.workspace import Workspace
from tests.desktop.hands import type_in

PASSPHRASE = "correct horse"


@contextmanager
def running(app: QApplication, qtbot: Any) -> Iterator[Application]:
    """The application with its window open; closed cleanly, without a problem, at the end."""
    application = Application(app)
    told: list[BaseException] = []
    application.problems.show = told.append  # type: ignore[method-assign]
    application.window.resize(1366, 768)
    application.window.show()
    try:
        yield application
    finally:
        if application.bench is not None:
            for job in list(application.bench.jobs.running):
                application.bench.jobs.stop(job)
            bench = application.bench
            qtbot.waitUntil(lambda: not bench.jobs.running)
            application.leave(True)
            qtbot.waitUntil(lambda: application.bench is None)
        application.window.close_now()
        application.close()
        application.window.deleteLater()
    assert told == []


def made_workspace(folder: Path, name: str = "王芳") -> Workspace:
    """A new workspace, open; close it before the window opens it."""
    workspace, _ = Workspace.create(
        folder, name=name, org="安诚公估", passphrase=PASSPHRASE, cost=Cost.least()
    )
    return workspace


def find(within: QWidget, name: str) -> Any:
    """The one widget of that name which is shown."""
    QApplication.processEvents()  # what was just built is shown by an event of its own
    found = [w for w in within.findChildren(QWidget, name) if w.isVisibleTo(within.window())]
    assert len(found) == 1, (name, found)
    return found[0]


def press(qtbot: Any, within: QWidget, name: str) -> None:
    """Click a button."""
    button = find(within, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(within: QWidget, name: str, text: str) -> None:
    """Type into the field of that name, in place of what stands there."""
    field = find(within, name)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    if text:
        type_in(field, text)
    else:
        field.clear()


def unlocked(application: Application, qtbot: Any, folder: Path) -> Workbench:
    """Open a workspace the way a person does."""
    window = application.window
    application.door.folder = folder
    application.door.going.emit("unlock")
    qtbot.waitUntil(lambda: find(window, "open").isEnabled())
    write(window, "passphrase", PASSPHRASE)
    qtbot.keyClick(find(window, "passphrase"), Qt.Key.Key_Return)
    return inside(application, qtbot)


def inside(application: Application, qtbot: Any) -> Workbench:
    """Wait until the open workspace is in view."""
    window = application.window
    qtbot.waitUntil(lambda: window.inside is not None and window.inside.isVisible())
    assert application.bench is not None
    return application.bench
