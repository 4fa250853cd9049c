"""The trade's words."""

from __future__ import annotations

from evidence.papers.content.wordings import LINES, category, file_format, named


def test_what_has_no_word_is_shown_as_it_is() -> None:
    assert named(LINES, "space") == "space"
    assert named(LINES, "") == "／"


def test_a_stated_category_comes_first() -> None:
    assert category("image/jpeg", "书证") == "书证"
    assert str(category("application/pdf")) == "document"
    assert str(category("x")) == "file"
    assert file_format("image/heic") == "HEIC"
    assert file_format("") == "／"
