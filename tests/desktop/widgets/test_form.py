"""A form brings back what was typed, and forgets it once it was entered."""

from __future__ import annotations

from typing import Any

from desktop.widgets.form import Form
from desktop.workbench import Workbench
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
