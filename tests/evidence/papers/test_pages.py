"""How papers look: embedded fonts, text that can be copied, nothing that breaks a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import (
    Code,
    Column,
    Entry,
    Figure,
    Form,
    Items,
    Paper,
    Prose,
    Row,
    Section,
    Signatures,
    Signer,
    Table,
)
from evidence.papers.content.screening_report import screening_report
from evidence.papers.pages.flow import Piece, paginate
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.press import Printed, print_paper
from evidence.words import Words

PAPERS: tuple[Callable[[Dossier], Paper], ...] = (
    exhibit_list, fixation_record, screening_report, investigation_report, custody_log,
)  # fmt: skip
OWN = Foundry(own_only=True)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def printed(paper: Paper) -> Printed:
    return print_paper(paper, Words("zh_CN"), OWN)


def small(*blocks: object, gaps: tuple[object, ...] = ()) -> Paper:
    return Paper(
        kind="x", title="试印", number="AJ2026-K7QM-0001-W001", case_number="AJ2026-K7QM-0001",
        firm="某某保险公估有限公司", made_at="", gaps=gaps, blocks=blocks,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)
def test_a_paper_is_whole(
    draw: Callable[[Dossier], Paper], make_dossier: Callable[..., Dossier]
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
    make_dossier: Callable[..., Dossier],
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


def test_the_pdf_tells_of_itself(make_dossier: Callable[..., Dossier]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(exhibit_list(make_dossier())).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "电子数据清单 AJ2026-K7QM-0001-W001"
    assert reader.metadata.author == "某某保险公估有限公司"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert [entry.title for entry in reader.outline][:2] == ["一、提取情况", "二、清单"]  # type: ignore[union-attr]


def test_the_same_content_gives_the_same_bytes(make_dossier: Callable[..., Dossier]) -> None:
    paper = screening_report(make_dossier(2))
    assert printed(paper).pdf == printed(paper).pdf
    assert print_paper(paper, Words("en"), OWN).pdf != printed(paper).pdf


def test_a_draft_says_so_on_every_page(make_dossier: Callable[..., Dossier]) -> None:
    for page in pages_of(printed(exhibit_list(make_dossier(stated=False))).pdf):
        assert "非正式稿" in page
    assert "非正式稿" not in "".join(pages_of(printed(exhibit_list(make_dossier())).pdf))


def test_a_tables_head_is_on_every_page_it_reaches() -> None:
    columns = (Column("甲栏", 1), Column("乙栏", 1))
    rows = tuple(Row((f"第{n}行", "值"), (Entry("校验", Code("0a" * 32)),)) for n in range(60))
    pages = pages_of(printed(small(Table(columns, rows))).pdf)
    assert len(pages) > 2
    assert all("甲栏" in page for page in pages)


def test_characters_no_font_has_are_told_and_can_still_be_copied() -> None:
    result = printed(small(Prose("𠮷野家 😀 ㊙ 停车场")))
    assert "𠮷" in result.missing
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(result.pdf)).pages)
    assert "𠮷野家" in text
    assert "停车场" in text


def test_markup_is_only_text() -> None:
    name = "<b>&amp;</b><font color='red'>]]></para>"
    assert name in "".join(pages_of(printed(small(Prose(name))).pdf))


def test_signs_that_hide_are_shown() -> None:
    assert "照片\\u202Egpj.exe" in "".join(pages_of(printed(small(Prose("照片\u202egpj.exe"))).pdf))


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "很长" * 260,
        "a" * 500,
        "\u202e\u0000\ud800",
        "/" * 300,
        "！" * 200,
        "é́́" * 40,
        "عربي" * 30,
        "",
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE, st.integers(0, 30))
def test_no_text_breaks_a_page(one: str, other: str, count: int) -> None:
    """Also: every piece lies within its page."""
    paper = small(
        Section(one, (Prose((one, other)), Items((one, other)), Form((Entry(other, one),) * 3, 2))),
        Table((Column(one, 3), Column(other, 1)), tuple(Row((one, other)) for _ in range(count))),
        Figure(None, one, other),
        Signatures((Signer(one, other, reason=one),)),
    )
    result = print_paper(paper, Words("en"), OWN)
    assert len(pypdf.PdfReader(io.BytesIO(result.pdf)).pages) == result.pages


@given(
    st.lists(
        st.tuples(st.floats(1, 900), st.floats(0, 40), st.booleans(), st.booleans()), max_size=60
    )
)
def test_pages_hold_every_piece_once_and_in_order(
    drawn: list[tuple[float, float, bool, bool]],
) -> None:
    pieces = [
        Piece(height, lambda c, x, top: None, before=before, stays=stays, new_page=new)
        for height, before, stays, new in drawn
    ]
    placed = [each for page in paginate(pieces, 700) for each in page]
    assert [id(each.piece) for each in placed] == [id(piece) for piece in pieces]
    for page in paginate(pieces, 700):
        bottoms = [p.down + p.piece.height for p in page]
        assert all(bottom <= 700.001 for bottom in bottoms) or len(page) == 1


@settings(max_examples=25, deadline=None)
@given(HOSTILE.map(lambda t: t.replace("\ud800", "")), st.floats(20, 400))
def test_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    style = Style(size=9)
    with Lettering(OWN) as lettering:
        lettering.width(style, text)
        lettering.cast()
        lines = lettering.lines(style, text, width)
        assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
        wide = [line for line in lines if lettering.width(style, line) > width + 0.001]
        assert all(len(line) <= 2 for line in wide)


def test_no_font_at_all_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from evidence.errors import Trouble
    from evidence.papers.pages import fonts

    monkeypatch.setattr(fonts, "_ours", lambda: iter(()))
    with pytest.raises(Trouble, match="no Chinese font"):
        Foundry(own_only=True).cast("serif", "字")
