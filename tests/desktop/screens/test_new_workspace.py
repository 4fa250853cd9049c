"""A new workspace, its recovery code, and a workspace from a backup, as a new person makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.application import Application
from evidence.backup import backup
from evidence.workspace import Workspace
from tests.desktop.running import PASSPHRASE, find, inside, made_workspace, press, running, write


@pytest.fixture
def application(qapp: Any, qtbot: Any) -> Iterator[Application]:
    with running(qapp, qtbot) as made:
        yield made


def _fill(window: Any, folder: Path, again: str = PASSPHRASE) -> None:
    write(window, "new-name", "李强")
    write(window, "new-org", "安诚公估")
    write(window, "new-folder", str(folder))
    write(window, "new-passphrase", PASSPHRASE)
    write(window, "new-passphrase-again", again)


def test_the_code_is_typed_back_before_work_begins(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    window = application.window
    press(qtbot, window, "new-workspace")
    _fill(window, tmp_path / "新 工作区")
    press(qtbot, window, "new-make")
    qtbot.waitUntil(lambda: bool(window.findChildren(object, "recovery-code")), timeout=20_000)
    assert not find(window, "back").isEnabled()
    press(qtbot, window, "code-copy")
    code = QGuiApplication.clipboard().text()
    assert code.replace("-", "") == find(window, "recovery-code").text().replace(" - ", "")
    write(window, "code-typed-back", "AAAA-AAAA")
    assert not find(window, "code-go").isEnabled()
    write(window, "code-typed-back", code[-9:].lower())
    press(qtbot, window, "code-go")
    assert inside(application, qtbot).workspace.person.name == "李强"
    qtbot.waitUntil(lambda: find(window, "first-case").isEnabled())
    application.leave(False)
    qtbot.waitUntil(lambda: application.bench is None)
    with Workspace.open(tmp_path / "新 工作区", code, read_only=True) as opened:
        assert opened.workspace_id


def test_a_window_closed_before_the_code_was_noted_leaves_no_lock(
    qapp: Any, qtbot: Any, tmp_path: Path
) -> None:
    with running(qapp, qtbot) as application:
        window = application.window
        press(qtbot, window, "new-workspace")
        _fill(window, tmp_path / "w")
        press(qtbot, window, "new-make")
        qtbot.waitUntil(lambda: application.door.waiting is not None, timeout=20_000)
    Workspace.open(tmp_path / "w", PASSPHRASE).close()


def test_what_is_missing_is_told_before_anything_is_made(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    window = application.window
    press(qtbot, window, "new-workspace")
    _fill(window, tmp_path / "w", again="other")
    press(qtbot, window, "new-make")
    assert "不" in find(window, "new-told").text()
    assert not (tmp_path / "w").exists()


def test_a_folder_that_holds_something_is_told(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    window = application.window
    press(qtbot, window, "new-workspace")
    _fill(window, tmp_path / "full")
    press(qtbot, window, "new-make")
    qtbot.waitUntil(lambda: "full" in find(window, "new-told").text())
    assert find(window, "new-make").isEnabled()
    assert find(window, "back").isEnabled()


def test_a_backup_becomes_a_workspace_and_is_opened_as_restored(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    with made_workspace(tmp_path / "w") as workspace:
        workspace.new_case(title="备份前的案件")
        backup(workspace, tmp_path / "b.zip")
    window = application.window
    press(qtbot, window, "restore")
    write(window, "restore-file", str(tmp_path / "b.zip"))
    write(window, "restore-folder", str(tmp_path / "again"))
    press(qtbot, window, "restore-go")
    qtbot.waitUntil(lambda: application.door.folder == tmp_path / "again")
    qtbot.waitUntil(lambda: find(window, "open").isEnabled())
    write(window, "passphrase", PASSPHRASE)
    press(qtbot, window, "open")
    qtbot.waitUntil(lambda: find(window, "which-folder").isVisible())
    press(qtbot, window, "which-folder-restored")
    assert [case.title for case in inside(application, qtbot).workspace.look.cases()] == [
        "备份前的案件"
    ]


def test_a_file_that_is_no_backup_is_told(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    window = application.window
    press(qtbot, window, "restore")
    press(qtbot, window, "restore-go")
    assert find(window, "restore-told").text()
    write(window, "restore-file", str(tmp_path / "x.zip"))
    write(window, "restore-folder", str(tmp_path / "again"))
    press(qtbot, window, "restore-go")
    qtbot.waitUntil(lambda: "x.zip" in find(window, "restore-told").text())
    assert find(window, "restore-go").isEnabled()
