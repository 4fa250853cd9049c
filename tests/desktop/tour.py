"""A walk through every screen there is, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.application import Application
from desktop.background import Background
from desktop.screens.case import PAGES
from desktop.screens.findings import FindingsScreen
from desktop.screens.inside import FORMS, ROOMS
from desktop.workbench import Place
from evidence.findings import findings
from tests.desktop.running import press, unlocked

DOORS = ("unlock", "new-workspace", "restore", "verify")
MATCH = "A03"
LONGEST_PAUSE = 1_000


def settled(background: Background, qtbot: Any) -> None:
    """Wait until nothing is done in the background and all of it was shown."""
    for _ in range(2):
        qtbot.waitUntil(lambda: not busy(background) and not _pausing(), timeout=60_000)
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def busy(background: Background) -> bool:
    """Whether a lane still has work."""
    return any(
        not lane._work_queue.empty() or lane._idle_semaphore._value < len(lane._threads)
        for lane in background._lanes.values()
    )


def _pausing() -> bool:
    """Whether a screen waits a moment before it reads again."""
    timers = (t for window in QApplication.topLevelWidgets() for t in window.findChildren(QTimer))
    return any(t.isActive() and t.isSingleShot() and t.interval() <= LONGEST_PAUSE for t in timers)


def doors(application: Application, qtbot: Any, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """The pages in front of a workspace, each in view and at rest when it is given."""
    application.door.folder = folder
    for name in DOORS:
        application.door.going.emit(name)
        settled(application.background, qtbot)
        yield f"door-{name}", application.window
    application.door.going.emit("unlock")


def rooms(application: Application, qtbot: Any, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """The screens of an open workspace, and every page of the case with a match."""
    bench = unlocked(application, qtbot, folder)
    for name in (*(room.name for room in ROOMS), *FORMS):
        bench.go(Place(case="", page=name))
        settled(application.background, qtbot)
        yield f"room-{name}", application.window
    case = next(
        row.case
        for row in bench.workspace.look.cases()
        if any(each.check == MATCH for each in findings(bench.workspace, row.case))
    )
    for page in PAGES:
        bench.go(Place(case=case, page=page.name))
        settled(application.background, qtbot)
        yield f"case-{page.name}", application.window
    yield from _closer(application, qtbot, case)


def _closer(application: Application, qtbot: Any, case: str) -> Iterator[tuple[str, QWidget]]:
    """What a screen shows when it is asked for more."""
    window, bench = application.window, application.bench
    assert bench is not None
    shown = bench.workspace.look.exhibits(case)[3].exhibit
    bench.go(Place(case=case, page="exhibits", exhibit=shown))
    settled(application.background, qtbot)
    yield "case-exhibit-chosen", window
    bench.go(Place(case=case, page="findings"))
    settled(application.background, qtbot)
    (screen,) = window.findChildren(FindingsScreen)
    match = next(each for each in screen.model.findings() if each.check == MATCH)
    screen.point_to(Place(case=case, page="findings", finding=match.id))
    settled(application.background, qtbot)
    press(qtbot, window, "finding-compare")
    settled(application.background, qtbot)
    compared = next(
        each for each in QApplication.topLevelWidgets()
        if each.objectName() == "compare" and each.isVisible()
    )  # fmt: skip
    for mode in ("beside", "flicker", "difference"):
        press(qtbot, compared, f"compare-{mode}")
        settled(application.background, qtbot)
        yield f"compare-{mode}", compared
    compared.close()
    bench.go(Place(case=case, page="custody"))
    press(qtbot, window, "offer-custody")
    settled(application.background, qtbot)
    yield "case-custody-offer", window
    press(qtbot, window, "leave-offer")


def tour(application: Application, qtbot: Any, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Every screen: its name, and the window it is seen in."""
    yield from doors(application, qtbot, folder)
    yield from rooms(application, qtbot, folder)
