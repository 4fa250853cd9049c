"""Pages of a paper become pictures of the width asked for, from any thread, until it is closed."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.paper_pages import PaperPages


@pytest.fixture
def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400), initialFontName="Helvetica")
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 200, 300, 200, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize((600, 400))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_in_its_colours(pdf: bytes) -> None:
    pages = PaperPages(pdf)
    assert [(s.width(), s.height()) for s in pages.sizes] == [(300, 400), (600, 400)]
    image = pages.drawn(0, 150)
    assert (image.width(), image.height()) == (150, 200)
    assert image.pixelColor(75, 50).getRgb()[:3] == (255, 0, 0)
    assert image.pixelColor(75, 150).getRgb()[:3] == (255, 255, 255)
    pages.close()


def test_several_threads_may_draw(pdf: bytes) -> None:
    first, second = PaperPages(pdf), PaperPages(pdf)
    with ThreadPoolExecutor(4) as threads:
        drawn = list(
            threads.map(lambda n: (first, second)[n % 2].drawn(n % 2, 100 + n).width(), range(40))
        )
    assert drawn == [100 + n for n in range(40)]
    first.close()
    second.close()


def test_a_closed_paper_draws_nothing(pdf: bytes) -> None:
    pages = PaperPages(pdf)
    pages.close()
    pages.close()
    assert pages.drawn(0, 100).isNull()
