"""
Prints papers issued by us, and nothing else: page by page, away from the GUI thread.

Works on bytes whose digest was compared before; a document of its own, made and ended in the
thread that prints.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QDataStream, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from evidence.errors import Trouble
from evidence.progress import Progress
from evidence.words import say

MOST_DPI = 300


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages the person chose; answers how many. Raises `Trouble` when nothing can."""
    kept = held(pdf)
    document = QPdfDocument()
    document.load(kept.device())
    try:
        return _printed(document, printer, progress)
    finally:
        document.close()


def held(pdf: bytes) -> QDataStream:
    """
    The bytes as a device for a `QPdfDocument`; keep it as long as the document.

    Made by Qt itself: a device made in Python would ask for Python's lock in the thread that
    draws the pages, while the GUI thread holds it and waits for that thread.
    """
    return QDataStream(QByteArray(pdf))


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
