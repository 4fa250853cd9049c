"""Opening a workspace: the right person, the questions only a person can answer, no surprises."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtCore import Qt

from desktop.application import Application
from desktop.settings import read_settings
from desktop.workbench import Place
from evidence.keys.passphrase import Cost
from evidence.workspace import Workspace
from tests.desktop.running import (
    PASSPHRASE,
    find,
    inside,
    made_workspace,
    press,
    running,
    unlocked,
    write,
)


@pytest.fixture
def application(qapp: Any, qtbot: Any) -> Iterator[Application]:
    with running(qapp, qtbot) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_workspace(tmp_path / "work").close()
    return tmp_path / "work"


def _at(application: Application, qtbot: Any, folder: Path) -> Any:
    application.door.folder = folder
    application.door.going.emit("unlock")
    qtbot.waitUntil(lambda: find(application.window, "open").isEnabled())
    return application.window


def test_the_passphrase_and_enter_open_it_and_it_is_there_next_time(
    application: Application, qtbot: Any, folder: Path
) -> None:
    bench = unlocked(application, qtbot, folder)
    assert bench.workspace.person.name == "王芳"
    assert find(application.window, "rail-cases").isChecked()
    assert read_settings().recent == (str(folder),)


def test_a_wrong_passphrase_is_told_in_the_page(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window = _at(application, qtbot, folder)
    write(window, "passphrase", "wrong")
    press(qtbot, window, "open")
    qtbot.waitUntil(lambda: bool(find(window, "unlock-told").text()))
    assert application.bench is None
    assert find(window, "open").isEnabled()


def test_the_recovery_code_opens_it_too(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    workspace, code = Workspace.create(
        tmp_path / "w", name="王芳", org="", passphrase=PASSPHRASE, cost=Cost.least()
    )
    workspace.close()
    window = _at(application, qtbot, tmp_path / "w")
    write(window, "passphrase", code.lower().replace("-", " "))
    press(qtbot, window, "open")
    inside(application, qtbot)


def test_of_several_people_one_says_who_she_is(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    workspace = made_workspace(tmp_path / "w")
    workspace.add_person("李强", "安诚公估", "another horse", Cost.least())
    workspace.close()
    window = _at(application, qtbot, tmp_path / "w")
    write(window, "passphrase", "another horse")
    press(qtbot, window, "open")
    assert find(window, "unlock-told").text()
    who = find(window, "who")
    who.setCurrentIndex(next(n for n in range(who.count()) if "李强" in who.itemText(n)))
    press(qtbot, window, "open")
    assert inside(application, qtbot).workspace.person.name == "李强"


def test_a_copy_is_asked_about_and_opened_as_one(
    application: Application, qtbot: Any, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    window = _at(application, qtbot, tmp_path / "copy")
    write(window, "passphrase", PASSPHRASE)
    press(qtbot, window, "open")
    qtbot.waitUntil(lambda: find(window, "which-folder").isVisible())
    press(qtbot, window, "which-folder-copied")
    workspace = inside(application, qtbot).workspace
    assert workspace.look.reason_of(workspace.signer) == "copied"


def test_a_second_window_is_told_and_may_look(
    application: Application, qtbot: Any, folder: Path
) -> None:
    with Workspace.open(folder, PASSPHRASE):
        window = _at(application, qtbot, folder)
        write(window, "passphrase", PASSPHRASE)
        press(qtbot, window, "open")
        qtbot.waitUntil(lambda: "只读" in find(window, "unlock-told").text())
        find(window, "read-only").setChecked(True)
        write(window, "passphrase", PASSPHRASE)
        press(qtbot, window, "open")
        assert inside(application, qtbot).workspace.read_only


def test_a_folder_that_is_none_is_told(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    application.door.folder = tmp_path
    application.door.going.emit("unlock")
    qtbot.waitUntil(lambda: bool(find(application.window, "unlock-told").text()))
    assert not find(application.window, "open").isEnabled()


def test_a_workspace_that_is_gone_can_be_taken_off_the_list(
    qapp: Any, qtbot: Any, folder: Path
) -> None:
    with running(qapp, qtbot) as application:
        unlocked(application, qtbot, folder)
    folder.rename(folder.with_name("elsewhere"))
    with running(qapp, qtbot) as application:
        window = application.window
        qtbot.waitUntil(lambda: find(window, "unlock-told").isVisible())
        press(qtbot, window, "take-off")
        assert read_settings().recent == ()
        qtbot.waitUntil(lambda: not window.findChild(object, "recent").isVisible())


class _Ring:
    """A keyring as the Windows vault offers it."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get_password(self, _: str, name: str) -> str | None:
        return self.held.get(name)

    def set_password(self, _: str, name: str, secret: str) -> None:
        self.held[name] = secret

    def delete_password(self, _: str, name: str) -> None:
        self.held.pop(name, None)


def test_a_passphrase_is_remembered_only_when_asked_to(
    qapp: Any, qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type("WinVaultKeyring", (_Ring,), {"__module__": "keyring.backends.Windows"})
    ring = kind()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    with running(qapp, qtbot) as application:
        unlocked(application, qtbot, folder)
    assert PASSPHRASE not in ring.held.values()
    with running(qapp, qtbot) as application:
        window = _at(application, qtbot, folder)
        qtbot.waitUntil(lambda: find(window, "remember").isVisible())
        find(window, "remember").setChecked(True)
        write(window, "passphrase", PASSPHRASE)
        press(qtbot, window, "open")
        inside(application, qtbot)
    assert PASSPHRASE in ring.held.values()
    with running(qapp, qtbot) as application:
        window = _at(application, qtbot, folder)
        qtbot.waitUntil(lambda: find(window, "remember").isChecked())
        qtbot.keyClick(find(window, "passphrase"), Qt.Key.Key_Return)
        inside(application, qtbot).go(Place(case="", page="settings"))
        press(qtbot, window, "my-forget")
        qtbot.waitUntil(lambda: PASSPHRASE not in ring.held.values())
        qtbot.waitUntil(lambda: bool(find(window, "my-told").text()))
        qtbot.waitUntil(lambda: find(window, "computer-again").isEnabled(), timeout=20_000)


def test_on_a_new_computer_the_first_step_is_one_enter_away(
    application: Application, qtbot: Any
) -> None:
    first = find(application.window, "new-workspace")
    assert first.property("look") == "main"
    application.window.activateWindow()
    qtbot.waitUntil(first.hasFocus)


def test_what_is_typed_can_be_looked_at(application: Application, qtbot: Any, folder: Path) -> None:
    window = _at(application, qtbot, folder)
    field = find(window, "passphrase")
    (eye,) = field.actions()
    eye.trigger()
    assert field.echoMode() == field.EchoMode.Normal
