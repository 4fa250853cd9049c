"""What nobody caught reaches the one place that shows problems, whatever thread it was on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.opening import Key, open_workspace
from desktop.application import Application, catch
from tests.desktop.running import PASSPHRASE, inside, made_workspace, running


@pytest.fixture
def application(qapp: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    with running(qapp, qtbot) as made:
        yield made


def test_a_mistake_on_any_thread_is_shown(application: Application, qtbot: Any) -> None:
    shown: list[BaseException] = []
    application.problems.show = shown.append  # type: ignore[method-assign]
    catch(application)
    sys.excepthook(ValueError, ValueError("on the GUI thread"), None)

    def fail() -> None:
        raise KeyError("on another")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert {type(error) for error in shown} == {ValueError, KeyError}


def test_a_workspace_given_with_its_secret_is_opened(
    application: Application, qtbot: Any, tmp_path: Path
) -> None:
    made_workspace(tmp_path / "w").close()
    open_workspace(application.door, Key(tmp_path / "w", PASSPHRASE), lambda _: False)
    assert inside(application, qtbot).workspace.person.name == "王芳"


def test_qt_says_its_own_words_in_chinese(application: Application) -> None:
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
