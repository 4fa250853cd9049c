"""A new user before the window, for journeys: presses, types, drops, waits until it rests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from desktop.application import Application
from desktop.screens.case import PAGES, CaseScreen
from evidence.words import Words
from tests.desktop.hands import drop, type_in
from tests.desktop.running import find, inside, press, write
from tests.desktop.tour import settled

PASSPHRASE = "一句很长的口令 2026"
LONG = 30_000


class Person:
    """A new user before the window: presses, types, drops, and waits until the window rests."""

    def __init__(self, application: Application, qtbot: Any) -> None:
        self.application, self.window, self.qtbot = application, application.window, qtbot

    @property
    def words(self) -> Words:
        """Of the language the person reads."""
        return self.application.door.words

    def see(self, name: str) -> Any:
        """Wait until the widget of that name is there."""
        self.qtbot.waitUntil(lambda: find(self.window, name) is not None, timeout=LONG)
        return find(self.window, name)

    def rest(self) -> None:
        """Wait until nothing goes on."""
        bench = self.application.bench
        self.qtbot.waitUntil(lambda: bench is None or not bench.jobs.running, timeout=LONG)
        settled(self.application.background, self.qtbot)

    def press(self, name: str) -> None:
        """Click a button once it can be clicked."""
        self.qtbot.waitUntil(lambda: find(self.window, name).isEnabled(), timeout=LONG)
        press(self.qtbot, self.window, name)

    def page(self, name: str) -> None:
        """Go to a page of the case by its key."""
        number = [page.name for page in PAGES].index(name) + 1
        self.keys(self.window, f"Alt+{number}")
        self.rest()

    def shown(self, kind: type[Any]) -> Any:
        """The one screen (or document) of a kind that is in view."""
        (found,) = [
            each
            for each in self.window.findChildren(kind)
            if not isinstance(each, QWidget) or each.isVisible()
        ]
        return found

    def choose(self, path: Path) -> None:
        """Answer the dialog that asks for a file or folder."""
        (dialog,) = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, QFileDialog) and each.isVisible()
        ]
        dialog.fileSelected.emit(str(path))
        dialog.done(1)
        self.rest()

    def keys(self, onto: QWidget, keys: str) -> None:
        """Press keys together, Ctrl+1 say."""
        window = onto.window()
        window.activateWindow()  # nobody else does it without a display
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        modifiers = Qt.KeyboardModifier.NoModifier
        *held, key = keys.split("+")
        for each in held:
            modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier,
                          "Alt": Qt.KeyboardModifier.AltModifier}[each]  # fmt: skip
        self.qtbot.keyClick(onto, getattr(Qt.Key, f"Key_{key}"), modifiers)

    def open(self, folder: Path) -> None:
        """Choose a workspace and open it with the passphrase."""
        self.application.door.folder = folder
        self.application.door.going.emit("unlock")
        self.qtbot.waitUntil(lambda: find(self.window, "open").isEnabled(), timeout=LONG)
        write(self.window, "passphrase", PASSPHRASE)
        self.keys(find(self.window, "passphrase"), "Return")
        inside(self.application, self.qtbot)
        self.rest()

    def close(self) -> None:
        """Close the window, stopping what runs, and wait until it is gone."""
        self.window.close()
        if self.application.bench is not None and self.application.bench.jobs.running:
            self.press("window-question-stop")
        self.qtbot.waitUntil(lambda: not self.window.isVisible(), timeout=LONG)

    def texts(self) -> str:
        """All that stands on the window now."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())


def make_workspace(person: Person, folder: Path) -> None:
    """Name, organisation, passphrase; the recovery code typed back."""
    person.press("new-workspace")
    person.see("new-name")
    for name, text in (
        ("new-name", "王芳"), ("new-org", "安诚公估"), ("new-folder", str(folder)),
        ("new-passphrase", PASSPHRASE), ("new-passphrase-again", PASSPHRASE),
    ):  # fmt: skip
        write(person.window, name, text)
    person.press("new-make")
    code = person.see("recovery-code").text().replace(" ", "").replace("-", "")
    assert not find(person.window, "code-go").isEnabled()
    write(person.window, "code-typed-back", code[-8:])
    person.press("code-go")
    inside(person.application, person.qtbot)
    person.rest()


def new_case(person: Person, title: str, plate: str) -> None:
    """A case in one short form, from the list of cases."""
    person.keys(person.window, "Ctrl+N")
    person.see("new-case-open")
    write(person.window, "title", title)
    write(person.window, "plate", plate)
    person.press("new-case-open")
    person.see("case-pages")
    person.rest()


def take_in(person: Person, folder: Path) -> None:
    """Drop the folder onto the case, answer one question, begin, wait for the examination."""
    assert drop(person.shown(CaseScreen), [folder])
    person.see("chosen-paths")
    person.rest()
    type_in(find(person.window, "provider"), "李某")
    person.press("begin-intake")
    person.rest()
