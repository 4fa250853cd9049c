"""Pictures come from the workers, the last asked for first, within bounds, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

import desktop.pictures as ours
from desktop.workbench import Workbench
from evidence.index.rows import ExhibitRow
from evidence.words import Phrase

CaseOf = Callable[[Workbench, int], str]


def _pictures(bench: Workbench, case: str) -> list[ExhibitRow]:
    rows = bench.workspace.look.exhibits(case)
    return [row for row in rows if row.media_type == "image/jpeg"]


def test_a_thumbnail_arrives_and_is_then_there(
    sample_bench: Workbench, case_of: CaseOf, qtbot: Any
) -> None:
    case = case_of(sample_bench, 0)
    exhibit = _pictures(sample_bench, case)[0].exhibit
    with qtbot.waitSignal(sample_bench.pictures.arrived) as arrived:
        assert sample_bench.pictures.thumbnail(case, exhibit) is None
    assert arrived.args == [case, exhibit]
    shown = sample_bench.pictures.thumbnail(case, exhibit)
    assert isinstance(shown, QPixmap)
    assert max(shown.width(), shown.height()) == 320


def test_without_scratch_the_thumbnail_is_made_from_the_original(
    sample_bench: Workbench, case_of: CaseOf, qtbot: Any
) -> None:
    sample_bench.workspace.scratch.clear()
    case = case_of(sample_bench, 0)
    exhibit = _pictures(sample_bench, case)[0].exhibit
    with qtbot.waitSignal(sample_bench.pictures.arrived):
        sample_bench.pictures.thumbnail(case, exhibit)
    assert sample_bench.pictures.thumbnail(case, exhibit) is not None


def test_what_cannot_be_shown_says_why_and_is_not_asked_for_again(
    sample_bench: Workbench, qtbot: Any
) -> None:
    with qtbot.waitSignal(sample_bench.pictures.arrived):
        sample_bench.pictures.thumbnail("no-case", "no-exhibit")
    assert sample_bench.pictures.thumbnail("no-case", "no-exhibit") is None
    assert isinstance(sample_bench.pictures.why_none("no-case", "no-exhibit"), Phrase)
    with qtbot.assertNotEmitted(sample_bench.pictures.arrived, wait=50):
        sample_bench.pictures.thumbnail("no-case", "no-exhibit")


def test_memory_and_what_waits_are_bounded(
    sample_bench: Workbench, case_of: CaseOf, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "MOST_BYTES", 2 * 320 * 320 * 4)
    monkeypatch.setattr(ours, "MOST_WAITING", 3)
    case = case_of(sample_bench, 0)
    asked = [row.exhibit for row in _pictures(sample_bench, case)]
    assert len(asked) > 5
    pictures, arrived = sample_bench.pictures, []
    pictures.arrived.connect(lambda _, exhibit: arrived.append(exhibit))
    for exhibit in asked:
        pictures.thumbnail(case, exhibit)
    qtbot.waitUntil(lambda: asked[-1] in arrived and not pictures._waiting)
    assert len(arrived) < len(asked)
    assert sum(pictures.thumbnail(case, e) is not None for e in asked) <= 3
    qtbot.waitUntil(lambda: not pictures._waiting and not pictures._making)


def test_a_preview_comes_to_whoever_wants_it_still(
    sample_bench: Workbench, case_of: CaseOf, qtbot: Any
) -> None:
    case = case_of(sample_bench, 0)
    exhibit = _pictures(sample_bench, case)[0].exhibit
    owner, got = QObject(), list[QImage | Phrase]()
    for _ in range(2):
        sample_bench.pictures.preview(owner, case, exhibit, 900, got.append)
        sample_bench.pictures.preview(owner, case, exhibit, 901, got.append).stop()
        qtbot.waitUntil(lambda: bool(got))
        first = got.pop()
        assert isinstance(first, QImage)
        assert 320 < max(first.width(), first.height()) <= 900
    sample_bench.pictures.preview(owner, case, "no-exhibit", 900, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], Phrase)
