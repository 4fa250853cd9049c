"""The pictures of the screening report."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from evidence.index.rows import VerdictRow
from evidence.observation import Observation
from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import (
    Paper,
)
from evidence.papers.content.screening_report import screening_report

MakeDossier = Callable[..., Dossier]

PAPERS: tuple[Callable[[Dossier], Paper], ...] = (
    exhibit_list, fixation_record, screening_report, investigation_report, custody_log,
)  # fmt: skip
each_paper = pytest.mark.parametrize("draw", PAPERS, ids=lambda draw: draw.__name__)


def test_a_picture_of_another_case_is_masked(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier()
    match = dossier.matches[0]
    for draw in PAPERS:
        text = said(draw(dossier))
        assert match.other_case not in text
        assert match.other_exhibit not in text
    assert "Picture of another case, not shown" in said(screening_report(dossier))


def test_a_match_within_the_case_shows_both_pictures(
    make_dossier: MakeDossier, pictures: Any
) -> None:
    dossier = make_dossier(matched=True)
    own = dataclasses.replace(
        dossier.matches[0], other_case=dossier.case.case, other_exhibit=dossier.exhibits[1].exhibit
    )
    alone = dataclasses.replace(dossier, matches=())
    within = dataclasses.replace(dossier, matches=(own,))
    shown = list(pictures(screening_report(within)))
    assert len(shown) == len(list(pictures(screening_report(alone)))) + 2


def test_a_verdict_stands_with_person_and_reason(make_dossier: MakeDossier, said: Any) -> None:
    text = said(screening_report(make_dossier()))
    assert "upheld; 张三 (某某保险公估有限公司), 2026-11-22 14:05; reason: 手机时间" in text
    assert "not reviewed by a person" in text


def test_the_reason_of_a_verdict_on_a_match_stays_in_the_desk(
    make_dossier: MakeDossier, said: Any
) -> None:
    dossier = make_dossier()
    first = dossier.observations[dossier.matches[0].exhibit][0]
    seen = dataclasses.replace(first.observation, check="A02", result="conflict")
    row = dataclasses.replace(first, observation=seen)
    matches, verdicts = [], {}
    for pair, verdict in (("pair one", "confirmed"), ("pair two", "dismissed")):
        name = hashlib.sha256(pair.encode()).hexdigest()
        matches.append(dataclasses.replace(dossier.matches[0], pair=name, match_class="same_file"))
        finding = hashlib.sha256(name.encode()).hexdigest()[:12]
        verdicts[finding] = VerdictRow(
            finding, verdict, "see case AJ-OTHER-9", "", dossier.author.signer,
            "2026-11-22T06:05:00.000Z", "",
        )  # fmt: skip
    judged = dataclasses.replace(
        dossier, matches=tuple(matches), verdicts=verdicts,
        observations={row.exhibit: (row,)},
    )  # fmt: skip
    for draw in PAPERS:
        assert "AJ-OTHER-9" not in said(draw(judged))
    for draw in (screening_report, investigation_report):
        text = said(draw(judged))
        for match, verdict in zip(matches, ("upheld", "dismissed"), strict=True):
            assert f"Match {match.pair[:12]}: {verdict}; 张三" in text


def test_names_of_the_record_are_told_in_words(
    make_dossier: Callable[..., Dossier], said: Any
) -> None:
    dossier = make_dossier(1)
    first = dossier.exhibits[0].exhibit
    row = dossier.observations[first][0]
    seen = Observation(
        check="M01", version=1, result="attention", strength="fact",
        what="The file bears the name of {editor} (in {field}).",
        values={"editor": "X", "field": "software", "odd": ["time_original 1970-01-01T00:00:00"]},
    )  # fmt: skip
    rows = {first: (dataclasses.replace(row, observation=seen),)}
    text = said(screening_report(dataclasses.replace(dossier, observations=rows)), "zh_CN")
    assert "（见 软件）" in text
    assert "拍摄时间：1970-01-01T00:00:00" in text
    assert "time_original" not in text
