"""
Watches the window in every test: it never stands still, and leaves nothing behind.

A block is a stretch in which the GUI thread was in the window's hands (in one call of our code,
or in the event loop without a turn for the heartbeat) for more than 100 ms. What a test does on
the GUI thread by itself does not count, nor does the time in which a thread of ours was ready
to run and had no processor: so a busy machine is no fault of the window. Where the system does
not tell that time (no schedstat), nothing is measured.

What is left behind: threads, windows, timers that run, jobs that did not end when stopped.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

BESIDE = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0"))
"""Test processes that run beside each other, each with readers of its own."""

LONGEST = 0.100 * (1 + BESIDE)
"""
Seconds the window may stand still: 0.1 where the tests have the machine to themselves. Waiting for
a processor is not counted, but processes that share caches and cores are slow while they run.
"""

BEAT, SAMPLE = 0.010, 0.010
TASKS = Path("/proc/self/task")
ROOT = Path(__file__).resolve().parents[2]
OURS, TESTS = f"{ROOT / 'desktop'}{os.sep}", f"{ROOT / 'tests'}{os.sep}"
NO_WINDOW = f"{OURS}command"
"""The command line may take its time (desktop/commands, desktop/command_line.py)."""

HARMLESS = "This plugin does not support propagateSizeHints"
"""What the offscreen platform says of every window (pyproject.toml, qt_log_ignore)."""

WAITING = frozenset({"wait", "waitUntil", "waitSignal", "waitSignals", "waitCallback"})
UNWATCHED = frozenset({"dress", "font_file", "_family"})
"""The first use of a font of ten megabytes belongs to the start of the program."""


@dataclass(frozen=True, slots=True)
class Block:
    """How many seconds the window stood still, and where the GUI thread was then."""

    seconds: float
    where: tuple[str, ...]

    def __str__(self) -> str:
        stack = "\n".join(f"    {line}" for line in self.where)
        return f"the window stood still for {self.seconds * 1000:.0f} ms in\n{stack}"


class Watchdog:
    """Samples the GUI thread from `start` to `stop`; made on the GUI thread."""

    def __init__(self) -> None:
        self._gui = threading.get_ident()
        self._ended = threading.Event()
        self._beaten = time.monotonic()
        self._heart: QTimer | None = None
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._stretch: _Stretch | None = None
        self._waits = Waits()
        self._lent: deque[FrameType | None] = deque()
        self._looked_at = self._given_back = 0
        self.blocks: list[Block] = []

    def start(self) -> None:
        """Begin to watch."""
        if QCoreApplication.instance() is None or self._waits.seconds() is None:
            return
        self._heart = QTimer(interval=round(BEAT * 1000))
        self._heart.timeout.connect(self._beat)
        self._heart.start()
        self._thread.start()

    def stop(self) -> list[Block]:
        """Stop to watch; answers every block that was seen."""
        if self._heart is not None:
            self._heart.stop()
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self._give_back()
        return self.blocks

    def _beat(self) -> None:
        self._beaten = time.monotonic()
        self._give_back()

    def _give_back(self) -> None:
        """
        Let go of calls that were looked at, here on the GUI thread: a call that has ended
        meanwhile takes with it what it held, and a widget must not die in another thread.
        """
        while self._given_back < self._looked_at:
            self._lent.popleft()
            self._given_back += 1

    def _watch(self) -> None:
        """
        One sample after another. A stretch begins with the call it is in, and anew with every
        beat of the heart. It marks the frame of its call (`f_trace`, which nothing obeys unless
        a debugger runs): to hold the frame would keep alive what is in it.
        """
        while not self._ended.wait(SAMPLE):
            frame = sys._current_frames().get(self._gui)
            self._lent.append(frame)
            held, in_loop = _held_by(frame)
            now, stretch = time.monotonic(), self._stretch
            waited = self._waits.seconds() or 0.0
            if held is None:
                self._stretch = None
            elif stretch is None or held.f_trace is not stretch:
                self._stretch = _Stretch(now, waited)
                held.f_trace = self._stretch
            elif in_loop and self._beaten > stretch.began:
                stretch.begin_again(now, waited)
            elif now - stretch.began - (waited - stretch.waited) > LONGEST:
                self._note(stretch, now, waited, frame)
            del frame, held
            self._looked_at += 1

    def _note(self, stretch: _Stretch, now: float, waited: float, frame: FrameType | None) -> None:
        """The longest of a stretch is kept, with the stack that was seen first."""
        seconds = now - stretch.began - (waited - stretch.waited)
        if stretch.noted:
            self.blocks[-1] = Block(seconds, self.blocks[-1].where)
        else:
            stretch.noted = True
            self.blocks.append(Block(seconds, tuple(_told(frame))))


class _Stretch:
    """Time without a turn for the event loop."""

    def __init__(self, began: float, waited: float) -> None:
        self.began, self.waited = began, waited
        self.noted = False

    def begin_again(self, now: float, waited: float) -> None:
        """The heart has beaten."""
        self.began, self.waited, self.noted = now, waited, False


class Waits:
    """How long our threads were ready to run and had no processor, all together."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._total = 0

    def seconds(self) -> float | None:
        """Since the beginning, those of ended threads too; None: the system does not tell."""
        now: dict[str, int] = {}
        try:
            for task in os.listdir(TASKS):
                with suppress(ProcessLookupError, FileNotFoundError):
                    now[task] = int((TASKS / task / "schedstat").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            return None
        if not now:
            return None
        self._total += sum(max(0, each - self._of.get(task, 0)) for task, each in now.items())
        self._of = now
        return self._total / 1e9


def _held_by(frame: FrameType | None) -> tuple[FrameType | None, bool]:
    """
    The call in which the window has the GUI thread, and whether that is a running event loop;
    None while a test has it. Looked for from the innermost call out to the test.
    """
    ours: FrameType | None = None
    while frame is not None:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if file.startswith((TESTS, NO_WINDOW)):
            break
        if name in UNWATCHED and file.startswith(OURS):
            return None, False
        if file.startswith(OURS):
            ours = frame
        elif name in WAITING and "pytestqt" in file:
            return frame, True
        frame = frame.f_back
    return ours, False


def _told(frame: FrameType | None) -> Iterator[str]:
    """Innermost call first; out to the test, without the packages between."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            yield f"{path.relative_to(ROOT)}:{frame.f_lineno} {frame.f_code.co_name}"
            if frame.f_code.co_filename.startswith(TESTS):
                return
        frame = frame.f_back


@contextmanager
def watching() -> Iterator[list[Block]]:
    """Watch what happens inside; the blocks are there at its end."""
    dog = Watchdog()
    dog.start()
    try:
        yield dog.blocks
    finally:
        dog.stop()


@contextmanager
def warned_by_qt() -> Iterator[list[str]]:
    """What Qt warns of inside, where pytest-qt does not listen: while fixtures are taken down."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(
            HARMLESS
        ):
            heard.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)


