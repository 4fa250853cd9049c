"""Movements of custody."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from evidence.facts import Answer
from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Chain, Dossier
from evidence.words import say

MakeDossier = Callable[..., Dossier]


def test_intakes_of_one_session_are_one_movement(make_dossier: MakeDossier, said: Any) -> None:
    text = said(custody_log(make_dossier(30)))
    assert "AJ2026-K7QM-0001-Z001 to AJ2026-K7QM-0001-Z031, 31 exhibits" in text


def test_whether_the_chain_holds_is_what_was_checked(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(2)
    signer = dossier.author.signer
    unchecked = said(custody_log(dossier))
    assert "chain of digests: not checked" in unchecked
    assert "skipped" not in unchecked
    good = dataclasses.replace(dossier, chains=(Chain(signer, 23),))
    assert "2 movements; chain of digests: agrees, 23 entries." in said(custody_log(good))
    fault = say("Entry {seq} does not follow entry {before}.", seq=7, before=6)
    bad = dataclasses.replace(dossier, chains=(Chain(signer, 6, 0, fault),))
    text = said(custody_log(bad))
    assert "chain of digests: does not agree. Entry 7 does not follow entry 6." in text
    assert "Record of 张三 (某某保险公估有限公司): Entry 7" in text


def test_what_was_out_of_order_is_listed(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(2)
    offered = dossier.custody[-1]
    refused = dataclasses.replace(offered, kind="refused", values={"reason": "封条破损"})
    anomaly = Answer(value="屏幕碎裂")
    held = dataclasses.replace(dossier.sessions[0].session, anomalies=anomaly)
    first = dossier.exhibits[0].exhibit
    text = said(
        custody_log(
            dataclasses.replace(
                dossier,
                custody=(*dossier.custody, refused),
                sessions=(dataclasses.replace(dossier.sessions[0], session=held),),
                copies={first: dataclasses.replace(dossier.copies[first], intact=False)},
                chains=(Chain(dossier.author.signer, 23, 2),),
            )
        )
    )
    for what in ("封条破损", "屏幕碎裂", "content of 2 entries was erased", "no longer agree"):
        assert what in text
    assert "not answered yet" not in text
    paper = dataclasses.replace(offered, exhibits=("b" * 32,))
    handed = dataclasses.replace(dossier, custody=(paper,), papers={"b" * 32: "W001"})
    assert "W001" in said(custody_log(handed))
    assert "offered to 陈七" in said(custody_log(dossier))
    assert "None was found or recorded." in said(
        custody_log(dataclasses.replace(dossier, custody=()))
    )
