"""
What the exhibits of a large case cost the window: run it, it prints a table.

    .venv/bin/python -m tests.benchmarks.bench_gallery [exhibits]

Reach: cards in at most 300 ms in the background, 100 thumbnails a second from scratch, no turn of
the event loop above 50 ms while 20,000 scroll. Processor time of the thread, so that what else
the machine does counts little.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QListView

from desktop.appearance import dress
from desktop.background import Background
from desktop.screens.exhibits import ExhibitsScreen
from desktop.settings import Settings
from desktop.workbench import Workbench
from evidence.cards import cards
from evidence.examination import pictures
from evidence.keys.passphrase import Cost
from evidence.reading.host import Readers
from evidence.reading.reading import Reading
from evidence.reading.stored import KIND, stored
from evidence.reading.thumbnail import as_jpeg
from evidence.reading.wire import Pixels
from evidence.words import Words
from evidence.workspace import Note, Workspace
from tests.benchmarks.bench_index import PASSPHRASE, _facts

EXHIBITS = 20_000
THUMBNAILS = 1_000
STEPS = 200


def bench_gallery(exhibits: int = EXHIBITS) -> None:
    """Make a case of as many exhibits as asked for, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIANZHENG_HOME"] = str(Path(folder) / "home")
        workspace, _ = Workspace.create(
            Path(folder) / "workspace", name="b", org="", passphrase=PASSPHRASE, cost=Cost.least()
        )
        with workspace, Readers(1) as readers:
            case = _made(workspace, exhibits)
            _say("cards(case)", _spent(lambda: cards(workspace, case)))
            _thumbnails(workspace, case, readers)
            _scroll(workspace, case, readers)


def _made(workspace: Workspace, exhibits: int) -> str:
    case = workspace.new_case(line="motor")
    notes = [Note(facts, about) for facts, about in _facts(2 * exhibits)]
    workspace.record_many(case, notes)
    noise = Image.effect_noise((320, 240), 60).convert("RGB")
    thumbnail = as_jpeg(Pixels(320, 240, noise.tobytes()))
    piece = stored(Reading(media_type="image/jpeg", thumbnail=thumbnail))
    for row in workspace.look.exhibits(case):
        workspace.scratch.put(KIND, row.exhibit, piece or b"")
    return case


def _thumbnails(workspace: Workspace, case: str, readers: Readers) -> None:
    rows = workspace.look.exhibits(case)[:THUMBNAILS]
    began = time.thread_time()
    for row in rows:
        pictures.thumbnail(workspace, case, row.exhibit, readers)
    _say("thumbnails from scratch", f"{len(rows) / (time.thread_time() - began):.0f} a second")


def _scroll(workspace: Workspace, case: str, readers: Readers) -> None:
    app = QApplication([])
    settings = Settings()
    background = Background(_fail)
    bench = Workbench(
        workspace, readers, Words("zh_CN"), dress(app, settings), settings, background
    )
    screen = ExhibitsScreen(bench, case)
    screen.resize(1366, 768)
    screen.show()
    screen.come_into_view()
    gallery = screen.findChild(QListView, "gallery")
    assert gallery is not None
    while not gallery.model().rowCount():
        _wait(20)
    bar, turns = gallery.verticalScrollBar(), []
    for step in range(STEPS):
        began = time.thread_time()
        bar.setValue(step * bar.maximum() // STEPS)
        app.processEvents()
        turns.append((time.thread_time() - began) * 1000)
    _say("a turn of the event loop while scrolling", f"{sorted(turns)[STEPS // 2]:.1f} ms")
    _say("the longest of them", f"{max(turns):.1f} ms")
    _say("choosing all", _spent(gallery.selectAll))
    background.close()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _spent(work: Callable[[], object]) -> str:
    began = time.thread_time()
    work()
    return f"{(time.thread_time() - began) * 1000:.0f} ms"


def _fail(error: BaseException) -> None:
    raise error


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52} {value}\n")


if __name__ == "__main__":
    bench_gallery(int(sys.argv[1]) if len(sys.argv) > 1 else EXHIBITS)
