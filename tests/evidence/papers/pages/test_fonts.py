"""The fonts of a paper."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from evidence.papers.content.paper import (
    Prose,
)
from evidence.papers.pages.fonts import Foundry


def test_characters_no_font_has_are_told_and_can_still_be_copied(printed: Any, small: Any) -> None:
    result = printed(small(Prose("𠮷野家 😀 ㊙ 停车场")))
    assert "𠮷" in result.missing
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(result.pdf)).pages)
    assert "𠮷野家" in text
    assert "停车场" in text


def test_no_font_at_all_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from evidence.errors import Trouble
    from evidence.papers.pages import fonts

    monkeypatch.setattr(fonts, "_ours", lambda: iter(()))
    with pytest.raises(Trouble, match="no Chinese font"):
        Foundry(own_only=True).cast("serif", "字")
