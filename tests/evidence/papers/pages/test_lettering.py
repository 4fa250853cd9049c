"""Measuring and breaking text."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.papers.content.paper import (
    Prose,
)
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.lettering import Lettering, Style

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


def test_markup_is_only_text(printed: Any, pages_of: Any, small: Any) -> None:
    name = "<b>&amp;</b><font color='red'>]]></para>"
    assert name in "".join(pages_of(printed(small(Prose(name))).pdf))


def test_signs_that_hide_are_shown(printed: Any, pages_of: Any, small: Any) -> None:
    assert "照片\\u202Egpj.exe" in "".join(pages_of(printed(small(Prose("照片\u202egpj.exe"))).pdf))
