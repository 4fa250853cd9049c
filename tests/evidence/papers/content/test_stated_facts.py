"""Stated facts in a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.papers.content.dossier import Dossier
from evidence.papers.content.investigation_report import investigation_report

MakeDossier = Callable[..., Dossier]


def test_personal_numbers_are_masked(make_dossier: MakeDossier, said: Any) -> None:
    text = said(investigation_report(make_dossier()))
    assert "310101199001011234" not in text
    assert "13800138000" not in text
    assert "310***********1234" in text


def test_statements_that_differ_stand_side_by_side(make_dossier: MakeDossier, said: Any) -> None:
    text = said(investigation_report(make_dossier()), "zh_CN")
    at = text.index("八、各方陈述对照")
    assert "停车场保安" in text[at:]
