"""The laws of the window: what its code never does, and what every screen gives every person."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)

from desktop.settings import Settings, keep_settings
from evidence.workspace import Workspace
from tests.desktop.running import running
from tests.desktop.tour import tour

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "desktop"
WINDOW = [
    path
    for path in sorted(DESKTOP.rglob("*.py"))
    if not path.is_relative_to(DESKTOP / "commands") and path.name != "command_line.py"
]
TEXT, PICTURES = "desktop/widgets/text.py", "desktop/pictures.py"

# 1. What the code never does


def _found(pattern: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """Where code (not its comments and texts) matches, outside the modules that may."""
    hits = []
    for path in WINDOW:
        inside = path.relative_to(ROOT).as_posix()
        if inside in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call | ast.ClassDef | ast.Import | ast.ImportFrom):
                code = _head(node)
                if re.search(pattern, code):
                    hits.append(f"{inside}:{node.lineno} {code}")
    return hits


def _head(node: ast.AST) -> str:
    """A call with its arguments, a class with its bases, an import."""
    if isinstance(node, ast.ClassDef):
        return f"class {node.name}({', '.join(ast.unparse(base) for base in node.bases)})"
    return ast.unparse(node)


def test_text_is_shown_by_one_module_only() -> None:
    assert _found(r"^QLabel\(|^class \w+\(.*\bQLabel\b", (TEXT,)) == []


def test_a_tip_says_its_text_letter_by_letter() -> None:
    assert _found(r"\.setToolTip\((?!tip_text\()", (TEXT,)) == []


def test_problems_are_shown_by_one_module_only() -> None:
    assert _found(r"\bQMessageBox\b|\bQErrorMessage\b") == []


def test_nothing_waits_for_an_answer_on_the_gui_thread() -> None:
    own = ("desktop/application.py",)
    assert _found(r"\.exec_?\(|\bQInputDialog\b|\bQProgressDialog\b", own) == []
    assert _found(r"QFileDialog\.get|\bQColorDialog\b|\bQFontDialog\b") == []
    assert _found(r"^(time\.)?sleep\(|waitFor|processEvents\(") == []


def test_no_database_no_network_no_browser_in_qt() -> None:
    modules = ("QtSql", "QtNetwork", "QtWebEngine", "QtWebView", "QtQml", "QtMultimedia")
    assert _found(rf"import .*\b({'|'.join(modules)})|PySide6\.({'|'.join(modules)})") == []


def test_pixels_of_evidence_come_from_one_module_only() -> None:
    readers = r"QImageReader|QMovie|QPixmapCache|\.fromData\(|\.loadFromData\("
    assert _found(readers, (PICTURES,)) == []
    named = r"^Q(Image|Pixmap|Icon|Picture)\((str\(|path|file|['\"])"
    assert _found(named, ("desktop/icons.py",)) == []


def test_screens_open_no_file_of_their_own() -> None:
    hits = _found(r"^open\(|\.read_bytes\(|\.read_text\(|\.write_bytes\(|\.write_text\(")
    shown = ("desktop/screens/", "desktop/widgets/", "desktop/models/")
    assert [hit for hit in hits if hit.startswith(shown)] == []


def test_rich_text_is_never_asked_for() -> None:
    assert _found(r"RichText|AutoText|MarkdownText|\.setHtml\(|QTextBrowser|OpenExternal") == []


# 2. What every screen gives every person

LEAST_WIDTH, LEAST_HEIGHT = 1366, 700


@pytest.mark.parametrize(
    ("language", "scale"), [("zh_CN", 100), ("en", 100), ("zh_CN", 200), ("en", 200)]
)
def test_every_screen_fits_is_named_and_can_be_walked_through(
    qapp: Any, qtbot: Any, sample_workspace: Workspace, language: Any, scale: int
) -> None:
    folder = sample_workspace.folder
    sample_workspace.close()
    keep_settings(Settings(language=language, scale=scale))
    faults: list[str] = []
    with running(qapp, qtbot) as application:
        application.window.resize(LEAST_WIDTH, LEAST_HEIGHT)
        for name, window in tour(application, qtbot, folder):
            faults += [f"{name}: {fault}" for fault in _faults(window, qtbot)]
    assert not faults, "\n".join(faults)


def _faults(window: QWidget, qtbot: Any) -> Iterator[str]:
    least = window.minimumSizeHint()
    if least.width() > LEAST_WIDTH or least.height() > LEAST_HEIGHT:
        yield f"needs {least.width()} × {least.height()}"
    expected = [w for w in window.findChildren(QWidget) if _takes_focus(w)]
    for widget in expected:
        if not _spoken(widget):
            yield f"{_told(widget)} has no name for a screen reader"
    for keys, count in Counter(_shortcuts(window)).items():
        if count > 1:
            yield f"{keys} stands for {count} things at once, so for none"
    reached = set(_walk(window, qtbot))
    for widget in expected:
        if not _together(widget) & reached:
            yield f"{_told(widget)} is not reached by Tab"


def _shortcuts(window: QWidget) -> Iterator[str]:
    """The keys that would do something now, as often as something listens to them."""
    for shortcut in window.findChildren(QShortcut):
        if shortcut.isEnabled() and shortcut.parent().isVisible():
            yield shortcut.key().toString()
    for made in window.findChildren(QAbstractButton):
        if made.isVisible() and made.isEnabled() and not made.shortcut().isEmpty():
            yield made.shortcut().toString()


def _takes_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    )


def _together(widget: QWidget) -> set[QWidget]:
    """Buttons of which one is chosen are one stop of Tab; arrow keys go on among them."""
    if isinstance(widget, QAbstractButton) and widget.autoExclusive() and widget.parentWidget():
        beside = widget.parentWidget().findChildren(QAbstractButton)
        return {each for each in beside if each.autoExclusive()}
    if isinstance(widget, QAbstractButton) and widget.group() and widget.group().exclusive():
        return set(widget.group().buttons())
    return {widget}


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".strip()


def _walk(window: QWidget, qtbot: Any) -> Iterator[QWidget]:
    """Where Tab leads, from the first place until it comes round."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    if window.focusWidget() is None:
        window.setFocus()
    seen: set[QWidget] = set()
    for _ in range(400):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now is None or now in seen:
            return
        seen.add(now)
        yield now
