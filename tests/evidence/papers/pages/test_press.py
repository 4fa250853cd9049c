"""Printing a paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import (
    Paper,
)
from evidence.papers.content.screening_report import screening_report
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.press import print_paper
from evidence.words import Words

PAPERS: tuple[Callable[[Dossier], Paper], ...] = (
    exhibit_list, fixation_record, screening_report, investigation_report, custody_log,
)  # fmt: skip
each_paper = pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)

OWN = Foundry(own_only=True)


@pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)
def test_a_paper_is_whole(
    draw: Callable[[Dossier], Paper],
    make_dossier: Callable[..., Dossier],
    printed: Any,
    pages_of: Any,
) -> None:
    result = printed(draw(make_dossier()))
    pages = pages_of(result.pdf)
    assert len(pages) == result.pages
    assert "AJ2026-K7QM-0001-Z001" in "".join(pages)
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页" in page
        assert f"共 {len(pages)} 页" in page
        assert "非侦查文书" in page
        assert "文书编号：AJ2026-K7QM-0001-W001" in page
        assert " ".join(result.content_sm3[n : n + 4] for n in range(0, 16, 4)) in page


def test_every_font_is_embedded_and_can_be_copied_from(
    make_dossier: Callable[..., Dossier], printed: Any
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(exhibit_list(make_dossier())).pdf))
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_the_pdf_tells_of_itself(make_dossier: Callable[..., Dossier], printed: Any) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(exhibit_list(make_dossier())).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "电子数据清单 AJ2026-K7QM-0001-W001"
    assert reader.metadata.author == "某某保险公估有限公司"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert [entry.title for entry in reader.outline][:2] == ["一、提取情况", "二、清单"]  # type: ignore[union-attr]


def test_the_same_content_gives_the_same_bytes(
    make_dossier: Callable[..., Dossier], printed: Any
) -> None:
    paper = screening_report(make_dossier(2))
    assert printed(paper).pdf == printed(paper).pdf
    assert print_paper(paper, Words("en"), OWN).pdf != printed(paper).pdf


def test_a_draft_says_so_on_every_page(
    make_dossier: Callable[..., Dossier], printed: Any, pages_of: Any
) -> None:
    for page in pages_of(printed(exhibit_list(make_dossier(stated=False))).pdf):
        assert "非正式稿" in page
    assert "非正式稿" not in "".join(pages_of(printed(exhibit_list(make_dossier())).pdf))


def test_an_english_list_breaks_no_word_of_its_head(
    make_dossier: Any, pages_of: Callable[[bytes], list[str]]
) -> None:
    paper = print_paper(exhibit_list(make_dossier(1)), Words("en"), Foundry(own_only=True))
    text = "\n".join(pages_of(paper.pdf))
    for word in ("Category", "picture", "document", "Format"):
        assert word in text
