"""
Pictures on paper: a preview in a hairline frame with its caption, or a grey panel with words.

Pictures are JPEG bytes made by a reading worker; they go into the PDF as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from evidence.papers.content.paper import Code, Figure, Mark, Picture, Said
from evidence.papers.pages.flow import Canvas, Piece
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.ruled import Lines, draw_lines

CAPTION = Style("sans", size=8, leading=12, align="middle")
INSTEAD = Style(size=9, leading=14, align="middle", grey=0.25)
MARK_TEXT = Style(size=8.5, leading=13, grey=0.15)
TALLEST_PICTURE = 205.0
PANEL_HEIGHT = 120.0
MARK_SIZE = 76.0
SHADE = 0.94
LARGEST_PIXEL = 4.0
FRAME_GREY = 0.55
OUTLINE = ((2.4, 1.0), (1.1, 0.0))
PER_MILLE = 1000

Place = tuple[float, float]
Outline = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure fitted to a width."""

    lettering: Lettering
    picture: Picture | None
    instead: Lines
    caption: Lines
    width: float
    box: tuple[float, float]
    outlines: tuple[Outline, ...] = ()

    @property
    def height(self) -> float:
        return self.box[1] + 4 + self.caption.height

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        width, height = self.box
        left = x + (self.width - width) / 2
        canvas.setStrokeGray(FRAME_GREY)
        canvas.setLineWidth(0.4)
        if self.picture:
            canvas.drawImage(_image(self.picture.jpeg), left, top - height, width, height)
            self._outline(canvas, left, top)
            canvas.setStrokeGray(FRAME_GREY)
            canvas.setLineWidth(0.4)
            canvas.rect(left, top - height, width, height)
        else:
            canvas.setFillGray(SHADE)
            canvas.rect(left, top - height, width, height, fill=1)
            middle = top - (height - self.instead.height) / 2
            draw_lines(canvas, self.lettering, self.instead, left + 10, middle, width - 20)
        draw_lines(canvas, self.lettering, self.caption, x, top - height - 4, self.width)

    def at(self, place: Place, x: float, top: float) -> Place:
        """Where a place of the picture lies on the page, the panel's corner being at x, top."""
        width, height = self.box
        left = x + (self.width - width) / 2
        return left + place[0] * width / PER_MILLE, top - place[1] * height / PER_MILLE

    def _outline(self, canvas: Canvas, left: float, top: float) -> None:
        """Outlines over the picture, black in white, cut off at its edge."""
        width, height = self.box
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(left, top - height, width, height)
        canvas.clipPath(edge, stroke=0)
        for outline in self.outlines:
            path = canvas.beginPath()
            for number, (x, y) in enumerate(outline):
                to = path.lineTo if number else path.moveTo
                to(left + x * width / PER_MILLE, top - y * height / PER_MILLE)
            path.close()
            for line_width, grey in OUTLINE:
                canvas.setLineWidth(line_width)
                canvas.setStrokeGray(grey)
                canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()


def panel(lettering: Lettering, figure: Figure, width: float) -> Panel:
    """`figure` fitted to `width`, never enlarged beyond a quarter of the page's height."""
    caption = _lines(lettering, CAPTION, figure.caption, width)
    instead = _lines(lettering, INSTEAD, figure.instead, width - 20)
    box = (width, min(max(width * 0.75, PANEL_HEIGHT, instead.height + 20), TALLEST_PICTURE))
    if figure.picture:
        wide, high = figure.picture.width, figure.picture.height
        scale = min(width / wide, TALLEST_PICTURE / high, LARGEST_PIXEL)
        box = (wide * scale, high * scale)
    outlines = figure.outlines if figure.picture else ()
    return Panel(lettering, figure.picture, instead, caption, width, box, outlines)


def panels_piece(
    panels: Sequence[Panel], width: float, lines: Sequence[tuple[Place, Place]] = ()
) -> Piece:
    """Panels beside each other over the whole width; `lines` from the first to the second."""

    def draw(canvas: Canvas, x: float, top: float) -> None:
        gap = (width - sum(p.width for p in panels)) / (len(panels) + 1)
        left = x + (gap if len(panels) == 1 else 0)
        starts = []
        for each in panels:
            each.draw(canvas, left, top)
            starts.append(left)
            left += each.width + (gap if len(panels) == 1 else gap * 3)
        canvas.setLineWidth(0.3)
        canvas.setStrokeGray(0)
        for own, other in lines if all(p.picture for p in panels) else ():
            begin, end = panels[0].at(own, starts[0], top), panels[1].at(other, starts[1], top)
            canvas.line(*begin, *end)

    return Piece(max(p.height for p in panels), draw, before=6)


def mark_piece(lettering: Lettering, mark: Mark, width: float) -> Piece:
    """A QR code with its words at its right."""
    text = _lines(lettering, MARK_TEXT, mark.text, width - MARK_SIZE - 14)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        draw_mark(canvas, mark.data, x, top - MARK_SIZE, MARK_SIZE)
        down = max(0.0, (MARK_SIZE - text.height) / 2)
        draw_lines(canvas, lettering, text, x + MARK_SIZE + 14, top - down, width - MARK_SIZE - 14)

    return Piece(max(MARK_SIZE, text.height), draw, before=6)


def draw_mark(canvas: Canvas, data: str, left: float, bottom: float, size: float) -> None:
    """A QR code as filled rectangles, a run of dark modules each."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    count = code.getModuleCount()
    module = size / count
    path = canvas.beginPath()
    for row in range(count):
        y = bottom + size - (row + 1) * module
        for start, length in _runs([bool(code.isDark(row, c)) for c in range(count)]):
            path.rect(left + start * module, y, length * module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for at, is_dark in enumerate(dark):
        if is_dark and out and sum(out[-1]) == at:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        elif is_dark:
            out.append((at, 1))
    return out


def _image(jpeg: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    class Jpeg(ImageReader):  # type: ignore[misc]
        """reportlab asks for all pixels only to name the picture: the JPEG names it as well."""

        _dataA = None

        def getRGBData(self) -> bytes:
            return jpeg

    return Jpeg(BytesIO(jpeg))


def _lines(lettering: Lettering, style: Style, value: Said, width: float) -> Lines:
    texts = value if isinstance(value, tuple) else (value,)
    lines: list[str] = []
    for text in texts:
        said = text.text if isinstance(text, Code) else str(text)
        lines += lettering.lines(style, said, width)
    return Lines(style, tuple(lines))
