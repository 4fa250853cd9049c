"""
Prints a paper: spoken content to the bytes of a PDF. Same content, same fonts: same bytes.

Every page bears the firm, the title, the paper's number and the case's number above, and below
them the page of pages, the notice that this is no police document, the first digits of the
content's SM3, and a QR code of number and SM3. A draft says so across every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from evidence.papers.content.paper import Paper, content_bytes, spoken
from evidence.papers.pages.figures import draw_mark
from evidence.papers.pages.flow import Canvas, Piece, Placed, paginate
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.ruled import Lines, draw_lines
from evidence.papers.pages.setting import Setter
from evidence.words import Phrase, Words, say

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 56.7, 68.0, 78.0
WIDTH = PAGE_WIDTH - 2 * LEFT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
MARK_SIZE = 42.0

TITLE = Style("sans", size=20, leading=34, align="middle")
FIRM = Style("sans", size=12, leading=20, align="middle")
NOTICE = Style(size=9, leading=20, align="middle", grey=0.2)
SUBTITLE = Style(size=9, leading=14, align="middle", grey=0.2)
HEADER = Style("sans", size=8, leading=11, grey=0.25)
FOOTER = Style("sans", size=8, leading=11, align="middle")
FOOTNOTE = Style(size=7, leading=10, grey=0.25, align="middle")
FOOTER_DIGITS = Style("digits", size=7.4, leading=10, grey=0.25, align="right")
FOOTER_LABEL = Style(size=6.5, leading=10, grey=0.25, align="right")
DRAFT_SIZE, DRAFT_GREY = 78, 0.91

NOT_POLICE = say("Material of an insurance claim investigation; not a document of a police inquiry")
DRAFT = say("NOT FINAL")


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF; `content_sm3` is over the spoken content, `missing` no font had."""

    pdf: bytes
    pages: int
    content_sm3: str
    missing: tuple[str, ...]


def print_paper(paper: Paper, words: Words, foundry: Foundry) -> Printed:
    """Lay out and draw `paper` in the language of `words`."""
    said = spoken(paper, words)
    digest = _sm3(content_bytes(said))
    with Lettering(foundry) as lettering:
        sheet = _Sheet(said, words, lettering, digest)
        setter = Setter(lettering, WIDTH, HEIGHT)
        _rehearse(sheet, setter)
        lettering.cast()
        pages = paginate([*sheet.title(), *setter.pieces(said)], HEIGHT)
        pdf = _drawn(sheet, pages, lettering)
        return Printed(pdf, len(pages), digest, lettering.missing)


def _rehearse(sheet: _Sheet, setter: Setter) -> None:
    sheet.rehearse()
    for _ in (*sheet.title(), *setter.pieces(sheet.paper)):
        pass


class _Sheet:
    """What stands on every page of one paper, and the title on the first."""

    def __init__(self, paper: Paper, words: Words, lettering: Lettering, digest: str) -> None:
        self.paper = paper
        self.words = words
        self._lettering = lettering
        self._digest = digest
        self.title_text = str(paper.title)
        self._not_police = words.text(NOT_POLICE)
        self._draft = words.text(DRAFT)
        self._digest_label = words.text(say("first 16 digits of the content's SM3"))

    def rehearse(self) -> None:
        """Tell the lettering what header and footer need."""
        header = (str(self.paper.firm), self.title_text, self._number(), self._case())
        for text in (*header, self._draft, self._page(1234567890, 1234567890)):
            self._lettering.width(HEADER, text)
        self._lettering.width(FOOTNOTE, self._not_police)
        self._lettering.width(FOOTER_LABEL, self._digest_label)
        self._lettering.width(FOOTER_DIGITS, f"{self._digest} ")

    def title(self) -> Iterator[Piece]:
        """Firm, title, number and notice at the top of the first page."""
        paper = self.paper
        yield self._middle(str(paper.firm), FIRM)
        spaced = " ".join(self.title_text) if self._chinese_title else self.title_text
        yield self._middle(spaced, TITLE)
        yield self._middle(self._number(), SUBTITLE)
        yield self._middle(self._not_police, NOTICE)

    @property
    def _chinese_title(self) -> bool:
        return len(self.title_text) <= 12 and ord(self.title_text[0]) > 0x2E80

    def _middle(self, text: str, style: Style) -> Piece:
        lines = Lines(style, tuple(self._lettering.lines(style, text, WIDTH)))

        def draw(canvas: Canvas, x: float, top: float) -> None:
            draw_lines(canvas, self._lettering, lines, x, top, WIDTH)

        return Piece(lines.height, draw, stays=True)

    def furnish(self, canvas: Canvas, page: int, pages: int) -> None:
        """Header, footer, and across a draft that it is one; before the page's own content."""
        if self.paper.draft:
            self._across(canvas)
        self._header(canvas)
        self._footer(canvas, page, pages)

    def _across(self, canvas: Canvas) -> None:
        size = DRAFT_SIZE if len(self._draft) < 6 else DRAFT_SIZE * 0.8
        canvas.saveState()
        canvas.setFillGray(DRAFT_GREY)
        canvas.setFont(self._lettering.name("sans"), size)
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, -size / 3, self._draft)
        canvas.restoreState()

    def _header(self, canvas: Canvas) -> None:
        top = PAGE_HEIGHT - 34
        third = WIDTH / 3
        firm = self._one_line(HEADER, str(self.paper.firm), third)
        self._put(canvas, HEADER, firm, LEFT, top, third)
        middle = Style("sans", 8, 11, 0.25, "middle")
        self._put(canvas, middle, self.title_text, LEFT + third, top, third)
        right = Style("sans", 8, 11, 0.25, "right")
        self._put(canvas, right, self._number(), LEFT + third, top, 2 * third)
        self._put(canvas, right, self._case(), LEFT + third, top - 11, 2 * third)
        canvas.setStrokeGray(0.2)
        canvas.setLineWidth(0.6)
        canvas.line(LEFT, top - 25, LEFT + WIDTH, top - 25)

    def _footer(self, canvas: Canvas, page: int, pages: int) -> None:
        top = BOTTOM - 10
        canvas.setStrokeGray(0.2)
        canvas.setLineWidth(0.6)
        canvas.line(LEFT, top, LEFT + WIDTH, top)
        self._put(canvas, FOOTER, self._page(page, pages), LEFT, top - 5, WIDTH)
        self._put(canvas, FOOTNOTE, self._not_police, LEFT, top - 29, WIDTH)
        short = " ".join(self._digest[n : n + 4] for n in range(0, 16, 4))
        self._put(canvas, FOOTER_DIGITS, short, LEFT, top - 5, WIDTH)
        self._put(canvas, FOOTER_LABEL, self._digest_label, LEFT, top - 16, WIDTH)
        canvas.doForm("mark")

    def mark(self, canvas: Canvas) -> None:
        """The QR code, drawn once and used on every page."""
        canvas.beginForm("mark", 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        data = f"{self.paper.number}|{self._digest}"
        draw_mark(canvas, data, LEFT, BOTTOM - 14 - MARK_SIZE, MARK_SIZE)
        canvas.endForm()

    def _put(
        self, canvas: Canvas, style: Style, text: str, left: float, top: float, width: float
    ) -> None:
        draw_lines(canvas, self._lettering, Lines(style, (text,)), left, top, width)

    def _one_line(self, style: Style, text: str, width: float) -> str:
        return self._lettering.lines(style, text.replace("\n", " "), width)[0]

    def _number(self) -> str:
        return self.words.text(say("Document no. {number}", number=self.paper.number))

    def _case(self) -> str:
        return self.words.text(say("Case no. {number}", number=self.paper.case_number))

    def _page(self, page: int, pages: int) -> str:
        return self.words.text(say("Page {page} of {pages}", page=page, pages=pages))


def _drawn(sheet: _Sheet, pages: list[list[Placed]], lettering: Lettering) -> bytes:
    out = BytesIO()
    canvas = _canvas(out, lettering, sheet.words.language.replace("_", "-"))
    canvas.setTitle(f"{sheet.title_text} {sheet.paper.number}")
    canvas.setAuthor(str(sheet.paper.firm))
    canvas.setSubject(sheet.paper.case_number)
    canvas.setCreator(sheet.words.text(Phrase("Lianzheng")))
    canvas.setProducer("Lianzheng")
    sheet.mark(canvas)
    for number, page in enumerate(pages, 1):
        sheet.furnish(canvas, number, len(pages))
        for place, placed in enumerate(page):
            top = PAGE_HEIGHT - TOP - placed.down
            if placed.piece.bookmark:
                key = f"{number}-{place}"
                canvas.bookmarkHorizontal(key, 0, top)
                canvas.addOutlineEntry(
                    placed.piece.bookmark.title, key, placed.piece.bookmark.level, closed=False
                )
            placed.piece.draw(canvas, LEFT, top)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas(out: BytesIO, lettering: Lettering, language: str) -> Any:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas as PdfCanvas

    # reportlab reads these while it writes: else it lists Helvetica and swells pictures by 25 %.
    rl_config.canvas_basefontname = lettering.name("serif")
    rl_config.useA85 = 0
    return PdfCanvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=lettering.name("serif"),
        pdfVersion=(1, 7),
        lang=language,
    )


def _sm3(data: bytes) -> str:
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()
