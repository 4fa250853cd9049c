"""The investigation report."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from evidence.facts import Answer
from evidence.ledger.kinds import CommissionRecorded
from evidence.papers.content.dossier import Dossier, Stated
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


STATED = Stated(
    conclusion="partly_differs", advice="补充调查", fees="按件计费，无结果奖励", interests="无"
)


def test_what_a_person_states_is_printed_and_is_no_gap(
    make_dossier: MakeDossier, said: Any
) -> None:
    dossier = dataclasses.replace(make_dossier(), stated=STATED)
    gaps = [str(gap) for gap in investigation_report(dossier).gaps]
    assert not any("conclusion" in gap or "proposal" in gap or "Fees" in gap for gap in gaps)
    text = said(investigation_report(dossier), "zh_CN")
    assert "■ 部分事实不符" in text
    assert "□ 未见异常" in text
    for words in (STATED.advice, STATED.fees, STATED.interests):
        assert words in text


def test_each_thing_left_out_is_a_gap(make_dossier: MakeDossier) -> None:
    for name, gap in (
        ("conclusion", "The conclusion is not filled in."),
        ("advice", "The proposal is not filled in."),
        ("fees", "Fees and interests are not disclosed."),
        ("interests", "Fees and interests are not disclosed."),
    ):
        stated = dataclasses.replace(STATED, **{name: ""})
        dossier = dataclasses.replace(make_dossier(), stated=stated)
        assert gap in [str(each) for each in investigation_report(dossier).gaps]
    with pytest.raises(ValueError, match="no such conclusion"):
        Stated(conclusion="guilty")


def test_a_commission_is_printed(make_dossier: MakeDossier, said: Any) -> None:
    commission = CommissionRecorded(
        number="WT-7", principal="某财产保险公司", scope="查勘", until="2026-06-30",
        data=("报案照片", "保单"), sub_commission=Answer(value="不得转委托"),
    )  # fmt: skip
    text = said(
        investigation_report(dataclasses.replace(make_dossier(), commissions=(commission,)))
    )
    for words in ("WT-7", "某财产保险公司", "查勘", "2026-06-30", "报案照片, 保单", "不得转委托"):
        assert words in text
    assert "no commission recorded" not in text


NOTHING_SEEN = "No check asks for a closer look."
NOTHING_ALIKE = "No picture of another case was found to be alike."


def test_what_nobody_examined_is_not_cleared(make_dossier: MakeDossier, said: Any) -> None:
    dossier = dataclasses.replace(make_dossier(2, matched=False), observations={})
    report = investigation_report(dossier)
    text, numbers = said(report), ", ".join(e.number for e in dossier.exhibits)
    assert NOTHING_SEEN not in text
    assert NOTHING_ALIKE not in text
    assert text.count(f"Not examined: {numbers}.") == 4  # the gap, where it is printed, 6. and 7.
    assert f"Not compared: {dossier.exhibits[0].number}, {dossier.exhibits[1].number}." in text
    assert "None recorded." not in text
    assert f"尚未检查：{dossier.exhibits[0].number}" in said(report, "zh_CN")
    assert f"未比对：{dossier.exhibits[0].number}" in said(report, "zh_CN")


def test_a_case_without_pictures_or_exhibits_is_not_cleared(
    make_dossier: MakeDossier, said: Any
) -> None:
    empty = said(investigation_report(make_dossier(0)))
    assert NOTHING_SEEN not in empty
    assert NOTHING_ALIKE not in empty
    assert "Nothing was examined: the case has no exhibit." in empty
    assert "Nothing was compared: the case has no picture." in empty


def test_what_was_examined_may_be_told_of(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(2, matched=False)
    row = dossier.observations[dossier.exhibits[1].exhibit][0]
    dossier = dataclasses.replace(
        dossier, observations={e.exhibit: (row,) for e in dossier.exhibits}
    )
    text = said(investigation_report(dossier))
    assert NOTHING_SEEN in text
    assert NOTHING_ALIKE in text
    assert "Not examined" not in text
    assert "Not compared" not in text
