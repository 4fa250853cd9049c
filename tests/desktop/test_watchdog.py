"""Every fault the watchdog is there for, seeded in tests that must fail, and what is no fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.desktop.watchdog import Waits

ROOT = Path(__file__).resolve().parents[2]
SEEDS = '''
import subprocess, sys, threading, time
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, qWarning
from PySide6.QtWidgets import QPushButton, QWidget

ours = {"time": time}
source = """
def slow(*_):
    time.sleep(0.15)

def quick():
    time.sleep(0.006)

def work(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
"""
exec(compile(source, "@ROOT@/desktop/seeded.py", "exec"), ours)
kept = []


def test_faulty_slot(qtbot):
    QTimer.singleShot(0, ours["slow"])
    qtbot.wait(250)


def test_faulty_click(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(ours["slow"])
    button.click()


def test_faulty_crowd(qtbot):
    for _ in range(30):
        QTimer.singleShot(0, ours["quick"])
    qtbot.wait(400)


def test_faulty_without_a_call_of_python(qtbot):
    QTimer.singleShot(0, partial(time.sleep, 0.15))
    qtbot.wait(250)


def test_faulty_warning(qtbot):
    qWarning("something is wrong")


@pytest.fixture
def warns(qapp):
    yield
    qWarning("something is wrong")


def test_faulty_warning_at_the_end(warns):
    pass


def test_faulty_window(qapp):
    kept.append(QWidget(objectName="left"))
    kept[-1].show()


def test_faulty_timer(qapp):
    kept.append(QTimer(interval=1000, objectName="left"))
    kept[-1].start()


def test_faulty_thread(qapp):
    gate = threading.Event()
    kept.append(gate)
    threading.Thread(target=gate.wait, name="left", daemon=True).start()


def test_faulty_job(empty_bench):
    from desktop.jobs import Job
    from evidence.words import say

    empty_bench.jobs.running.append(Job("left", "case", say("left")))


def test_right_pause_of_the_test_itself(qtbot):
    time.sleep(0.2)
    qtbot.wait(50)
    time.sleep(0.2)


def test_right_quick_calls_one_after_another(qtbot):
    for _ in range(40):
        ours["quick"]()


def test_right_other_threads_at_work(qtbot):
    end = threading.Event()

    def spin():
        while not end.is_set():
            sum(range(1000))

    threads = [threading.Thread(target=spin) for _ in range(2)]
    for thread in threads:
        thread.start()
    QTimer.singleShot(100, partial(ours["work"], 0.02))
    qtbot.wait(400)
    end.set()
    for thread in threads:
        thread.join()


def test_right_busy_machine(qtbot):
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(6)]
    try:
        QTimer.singleShot(0, partial(ours["work"], 0.05))
        qtbot.wait(600)
    finally:
        for each in busy:
            each.kill()
            each.wait()
'''.replace("@ROOT@", ROOT.as_posix())


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of every seeded test: "" or why it failed. They run in a process of their own."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "test_seeds.py").write_text(SEEDS, "utf-8")
    command = [
        sys.executable, "-m", "pytest", str(folder / "test_seeds.py"), "-p", "tests.conftest",
        "-p", "tests.desktop.conftest", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder),
        "--basetemp", str(folder / "temp"), "--junitxml", str(folder / "told.xml"),
    ]  # fmt: skip
    env = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=env)
    assert done.returncode == 1, done.stdout + done.stderr
    told: dict[str, str] = {}
    for case in ElementTree.parse(folder / "told.xml").iter("testcase"):
        told.setdefault(case.get("name", ""), "")
        told[case.get("name", "")] += "".join(
            f"{each.get('message')} {each.text}" for each in case if each.tag != "skipped"
        )
    return told


measured = pytest.mark.skipif(
    Waits().seconds() is None, reason="the system does not tell how long a thread waited"
)


@measured
@pytest.mark.parametrize("name", ["slot", "click"])
def test_a_block_fails_and_says_where(outcomes: dict[str, str], name: str) -> None:
    assert "stood still" in outcomes[f"test_faulty_{name}"]
    assert "desktop/seeded.py:3 slow" in outcomes[f"test_faulty_{name}"]


@measured
@pytest.mark.parametrize("name", ["crowd", "without_a_call_of_python"])
def test_a_block_of_many_small_calls_or_of_none_fails(outcomes: dict[str, str], name: str) -> None:
    assert "stood still" in outcomes[f"test_faulty_{name}"]


@pytest.mark.parametrize("name", ["warning", "warning_at_the_end"])
def test_a_warning_of_qt_fails(outcomes: dict[str, str], name: str) -> None:
    assert "something is wrong" in outcomes[f"test_faulty_{name}"]


@pytest.mark.parametrize("name", ["window", "timer", "thread", "job"])
def test_what_is_left_behind_fails(outcomes: dict[str, str], name: str) -> None:
    assert name in outcomes[f"test_faulty_{name}"]
    assert "left" in outcomes[f"test_faulty_{name}"]


def test_what_is_no_fault_passes(outcomes: dict[str, str]) -> None:
    right = {name: why for name, why in outcomes.items() if "_right_" in name}
    assert len(right) == 4
    assert set(right.values()) == {""}
