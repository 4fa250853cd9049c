"""The record of extraction."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from evidence.facts import Answer
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record

MakeDossier = Callable[..., Dossier]


def test_it_tells_who_where_and_how(make_dossier: MakeDossier, said: Any) -> None:
    text = said(fixation_record(make_dossier()), "zh_CN")
    assert "2026年11月22日 11时00分至2026年11月22日 11时40分" in text
    assert "提供人的同意情况（按所述）：书面同意。" in text
    assert "USB 连接，只读复制" in text
    assert "未封存原始介质的原因" in text


def test_an_original_that_changed_is_told(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(2)
    bad = {n: dataclasses.replace(c, intact=False) for n, c in dossier.copies.items()}
    text = said(fixation_record(dataclasses.replace(dossier, copies=bad)))
    assert "these no longer agreed: AJ2026-K7QM-0001-Z001" in text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(unknown="refused", note="当场拒绝"), "The provider did not consent: refused"),
        (Answer(unknown="not_stated"), "No consent of the provider is on record: not stated"),
    ],
)
def test_nothing_is_confirmed_for_the_provider(
    answer: Answer, expected: str, make_dossier: MakeDossier, said: Any
) -> None:
    dossier = make_dossier(2)
    held = dataclasses.replace(dossier.sessions[0].session, consent=answer)
    row = dataclasses.replace(dossier.sessions[0], session=held)
    unwilling = dataclasses.replace(dossier, sessions=(row,))
    text = said(fixation_record(unwilling))
    assert expected in text
    for each in (text, said(exhibit_list(unwilling))):
        for claim in ("with the consent", "voluntarily", "who confirmed", "has compared"):
            assert claim not in each
