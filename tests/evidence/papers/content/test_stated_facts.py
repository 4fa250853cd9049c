"""Stated facts in a report."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from evidence.facts import CaseFacts, Party, Spot, Vehicle
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.stated_facts import stated_facts
from evidence.words import Words

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


def test_a_fact_leaves_out_what_is_not_known(make_dossier: Callable[..., Dossier]) -> None:
    dossier = make_dossier(0)
    facts = CaseFacts(
        parties=(Party(id="p", role="repair_shop", name="某修理厂"),),
        vehicles=(Vehicle(id="v", role="insured", plate="沪A12345"),),
        spots=(Spot(id="s", kind="shop", text="某修理厂"),),
    )
    dossier = dataclasses.replace(dossier, case=dataclasses.replace(dossier.case, facts=facts))
    assert [Words("zh_CN").text(fact.text) for fact in stated_facts(dossier)] == [
        "修理厂：某修理厂", "标的车：车牌 沪A12345", "修理厂：某修理厂",
    ]  # fmt: skip
