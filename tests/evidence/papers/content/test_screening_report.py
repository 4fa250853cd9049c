"""The screening report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.papers.content.dossier import Dossier
from evidence.papers.content.screening_report import screening_report

MakeDossier = Callable[..., Dossier]


def test_the_annex_lists_every_check_of_every_exhibit(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier()
    text = said(screening_report(dossier))
    checks = {o.observation.check for rows in dossier.observations.values() for o in rows}
    assert all(check in text for check in checks)
    assert "A12: The embedded thumbnail cannot be decoded." in text
    assert "does not decide whether a picture is authentic" in text


def test_what_was_not_searched_is_told(make_dossier: MakeDossier, said: Any) -> None:
    text = said(screening_report(make_dossier()))
    assert "214 pictures of 3 cases in this workspace" in text
    assert "pictures on the internet" in text


def test_a_method_card_stands_with_its_version(make_dossier: MakeDossier, said: Any) -> None:
    text = said(screening_report(make_dossier()))
    assert "Compares the time of shooting with the time of loss." in text
    assert "version 2" in text
