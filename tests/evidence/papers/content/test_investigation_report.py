"""The investigation report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.papers.content.dossier import Dossier
from evidence.papers.content.investigation_report import investigation_report

MakeDossier = Callable[..., Dossier]


def test_a_fact_without_a_source_is_marked(make_dossier: MakeDossier, said: Any) -> None:
    report = investigation_report(make_dossier())
    assert "(unsupported: no source stated)" in said(report)
    assert "1 facts have no source." in [str(gap) for gap in report.gaps]


def test_the_conclusion_is_left_to_persons(make_dossier: MakeDossier) -> None:
    report = investigation_report(make_dossier())
    assert report.draft
    assert "The conclusion is not filled in." in [str(gap) for gap in report.gaps]