class Leavings:
    """Made before a test; tells after it what still lives that should have gone with it."""

    def __init__(self) -> None:
        # What is there now is put aside, so that looking through the rest costs milliseconds.
        # As in the program (desktop/tidying.py) nothing is cleared away in other threads.
        gc.collect()
        gc.freeze()
        gc.disable()
        self._threads = set(threading.enumerate())

    def found(self) -> list[str]:
        """Windows (closed then), timers that run, threads."""
        gc.enable()
        app, left = QApplication.instance(), list[str]()
        if isinstance(app, QApplication):
            windows = app.topLevelWidgets()
            left += [f"window {_named(each)}" for each in windows if each.isVisible()]
            for widget in windows:
                widget.close()
                widget.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            app.processEvents()
            left += [f"timer {_named(each)}" for each in _running_timers()]
        alive = [each.name for each in set(threading.enumerate()) - self._threads]
        return left + [f"thread {name}" for name in alive]


def _running_timers() -> list[QTimer]:
    return [
        each
        for each in gc.get_objects()
        if issubclass(type(each), QTimer) and isValid(each) and each.isActive()
    ]


def _named(thing: QObject) -> str:
    parent = thing.parent() if not isinstance(thing, QWidget) else None
    of = f" of {type(parent).__name__}" if parent is not None else ""
    return f"{type(thing).__name__} {thing.objectName()}".strip() + of
