"""A short text on paper, through the system's print dialog."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

POINTS = 14


def print_text(owner: QWidget, text: str) -> QPrintDialog:
    """Ask where to print, then print; the dialog goes by itself."""
    printer = QPrinter()
    dialog = QPrintDialog(printer, owner)
    dialog.setObjectName("print-dialog")

    def chosen() -> None:
        document = QTextDocument()
        font = owner.font()
        font.setPointSize(POINTS)
        document.setDefaultFont(font)
        document.setPlainText(text)
        document.print_(printer)

    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog
