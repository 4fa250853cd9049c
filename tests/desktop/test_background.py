"""Work off the GUI thread comes back on it, in order, and never to a window that is gone."""

import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from desktop.background import Background


@pytest.fixture
def problems():
    return []


@pytest.fixture
def background(qapp, problems):
    b = Background(problems.append)
    yield b
    b.close()


def test_the_result_arrives_on_the_gui_thread(background, qtbot):
    got = []
    owner = QObject()
    background.run(
        owner,
        lambda p: threading.current_thread().name,
        done=lambda r: got.append((r, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0].startswith("look")
    assert got[0][1] is threading.main_thread()


def test_workspace_work_is_done_in_the_order_asked(background, qtbot):
    got = []
    owner = QObject()
    for i in range(20):
        background.run(owner, lambda p, i=i: (time.sleep(0.001 * (20 - i)), i)[1], done=got.append)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


def test_a_problem_is_shown_once_and_only_in_the_one_place(background, problems, qtbot):
    owner = QObject()
    got = []

    def bad(p):
        raise OSError("disk full")

    background.run(owner, bad, done=got.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert [str(e) for e in problems] == ["disk full"]
    assert not got


def test_stopping_is_not_a_problem(background, problems, qtbot):
    owner = QObject()
    stopped = []
    steps = []

    def slow(p):
        for i in range(10_000):
            p.step(i, 10_000, "x")
            time.sleep(0.001)

    p = background.run(
        owner,
        slow,
        done=lambda _: None,
        stepped=lambda *a: (steps.append(threading.current_thread()), p.stop()),
        cancelled=lambda: stopped.append(1),
    )
    qtbot.waitUntil(lambda: bool(stopped))
    assert not problems
    assert steps
    assert all(t is threading.main_thread() for t in steps)


def test_nothing_is_called_for_a_window_that_is_gone(background, qtbot):
    owner = QObject()
    got = []
    gate = threading.Event()
    background.run(owner, lambda p: gate.wait(5), done=got.append)
    delete(owner)
    gate.set()
    qtbot.wait(100)
    assert not got


def test_after_closing_nothing_is_begun(qapp, problems):
    background = Background(problems.append)
    background.close()
    begun = []
    background.run(QObject(), lambda _: begun.append("x"), done=lambda _: None)
    qapp.processEvents()
    assert (begun, problems) == ([], [])


def test_a_hundred_thousand_signals_do_not_end_the_program():
    code = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Told(QObject):
    told = Signal(object)
from desktop.background import Background
app = QCoreApplication([])
background = Background(print)
told = Told()
for _ in range(100_000):
    told.told.emit(None)
background.close()
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_closing_does_not_wait_for_long_work_to_end_by_itself(background, qtbot):
    began = threading.Event()

    def endless(progress):
        while True:
            began.set()
            progress.step(0, 1)
            time.sleep(0.001)

    background.run(QObject(), endless, done=lambda _: None, lane="beside")
    assert began.wait(5)
    background.close()
