"""What a person's hands do that qtbot cannot: Chinese through an input method, files dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_in(field: QWidget, text: str) -> None:
    """Type a text of any script into a field, as an input method would."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def drop(onto: QWidget, paths: Sequence[Path]) -> bool:
    """Drop files and folders onto a widget; answers whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop_mime(onto, mime)


def drop_mime(onto: QWidget, mime: QMimeData) -> bool:
    """Drop whatever `mime` carries."""
    middle = onto.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enter = QDragEnterEvent(middle, copy, mime, left, none)
    QApplication.sendEvent(onto, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(middle), copy, mime, left, none)
    QApplication.sendEvent(onto, event)
    return event.isAccepted()
