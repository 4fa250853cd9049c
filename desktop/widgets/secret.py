"""Where a passphrase is typed: hidden, shown only while the person wants to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit

from desktop.widgets.text import tip_text

LONGEST = 1_000


def secret_field(name: str, object_name: str) -> QLineEdit:
    """A line for a secret; no input method keeps or offers what is typed there."""
    made = QLineEdit(maxLength=LONGEST)
    made.setObjectName(object_name)
    made.setAccessibleName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhSensitiveData
    )
    return made


def let_see(field: QLineEdit, words: str, shown: QIcon) -> None:
    """An eye at the end of the field: what is typed can be looked at."""
    eye = QAction(shown, words, field)
    eye.setCheckable(True)
    eye.setToolTip(tip_text(words))
    mode = QLineEdit.EchoMode
    eye.toggled.connect(lambda on: field.setEchoMode(mode.Normal if on else mode.Password))
    field.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
