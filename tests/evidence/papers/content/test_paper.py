"""What a paper is made of, and how it is said."""

from __future__ import annotations

from collections.abc import Callable

from evidence.papers.content.dossier import Dossier
from evidence.papers.content.paper import (
    Code,
    content_bytes,
    spoken,
)
from evidence.papers.content.screening_report import screening_report
from evidence.values import sha256
from evidence.words import Phrase, Words, say

MakeDossier = Callable[..., Dossier]


def test_a_phrase_is_said_with_its_values_made_visible() -> None:
    said = spoken((say("File name"), "a\u202eb", ("x\ny", Code("0f"))), Words("zh_CN"))
    assert said == ("文件名", "a\\u202Eb", ("x\ny", Code("0f")))


def test_several_values_are_a_list_in_the_language() -> None:
    listed = Phrase("{values}", {"values": ("a", say("File name"))})
    assert spoken(listed, Words("zh_CN")) == "a、文件名"  # type: ignore[comparison-overlap]
    assert spoken(listed, Words("en")) == "a, File name"  # type: ignore[comparison-overlap]


def test_the_content_names_a_picture_by_its_digest(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(1)
    paper = spoken(screening_report(dossier), Words("en"))
    first = dossier.copies[dossier.exhibits[0].exhibit].picture
    assert first is not None
    assert sha256(first.jpeg).encode() in content_bytes(paper)
