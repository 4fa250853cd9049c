"""
Prints papers issued by us, and nothing else: page by page, away from the GUI thread.

Works on bytes whose digest was compared before.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.paper_pages import PaperPages
from evidence.errors import Trouble
from evidence.progress import Progress
from evidence.words import say

MOST_DPI = 300


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages the person chose; answers how many. Raises `Trouble` when nothing can."""
    pages = PaperPages(pdf)
    try:
        return _printed(pages, printer, progress)
    finally:
        pages.close()


def _printed(pages: PaperPages, printer: QPrinter, progress: Progress) -> int:
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(pages), len(pages))
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
            _page(pages, number - 1, painter, printer)
    finally:
        painter.end()
    return last - first + 1


def _page(pages: PaperPages, number: int, painter: QPainter, printer: QPrinter) -> None:
    """One page as large as the sheet allows, its shape kept, in the middle."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    points = pages.sizes[number]
    share = min(sheet.width() / points.width(), sheet.height() / points.height())
    width, height = round(points.width() * share), round(points.height() * share)
    left, top = (sheet.width() - width) // 2, (sheet.height() - height) // 2
    painter.drawImage(QRect(left, top, width, height), pages.drawn(number, width))
