"""The screening report."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from evidence.papers.content.dossier import Corpus, Dossier
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


def test_in_which_packs_was_searched_is_told(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier()
    assert "none was searched" in said(screening_report(dossier))
    exhibit, rows = next((of, rows) for of, rows in dossier.observations.items() if rows)
    told = dataclasses.replace(
        rows[0].observation, check="M09", result="consistent", values={"packs": ["a", "b"]}
    )
    seen = (*rows, dataclasses.replace(rows[0], observation=told))
    more = dataclasses.replace(dossier, observations={**dossier.observations, exhibit: seen})
    text = said(screening_report(more))
    assert f"2 searched; 1 of {len(dossier.exhibits)} exhibits of this case in all of them" in text


def test_a_method_card_stands_with_its_version(make_dossier: MakeDossier, said: Any) -> None:
    text = said(screening_report(make_dossier()))
    assert "Compares the time of shooting with the time of loss." in text
    assert "version 2" in text


def test_a_picture_nobody_examined_is_not_cleared(make_dossier: MakeDossier, said: Any) -> None:
    dossier = dataclasses.replace(make_dossier(1, matched=False), observations={})
    text = said(screening_report(dossier))
    assert "asks for a closer look." not in text
    assert "found to be alike" not in text
    assert f"Not compared: {dossier.exhibits[0].number}." in text


def test_an_empty_case_says_none(make_dossier: MakeDossier, said: Any) -> None:
    dossier = dataclasses.replace(make_dossier(0), corpus=Corpus(1, 0, "", ""))
    text = said(screening_report(dossier), "zh_CN")
    assert "（／）" not in text
    assert "／ 至 ／" not in text
