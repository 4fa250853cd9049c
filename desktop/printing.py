"""
Prints papers issued by us, and nothing else: page by page, away from the GUI thread.

Works on bytes whose digest was compared before; a document of its own, made and ended in the
thread that prints.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from evidence.errors import Trouble
from evidence.progress import Progress
from evidence.words import say

MOST_DPI = 300


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages the person chose; answers how many. Raises `Trouble` when nothing can."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        return _printed(document, printer, progress)
    finally:
        document.close()


def _printed(document: QPdfDocument, printer: QPrinter, progress: Progress) -> int:
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    printer.setResolution(min(printer.resolution(), MOST_DPI))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble(
            say("The printer takes nothing."),
            say("Check that it is on and connected, or save a copy and print that."),
        )
    try:
        for number in range(first, last + 1):
            progress.step(number - first, last - first + 1, str(number))
            if number > first:
                printer.newPage()
            _page(document, number - 1, painter, printer)
    finally:
        painter.end()
    return last - first + 1


def _page(document: QPdfDocument, number: int, painter: QPainter, printer: QPrinter) -> None:
    """One page as large as the sheet allows, its shape kept, in the middle."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    points = document.pagePointSize(number)
    share = min(sheet.width() / points.width(), sheet.height() / points.height())
    size = QSize(round(points.width() * share), round(points.height() * share))
    image = document.render(number, size)
    left, top = (sheet.width() - size.width()) // 2, (sheet.height() - size.height()) // 2
    painter.drawImage(QRect(left, top, size.width(), size.height()), image)
