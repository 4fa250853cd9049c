"""The form of a session: answers or reasons, marks on what is carried over, gaps counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.session_form import SessionForm
from desktop.workbench import Workbench
from evidence.facts import Answer, Collector, Session
from evidence.values import new_id, now
from tests.desktop.hands import type_in


@pytest.fixture
def place(qtbot: Any) -> Iterator[QVBoxLayout]:
    """Where a form is built."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    yield QVBoxLayout(holder)
    holder.close()


def _form(
    bench: Workbench, place: QVBoxLayout, carried: bool = False, **members: Any
) -> SessionForm:
    form = SessionForm(bench, "session", "case", place)
    form.show_session(Session(id=new_id(), began=now(), **members), carried=carried)
    form.show()
    return form


def _session(form: SessionForm) -> Session:
    session = form.session()
    assert session is not None
    return session


def _marks(form: SessionForm) -> list[str]:
    return [name for name, shown in form._marks.items() if shown.isVisible()]


def test_typing_answers_and_a_reason_says_why_not(
    empty_bench: Workbench, qtbot: Any, place: QVBoxLayout
) -> None:
    form = _form(empty_bench, place)
    why = cast(QComboBox, form.findChild(QComboBox, "consent-why"))
    assert why.currentText() == "未说明"
    before = len(form.gaps())
    type_in(form.field("consent"), "书面同意")
    assert why.currentText() == "已填写"
    refused = cast(QComboBox, form.findChild(QComboBox, "witness-why"))
    refused.setFocus()
    qtbot.keyClick(refused, Qt.Key.Key_Down)
    assert _session(form).consent == Answer(value="书面同意")
    assert _session(form).witness == Answer(unknown="refused")
    assert len(form.gaps()) == before - 2


def test_what_is_carried_over_is_marked_until_it_is_changed(
    empty_bench: Workbench, place: QVBoxLayout
) -> None:
    form = _form(
        empty_bench,
        place,
        carried=True,
        provider=Answer(value="王某"),
        provider_contact=Answer(unknown="refused"),
        collectors=(Collector(name="王芳"),),
    )
    assert _marks(form) == ["lead_name", "provider", "provider_contact"]
    type_in(form.field("provider"), "的儿子")
    assert _marks(form) == ["lead_name", "provider_contact"]
    assert _session(form).provider == Answer(value="王某的儿子")


def test_with_a_second_collector_nobody_asks_why_there_is_none(
    empty_bench: Workbench, place: QVBoxLayout
) -> None:
    form = _form(empty_bench, place)
    assert form.field("fewer_than_two").isVisible()
    type_in(form.field("second_name"), "赵六")
    assert not form.field("fewer_than_two").isVisible()


def test_the_wheel_never_changes_an_answer(
    empty_bench: Workbench, qtbot: Any, place: QVBoxLayout
) -> None:
    form = _form(empty_bench, place)
    origin = cast(QComboBox, form.field("origin"))
    none = Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        QPointF(4, 4), QPointF(4, 4), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(origin, turned)
    assert origin.currentIndex() == 0


def test_every_field_says_what_it_is(
    empty_bench: Workbench, qtbot: Any, place: QVBoxLayout
) -> None:
    form = _form(empty_bench, place)
    fields: list[QWidget] = [*form.findChildren(QLineEdit), *form.findChildren(QComboBox)]
    names = [field.accessibleName() for field in fields]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in form.findChildren(QLabel))


def test_a_draft_comes_back_with_its_reasons(
    empty_bench: Workbench, qtbot: Any, place: QVBoxLayout
) -> None:
    form = _form(empty_bench, place)
    type_in(form.field("place"), "修理厂")
    form.fill({"video.why": "not_possible"})
    form.keep()
    again = _form(empty_bench, place)
    with qtbot.waitSignal(again.edited):
        again.restore()
    assert _session(again).place == Answer(value="修理厂")
    assert _session(again).video == Answer(unknown="not_possible")
