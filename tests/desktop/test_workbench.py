"""A screen asks and does; who shows what changed is told; nobody calls a screen that is gone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from desktop.workbench import Changed, Place, Workbench
from evidence.errors import Trouble
from evidence.words import say
from tests.desktop.conftest import Benches


def test_reading_comes_back_in_order_off_the_gui_thread(empty_bench: Workbench, qtbot: Any) -> None:
    owner, got = QObject(), list[Any]()
    for number in range(5):
        empty_bench.ask(owner, lambda w, n=number: (n, threading.current_thread()), got.append)
    qtbot.waitUntil(lambda: len(got) == 5)
    assert [number for number, _ in got] == [0, 1, 2, 3, 4]
    assert all(thread is not threading.main_thread() for _, thread in got)


def test_doing_answers_first_and_then_tells_what_changed(
    empty_bench: Workbench, qtbot: Any
) -> None:
    owner, heard = QObject(), list[object]()
    empty_bench.changed.connect(heard.append)
    empty_bench.do(
        owner, lambda w: w.new_case(line="motor", title="追尾"), {"cases"}, "", heard.append
    )
    qtbot.waitUntil(lambda: len(heard) == 2)
    (row,) = empty_bench.workspace.look.cases()
    assert heard == [row.case, Changed(frozenset({"cases"}))]


def test_what_was_done_is_told_though_the_screen_is_gone(
    empty_bench: Workbench, qtbot: Any
) -> None:
    owner, heard = QObject(), list[object]()
    gate = threading.Event()
    empty_bench.do(owner, lambda w: gate.wait(5), {"findings"}, "case", heard.append)
    delete(owner)
    with qtbot.waitSignal(empty_bench.changed) as changed:
        gate.set()
    assert changed.args == [Changed(frozenset({"findings"}), "case")]
    assert heard == []


@pytest.mark.parametrize("dealt_with", [True, False])
def test_a_trouble_is_answered_by_the_screen_or_shown(
    empty_bench: Workbench, benches: Benches, qtbot: Any, dealt_with: bool
) -> None:
    owner, asked = QObject(), list[BaseException]()

    def refuse(_: object) -> None:
        raise Trouble(say("It is read-only."))

    def failed(error: BaseException) -> bool:
        asked.append(error)
        return dealt_with

    with qtbot.assertNotEmitted(empty_bench.changed):
        empty_bench.do(owner, refuse, {"cases"}, failed=failed)
        qtbot.waitUntil(lambda: bool(asked))
    shown = [str(benches.problems.pop()) for _ in list(benches.problems)]
    assert bool(shown) is not dealt_with


def test_telling_and_going(empty_bench: Workbench) -> None:
    heard: list[object] = []
    empty_bench.changed.connect(heard.append)
    empty_bench.going.connect(heard.append)
    empty_bench.tell({"papers"}, "case")
    empty_bench.go(Place(case="case", page="papers"))
    assert heard == [Changed(frozenset({"papers"}), "case"), Place(case="case", page="papers")]


def test_words_are_in_the_language_of_the_person(benches: Benches, empty_bench: Workbench) -> None:
    assert empty_bench.text(say("Cases")) == "案件"
