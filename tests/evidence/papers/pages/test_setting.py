"""From blocks to pieces."""

from __future__ import annotations

import io
from typing import Any

import pypdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.papers.content.paper import (
    Code,
    Column,
    Entry,
    Figure,
    Form,
    Items,
    Prose,
    Row,
    Section,
    Signatures,
    Signer,
    Table,
)
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.press import print_paper
from evidence.words import Words

OWN = Foundry(own_only=True)
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


def test_a_tables_head_is_on_every_page_it_reaches(printed: Any, pages_of: Any, small: Any) -> None:
    columns = (Column("甲栏", 1), Column("乙栏", 1))
    rows = tuple(Row((f"第{n}行", "值"), (Entry("校验", Code("0a" * 32)),)) for n in range(60))
    pages = pages_of(printed(small(Table(columns, rows))).pdf)
    assert len(pages) > 2
    assert all("甲栏" in page for page in pages)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE, st.integers(0, 30))
def test_no_text_breaks_a_page(small: Any, one: str, other: str, count: int) -> None:
    """Also: every piece lies within its page."""
    paper = small(
        Section(one, (Prose((one, other)), Items((one, other)), Form((Entry(other, one),) * 3, 2))),
        Table((Column(one, 3), Column(other, 1)), tuple(Row((one, other)) for _ in range(count))),
        Figure(None, one, other),
        Signatures((Signer(one, other, reason=one),)),
    )
    result = print_paper(paper, Words("en"), OWN)
    assert len(pypdf.PdfReader(io.BytesIO(result.pdf)).pages) == result.pages
