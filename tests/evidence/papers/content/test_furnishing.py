"""What all papers share: gaps, heads, words we may use."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import (
    Paper,
    content_bytes,
    spoken,
)
from evidence.papers.content.screening_report import screening_report
from evidence.words import Words

MakeDossier = Callable[..., Dossier]

PAPERS: tuple[Callable[[Dossier], Paper], ...] = (
    exhibit_list, fixation_record, screening_report, investigation_report, custody_log,
)  # fmt: skip
each_paper = pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)


@each_paper
@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_every_case_gives_a_paper(
    draw: Callable[[Dossier], Paper],
    stated: bool,
    count: int,
    make_dossier: MakeDossier,
    texts: Any,
) -> None:
    paper = spoken(draw(make_dossier(count, stated=stated)), Words("zh_CN"))
    assert content_bytes(paper)
    assert paper.draft == bool(paper.gaps)
    assert all("{" not in gap for gap in texts(paper.gaps))


@each_paper
def test_no_paper_accuses(
    draw: Callable[[Dossier], Paper], make_dossier: MakeDossier, said: Any
) -> None:
    text = said(draw(make_dossier()), "zh_CN")
    for word in ("欺诈", "造假", "伪造", "讯问", "扣押", "嫌疑"):
        assert word not in text
    assert "鉴定" not in text.replace("不是鉴定意见", "").replace("另行委托鉴定", "")


@each_paper
def test_what_nobody_stated_makes_a_draft(
    draw: Callable[[Dossier], Paper], make_dossier: MakeDossier
) -> None:
    gaps = [str(gap) for gap in draw(make_dossier(stated=False)).gaps]
    assert "The cause of the case is not stated." in gaps


def test_a_session_left_unstated_is_named(make_dossier: MakeDossier, said: Any) -> None:
    text = said(exhibit_list(make_dossier(stated=False)))
    assert "why fewer than two collectors took part" in text
    assert "clock offset of the source device" in text


def test_a_changed_original_is_a_gap(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(2)
    first = dossier.exhibits[0]
    bad = dataclasses.replace(dossier.copies[first.exhibit], sha256="0" * 64, intact=False)
    changed = dataclasses.replace(dossier, copies={**dossier.copies, first.exhibit: bad})
    for draw in PAPERS:
        assert any("no longer has the digest" in str(gap) for gap in draw(changed).gaps)


@each_paper
def test_the_heads_stand_in_every_paper(
    draw: Callable[[Dossier], Paper], make_dossier: MakeDossier, codes: Any
) -> None:
    dossier = make_dossier()
    codes = {value.text for value in codes(draw(dossier))}
    assert {head.link for head in dossier.heads} <= codes
    assert dossier.heads_digest in codes


def test_the_limits_of_workers_are_said(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(1)
    row = dossier.sessions[0]
    held = dataclasses.replace(row.session, environment={"worker_limits": "time, no_network"})
    limited = dataclasses.replace(dossier, sessions=(dataclasses.replace(row, session=held),))
    text = said(exhibit_list(limited))
    assert "A reader cannot reach the network." in text
    assert "no_network" not in text


def test_a_long_text_is_cut_in_the_head_and_whole_in_an_annex(
    make_dossier: Callable[..., Dossier], said: Any
) -> None:
    dossier = make_dossier(1)
    cause, firm = "核查事由" * 700, "某某公估" * 125
    facts = dataclasses.replace(dossier.case.facts, cause=cause, firm=firm)
    dossier = dataclasses.replace(dossier, case=dataclasses.replace(dossier.case, facts=facts))
    paper = exhibit_list(dossier)
    assert len(said(paper.firm, "zh_CN")) < 80
    head = said(paper.blocks[0], "zh_CN")
    assert head.count("…（全文见附件）") == 2
    assert cause not in head
    annex = said(paper, "zh_CN").split("附件：全文")[1]
    assert cause in annex
    assert firm in annex
