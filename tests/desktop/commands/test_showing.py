"""`lianzheng` alone opens the window, or says in one sentence why it cannot."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from typing import Any

import pytest

from desktop.command_line import main
from desktop.commands.showing import has_display


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_without_a_display_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "显示环境" in capsys.readouterr().err
    assert not has_display()


def test_without_the_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without_window(name: str, *args: Any, **more: Any) -> Any:
        if name == "desktop.application":
            raise ImportError("not installed", name="PySide6")
        return real(name, *args, **more)

    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr(builtins, "__import__", without_window)
    assert main([]) == 2
    told = capsys.readouterr().err
    assert "PySide6" in told
    assert "lianzheng[window]" in told


def test_the_command_line_knows_no_qt() -> None:
    code = "import sys, desktop.command_line; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ)).returncode == 0
