"""What papers say, without any PDF: gaps, digests, masks, verdicts, the annex of every check."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import digest_lines, exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import Code, Paper, Picture, content_bytes, spoken
from evidence.papers.content.screening_report import screening_report
from evidence.words import Words

PAPERS: tuple[Callable[[Dossier], Paper], ...] = (
    exhibit_list, fixation_record, screening_report, investigation_report, custody_log,
)  # fmt: skip
each_paper = pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)
MakeDossier = Callable[..., Dossier]


def texts(value: Any) -> Iterator[str]:
    """Every text of a spoken paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Picture):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def said(paper: Paper, language: str = "en") -> str:
    return "\n".join(texts(spoken(paper, Words(language))))  # type: ignore[arg-type]


def pictures(value: Any) -> Iterator[Picture]:
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from pictures(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from pictures(getattr(value, field.name))


@each_paper
@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_every_case_gives_a_paper(
    draw: Callable[[Dossier], Paper], stated: bool, count: int, make_dossier: MakeDossier
) -> None:
    paper = spoken(draw(make_dossier(count, stated=stated)), Words("zh_CN"))
    assert content_bytes(paper)
    assert paper.draft == bool(paper.gaps)
    assert all("{" not in gap for gap in texts(paper.gaps))


@each_paper
def test_no_paper_accuses(draw: Callable[[Dossier], Paper], make_dossier: MakeDossier) -> None:
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


def test_a_complete_list_is_final(make_dossier: MakeDossier) -> None:
    assert exhibit_list(make_dossier()).gaps == ()
    assert not exhibit_list(make_dossier()).draft


def test_a_session_left_unstated_is_named(make_dossier: MakeDossier) -> None:
    text = said(exhibit_list(make_dossier(stated=False)))
    assert "fewer than two collectors, and no reason is given" in text
    assert "clock offset of the source device" in text


def test_the_list_names_every_exhibit_with_both_digests(make_dossier: MakeDossier) -> None:
    dossier = make_dossier()
    text = said(exhibit_list(dossier))
    for exhibit in dossier.exhibits:
        assert exhibit.number in text
        assert exhibit.sha256 in text
        assert dossier.copies[exhibit.exhibit].sm3 in text


def test_the_lists_own_digest_can_be_computed_from_what_is_printed(
    make_dossier: MakeDossier,
) -> None:
    dossier = make_dossier(2)
    lines = "".join(
        f"{e.number} {e.sha256} {dossier.copies[e.exhibit].sm3} {e.size}\n"
        for e in dossier.exhibits
    )
    assert digest_lines(dossier) == lines.encode()
    assert hashlib.sha256(lines.encode()).hexdigest() in said(exhibit_list(dossier))


def test_a_changed_original_is_a_gap(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(2)
    first = dossier.exhibits[0]
    bad = dataclasses.replace(dossier.copies[first.exhibit], sha256="0" * 64, intact=False)
    changed = dataclasses.replace(dossier, copies={**dossier.copies, first.exhibit: bad})
    for draw in PAPERS:
        assert any("no longer has the digest" in str(gap) for gap in draw(changed).gaps)


def test_a_picture_of_another_case_is_masked(make_dossier: MakeDossier) -> None:
    dossier = make_dossier()
    match = dossier.matches[0]
    for draw in PAPERS:
        text = said(draw(dossier))
        assert match.other_case not in text
        assert match.other_exhibit not in text
    assert "Picture of another case, not shown" in said(screening_report(dossier))


def test_a_match_within_the_case_shows_both_pictures(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(matched=True)
    own = dataclasses.replace(
        dossier.matches[0], other_case=dossier.case.case, other_exhibit=dossier.exhibits[1].exhibit
    )
    alone = dataclasses.replace(dossier, matches=())
    within = dataclasses.replace(dossier, matches=(own,))
    shown = list(pictures(screening_report(within)))
    assert len(shown) == len(list(pictures(screening_report(alone)))) + 2


def test_the_annex_lists_every_check_of_every_exhibit(make_dossier: MakeDossier) -> None:
    dossier = make_dossier()
    text = said(screening_report(dossier))
    checks = {o.observation.check for rows in dossier.observations.values() for o in rows}
    assert all(check in text for check in checks)
    assert "A12: The embedded thumbnail cannot be decoded." in text
    assert "does not decide whether a picture is authentic" in text


def test_a_verdict_stands_with_person_and_reason(make_dossier: MakeDossier) -> None:
    text = said(screening_report(make_dossier()))
    assert "upheld; 张三 (某某保险公估有限公司), 2026-11-22 14:05; reason: 手机时间" in text
    assert "not reviewed by a person" in text


def test_weak_observations_do_not_stand_alone(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(1)
    only = dossier.exhibits[0].exhibit
    weak = tuple(
        dataclasses.replace(row, observation=dataclasses.replace(row.observation, strength="weak"))
        for row in dossier.observations[only]
    )
    assert dossier.asking(only)
    assert dataclasses.replace(dossier, observations={only: weak}).asking(only) == ()


def test_a_fact_without_a_source_is_marked(make_dossier: MakeDossier) -> None:
    report = investigation_report(make_dossier())
    assert "(unsupported: no source stated)" in said(report)
    assert "1 facts have no source." in [str(gap) for gap in report.gaps]


def test_personal_numbers_are_masked(make_dossier: MakeDossier) -> None:
    text = said(investigation_report(make_dossier()))
    assert "310101199001011234" not in text
    assert "13800138000" not in text
    assert "310***********1234" in text


def test_the_conclusion_is_left_to_persons(make_dossier: MakeDossier) -> None:
    report = investigation_report(make_dossier())
    assert report.draft
    assert "The conclusion is not filled in." in [str(gap) for gap in report.gaps]


def test_statements_that_differ_stand_side_by_side(make_dossier: MakeDossier) -> None:
    text = said(investigation_report(make_dossier()), "zh_CN")
    at = text.index("八、各方陈述对照")
    assert "停车场保安" in text[at:]


def test_intakes_of_one_session_are_one_movement(make_dossier: MakeDossier) -> None:
    text = said(custody_log(make_dossier(30)))
    assert "AJ2026-K7QM-0001-Z001 to AJ2026-K7QM-0001-Z031, 31 exhibits" in text


@each_paper
def test_the_heads_stand_in_every_paper(
    draw: Callable[[Dossier], Paper], make_dossier: MakeDossier
) -> None:
    dossier = make_dossier()
    codes = {value.text for value in _codes(draw(dossier))}
    assert {head.link for head in dossier.heads} <= codes
    assert dossier.heads_digest in codes


def _codes(value: Any) -> Iterator[Code]:
    if isinstance(value, Code):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _codes(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _codes(getattr(value, field.name))
