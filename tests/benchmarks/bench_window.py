"""
What a large workspace costs the person before the window: run it, it prints figures.

    .venv/bin/python -m tests.benchmarks.bench_window [exhibits]

Reach: usable in at most 1.5 s after the passphrase, no turn of the event loop above 50 ms while
the gallery scrolls from its top to its end, 100 thumbnails a second a core. Wall time; the time
in which our threads were ready and had no processor is told apart, it is the machine's.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop.application import Application
from desktop.screens.findings import FindingsScreen
from desktop.workbench import Place
from evidence.examination import pictures
from evidence.facts import Session
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.keys.passphrase import Cost
from evidence.reading.host import Readers
from evidence.values import new_id, now
from evidence.workspace import Workspace
from tests.benchmarks.bench_gallery import _made
from tests.benchmarks.bench_index import PASSPHRASE
from tests.benchmarks.photos import write_photos
from tests.desktop.watchdog import Waits

EXHIBITS, PHOTOS = 20_000, 32
BEAT = 2
PACE = 8
"""Milliseconds between two turns of the wheel."""


def bench_window(exhibits: int = EXHIBITS) -> None:
    """Make a workspace of as many exhibits as asked for, open it as a person does, and measure."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["LIANZHENG_HOME"] = str(folder / "home")
        workspace, _ = Workspace.create(
            folder / "workspace", name="b", org="", passphrase=PASSPHRASE, cost=Cost()
        )
        with workspace:
            case = _made(workspace, exhibits)
            _thumbnails(workspace, folder)
        _say("exhibits", f"{exhibits:,}")
        app = QApplication([])
        application = Application(app)
        application.window.resize(1366, 768)
        application.window.show()
        _open(application, folder / "workspace")
        _pages(application, case)
        _close(application)


def _thumbnails(workspace: Workspace, folder: Path) -> None:
    """From the originals, with the look-up, the seal and one worker, and nothing kept."""
    write_photos(folder / "photos", PHOTOS)
    case = workspace.new_case(line="motor", title="photos")
    session = open_session(workspace, case, Session(id=new_id(), began=now()))
    with Readers(1) as readers:
        for _ in take_in(workspace, case, [folder / "photos"], session, readers=readers):
            pass
        rows = workspace.look.exhibits(case)
        pictures.thumbnail(workspace, case, rows[0].exhibit, readers)
        kept = _each(lambda e: pictures.thumbnail(workspace, case, e, readers), rows[1:])
        workspace.scratch.clear()
        anew = _each(lambda e: pictures.thumbnail(workspace, case, e, readers), rows[1:])
    _say("thumbnails of 12-megapixel photos, read before", f"{kept:.0f} a second")
    _say("the same from the originals, one worker", f"{anew:.0f} a second")


def _each(make: Callable[[str], object], rows: list) -> float:  # type: ignore[type-arg]
    began = time.perf_counter()
    for row in rows:
        make(row.exhibit)
    return len(rows) / (time.perf_counter() - began)


def _open(application: Application, folder: Path) -> None:
    window = application.window
    application.door.folder = folder
    application.door.going.emit("unlock")
    _until(lambda: _shown(window, "open") is not None and _shown(window, "open").isEnabled())
    field = _shown(window, "passphrase")
    QTest.keyClicks(field, PASSPHRASE)
    with _measured("usable after the passphrase"):
        QTest.keyClick(field, Qt.Key.Key_Return)
        _until(lambda: _rows(window, "cases") > 0)


def _pages(application: Application, case: str) -> None:
    window, bench = application.window, application.bench
    assert bench is not None
    with _measured("the gallery is there"):
        bench.go(Place(case=case, page="exhibits"))
        _until(lambda: _rows(window, "gallery") > 1)
    gallery = window.findChild(QListView, "gallery")
    assert gallery is not None
    bar = gallery.verticalScrollBar()
    with _measured("scrolled from its top to its end"):
        step = max(1, bar.maximum() // 400)
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + step)
            _wait(PACE)
    with _measured("findings are there"):
        bench.go(Place(case=case, page="findings"))
        _until(lambda: _findings(window) > 0)
    _say("findings", f"{_findings(window):,}")
    for page in ("papers", "custody", "handoff"):
        with _measured(f"page {page} is there"):
            bench.go(Place(case=case, page=page))
            _until(lambda: _at_rest(application))


def _at_rest(application: Application) -> bool:
    return application.background._in_hand == 0


def _findings(window: QWidget) -> int:
    screens = window.findChildren(FindingsScreen)
    return len(screens[0].model.findings()) if screens else 0


def _rows(window: QWidget, name: str) -> int:
    found = _shown(window, name)
    return found.model().rowCount() if found is not None else 0


def _shown(window: QWidget, name: str):  # type: ignore[no-untyped-def]
    return next((w for w in window.findChildren(QWidget, name) if w.isVisible()), None)


def _close(application: Application) -> None:
    application.leave(True)
    _until(lambda: application.bench is None)
    application.close()


@dataclass(slots=True)
class _Longest:
    """The longest turn of the event loop so far, in ms, without waiting for a processor."""

    milliseconds: float = 0.0


@contextmanager
def _measured(what: str) -> Iterator[None]:
    """How long it takes, and the longest turn of the event loop meanwhile."""
    longest, waits = _Longest(), Waits()
    last = [time.perf_counter(), waits.seconds() or 0.0]
    began, waited = last

    def beat() -> None:
        at, now_waited = time.perf_counter(), waits.seconds() or 0.0
        turn = (at - last[0]) - (now_waited - last[1])
        longest.milliseconds = max(longest.milliseconds, turn * 1000)
        last[:] = time.perf_counter(), now_waited

    heart = QTimer(interval=BEAT)
    heart.timeout.connect(beat)
    heart.start()
    yield
    beat()
    heart.stop()
    spent, lost = last[0] - began, last[1] - waited
    _say(what, f"{spent * 1000:.0f} ms ({lost * 1000:.0f} waiting), "
               f"longest turn {longest.milliseconds:.0f} ms")  # fmt: skip


def _until(there: Callable[[], bool]) -> None:
    while not there():
        _wait(2)


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52} {value}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bench_window(int(sys.argv[1]) if len(sys.argv) > 1 else EXHIBITS)
