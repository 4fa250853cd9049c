"""Names that can make a PDF act: found in plain bytes, in whatever letters, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading import complaints, pdf_names
from evidence.reading.fact_names import check
from evidence.reading.pdf_names import read_pdf
from evidence.reading.reading import Reading
from evidence.reading.wire import Answer, answer, packed

PDF = "application/pdf"


def _seen(body: bytes) -> list[str]:
    said = Answer(reading=read_pdf(b"%PDF-1.7\n" + body, PDF))
    assert answer(packed(said), PDF) == said
    assert said.reading is not None
    seen: list[str] = said.reading.facts.get("active_content", [])
    return seen


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (b"<</S/JavaScript/JS(app.alert\\(1\\))>>", ["JavaScript"]),
        (b"<</Type/Catalog/OpenAction 3 0 R>> <</S /Launch>>", ["OpenAction", "Launch"]),
        (b"<</J#61va#53cript 1 0 R>>", ["JavaScript"]),
        (b"<</#4faunch>> <</Names<</EmbeddedFiles 1 0 R>>>>", ["EmbeddedFiles"]),
        (b"<</#4Caunch(x)>>", ["Launch"]),
        (b"<</Type/EmbeddedFile", ["EmbeddedFile"]),
        (b"<</JavaScripts 1 0 R/Launcher 2 0 R>> JavaScript", []),
        (b"", []),
    ],
)
def test_names_are_seen(body: bytes, names: list[str]) -> None:
    assert _seen(body) == names


@given(st.binary(max_size=400))
def test_no_bytes_raise(untrusted: bytes) -> None:
    _seen(untrusted)


def test_what_is_too_large_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_names, "MOST_BYTES", 20)
    assert read_pdf(b"%PDF-1.7 /Launch " + bytes(20), PDF) == Reading(
        media_type=PDF, complaints=(complaints.TOO_LARGE_TO_SEARCH,)
    )


@pytest.mark.parametrize(
    "wrong", [[], ["Launch", "Launch"], ["Launch", "OpenAction"], ["X"], "X", [1]]
)
def test_only_known_names_once_and_in_order_are_the_fact(wrong: object) -> None:
    with pytest.raises(ValueError, match="fact"):
        check("active_content", wrong)
