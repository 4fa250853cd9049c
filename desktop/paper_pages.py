"""
The pages of a paper issued by us, as pictures to look at and to print.

Only bytes whose digest was compared with the record come here. PDFium draws them; it must not
be entered by two threads at once, so that all papers of the program share one lock.
"""

from __future__ import annotations

from threading import Lock
from typing import ClassVar

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage


class PaperPages:
    """An open paper; any thread may draw. Close it when it is no longer shown."""

    _alone: ClassVar[Lock] = Lock()

    def __init__(self, pdf: bytes) -> None:
        with self._alone:
            self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(pdf)
            found = [self._document.get_page_size(n) for n in range(len(self._document))]
        self.sizes = tuple(QSizeF(width, height) for width, height in found)
        """Width and height of each page in points."""

    def __len__(self) -> int:
        return len(self.sizes)

    def drawn(self, number: int, width: int) -> QImage:
        """Page `number` (from 0), `width` pixels wide; an empty picture once it is closed."""
        with self._alone:
            if self._document is None:
                return QImage()
            page = self._document[number]
            try:
                # PDFium rounds up: a little less, so that rounding never adds a pixel.
                scale = (width - 0.01) / self.sizes[number].width()
                bitmap = page.render(scale=scale, rev_byteorder=True)
                shape = (bitmap.width, bitmap.height, bitmap.stride)
                image = QImage(bytes(bitmap.buffer), *shape, QImage.Format.Format_RGB888).copy()
                bitmap.close()
                return image
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the paper; closing twice is harmless."""
        with self._alone:
            if self._document is not None:
                self._document.close()
            self._document = None
