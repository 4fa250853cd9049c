"""A form brings back what was typed, and forgets it once it was entered."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from desktop.widgets.form import Form
from desktop.workbench import Workbench
from evidence.errors import NoSpace
from evidence.words import say
from tests.desktop.hands import type_in


def _form(bench: Workbench, qtbot: Any) -> Form:
    form = Form(bench, "session", "case-1")
    form.line("place", "地点")
    form.paragraph("note", "备注")
    form.choice("origin", "来源", {"": "未说明", "third_party": "第三方"})
    qtbot.addWidget(form)
    form.show()
    return form


def test_what_was_typed_is_there_again(empty_bench: Workbench, qtbot: Any) -> None:
    form = _form(empty_bench, qtbot)
    type_in(form.field("place"), "修理厂")
    form.fill({"note": "雨天", "origin": "third_party", "unknown": "x"})
    form.keep()
    again = _form(empty_bench, qtbot)
    with qtbot.waitSignal(again.edited):
        again.restore()
    assert again.values() == {"place": "修理厂", "note": "雨天", "origin": "third_party"}


def test_typing_keeps_a_draft_by_itself(empty_bench: Workbench, qtbot: Any) -> None:
    form = _form(empty_bench, qtbot)
    type_in(form.field("place"), "现场")
    person = empty_bench.workspace.person.person
    drafts = empty_bench.workspace.drafts
    qtbot.waitUntil(lambda: drafts.find(person, "session", "case-1") is not None)
    form.entered()
    qtbot.waitUntil(lambda: drafts.find(person, "session", "case-1") is None)


def test_an_older_draft_does_not_write_over_what_was_typed_since(
    empty_bench: Workbench, qtbot: Any
) -> None:
    form = _form(empty_bench, qtbot)
    type_in(form.field("place"), "修理厂")
    form.keep()
    type_in(form.field("place"), "二楼")
    with qtbot.waitSignal(form.edited):
        form.restore()
    assert form.values()["place"] == "修理厂二楼"


def test_typing_goes_on_while_the_draft_is_looked_up(empty_bench: Workbench, qtbot: Any) -> None:
    form = _form(empty_bench, qtbot)
    type_in(form.field("place"), "修理厂")
    type_in(form.field("note"), "雨天")
    form.keep()
    again = _form(empty_bench, qtbot)
    again.restore()
    type_in(again.field("place"), "停车场")
    qtbot.waitUntil(lambda: again.values()["note"] == "雨天")
    assert again.values()["place"] == "停车场"
    assert again.pending
    assert not form.pending


def test_a_form_that_goes_out_of_view_is_kept_at_once(empty_bench: Workbench, qtbot: Any) -> None:
    form = _form(empty_bench, qtbot)
    type_in(form.field("place"), "现场")
    form.hide()
    assert not form.pending
    person, drafts = empty_bench.workspace.person.person, empty_bench.workspace.drafts
    qtbot.waitUntil(lambda: drafts.find(person, "session", "case-1") is not None)


def test_a_draft_that_cannot_be_kept_is_told_and_tried_again(
    empty_bench: Workbench, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = _form(empty_bench, qtbot)
    drafts = empty_bench.workspace.drafts

    def full(*_: str) -> None:
        raise NoSpace(say("The disk is full."))

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", full)
        type_in(form.field("place"), "现场")
        form.keep()
        told = form.findChild(QLabel, "not-kept")
        assert isinstance(told, QLabel)
        qtbot.waitUntil(told.isVisible)
        assert form.pending
    qtbot.waitUntil(lambda: not told.isVisible())
    kept = drafts.find(empty_bench.workspace.person.person, "session", "case-1")
    assert kept is not None
    assert "现场" in kept.text


def test_filling_a_form_is_not_typing(empty_bench: Workbench, qtbot: Any) -> None:
    form = _form(empty_bench, qtbot)
    form.fill({"place": "现场", "note": "雨天"})
    assert not form.pending
