"""The window as a whole: another look at once, a clean way out, a medium that is pulled."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.application import Application
from desktop.jobs import Job
from desktop.settings import read_settings
from desktop.window import MainWindow
from desktop.workbench import Place
from evidence.errors import NoSpace
from evidence.progress import Progress
from evidence.words import say
from evidence.workspace import Workspace
from tests.desktop.hands import type_in
from tests.desktop.running import (
    PASSPHRASE,
    find,
    inside,
    made_workspace,
    press,
    running,
    unlocked,
    write,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_workspace(tmp_path / "w").close()
    return tmp_path / "w"


@pytest.fixture
def application(qapp: Any, qtbot: Any) -> Iterator[Application]:
    with running(qapp, qtbot) as made:
        yield made


def test_another_language_is_there_at_once_and_next_time(
    application: Application, qtbot: Any
) -> None:
    window = application.window
    assert window.windowTitle() == "联证"
    press(qtbot, window, "language-en")
    qtbot.waitUntil(lambda: window.windowTitle() == "Lianzheng")
    assert read_settings().language == "en"
    press(qtbot, window, "theme")
    assert read_settings().theme == "dark"


def test_every_page_in_front_fits_a_small_screen_at_twice_the_size(
    application: Application, qtbot: Any
) -> None:
    application.restyle(replace(application.door.settings, language="en", scale=200))
    window = application.window
    for page in ("unlock", "new-workspace", "restore", "verify"):
        application.door.going.emit(page)
        hint = window.minimumSizeHint()
        assert (page, hint.width() <= 1366, hint.height() <= 700) == (page, True, True)


def test_within_a_workspace_the_look_changes_in_place_and_drafts_stay(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    bench.go(Place(case="", page="new-case"))
    type_in(find(window, "title"), "半句话")
    bench.go(Place(case="", page="settings"))
    qtbot.waitUntil(lambda: find(window, "computer-again").isEnabled(), timeout=20_000)
    press(qtbot, window, "scale-200")
    inside(application, qtbot)
    qtbot.waitUntil(lambda: find(window, "scale-200").isChecked())
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 700
    bench.go(Place(case="", page="new-case"))
    qtbot.waitUntil(lambda: find(window, "title").text() == "半句话")
    bench.go(Place(case="", page="settings"))
    qtbot.waitUntil(lambda: find(window, "computer-again").isEnabled(), timeout=20_000)


def test_closing_while_something_runs_asks_and_then_stops_it_cleanly(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    going = threading.Event()

    def work(progress: Progress) -> None:
        n = 0
        while True:
            going.wait(0.01)
            progress.step(n, 0)
            n += 1

    bench.jobs.start(Job("intake", "c", say("Taking in")), work, done=lambda _: None)
    window.close()
    assert window.isVisible()
    press(qtbot, window, "window-question-stay")
    assert len(bench.jobs.running) == 1
    window.close()
    window.close()
    press(qtbot, window, "window-question-stop")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert application.bench is None
    Workspace.open(folder, PASSPHRASE).close()


def test_the_way_out_stays_open_when_the_look_changes_under_the_question(
    application: Application, qtbot: Any, folder: Path
) -> None:
    bench = unlocked(application, qtbot, folder)
    window = application.window

    def work(progress: Progress) -> None:
        while True:
            progress.step(0, 1)
            threading.Event().wait(0.01)

    bench.jobs.start(Job("intake", "c", say("Taking in")), work, done=lambda _: None)
    window.close()
    assert find(window, "window-question").isVisible()
    application.restyle(replace(application.door.settings, language="en"))
    assert find(window, "window-question").isVisible()
    press(qtbot, window, "window-question-stop")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert application.bench is None


def test_nothing_new_begins_once_a_person_said_to_stop_and_close(
    application: Application, qtbot: Any, folder: Path
) -> None:
    bench = unlocked(application, qtbot, folder)
    window = application.window
    told = threading.Event()

    def work(progress: Progress) -> None:
        told.wait()

    def endless(progress: Progress) -> None:
        while True:
            progress.step(0, 1)
            threading.Event().wait(0.01)

    def follows(_: None) -> None:
        bench.jobs.start(Job("examine", "c", say("Examination")), endless, done=lambda _: None)

    bench.jobs.start(Job("intake", "c", say("Taking in")), work, done=follows)
    window.close()
    press(qtbot, window, "window-question-stop")
    told.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert application.bench is None


def test_closing_asks_when_the_disk_took_no_draft(
    application: Application, qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = unlocked(application, qtbot, folder)
    window = application.window
    bench.go(Place(case="", page="new-case"))
    write(window, "title", "追尾")

    def full(*_: str) -> None:
        raise NoSpace(say("The disk is full."))

    monkeypatch.setattr(bench.workspace.drafts, "keep", full)
    window.close()
    qtbot.waitUntil(lambda: find(window, "window-question").isVisible())
    press(qtbot, window, "window-question-stay")
    assert find(window, "title").text() == "追尾"
    assert find(window, "title").isEnabled()
    window.close()
    qtbot.waitUntil(lambda: find(window, "window-question").isVisible())
    press(qtbot, window, "window-question-without")
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_job_is_seen_at_the_foot_and_can_be_stopped(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        for n in range(100_000):
            threading.Event().wait(0.005)
            progress.step(n, 100_000)

    bench.jobs.start(Job("examine", "c", say("Taking in")), work, done=lambda _: None,
                     cancelled=lambda: stopped.append(True))  # fmt: skip
    qtbot.waitUntil(lambda: find(window, "jobs").isVisible())
    press(qtbot, window, "stop-examine")
    qtbot.waitUntil(lambda: bool(stopped))
    qtbot.waitUntil(lambda: not window.findChild(object, "jobs").isVisible())


def test_a_pulled_medium_is_told_and_the_workspace_can_be_opened_again(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    bench.workspace.new_case("AJ-1")
    folder.rename(folder.with_name("pulled"))
    assert window.inside is not None
    window.inside.reach.look()
    qtbot.waitUntil(lambda: find(window, "medium").isVisible())
    folder.with_name("pulled").rename(folder)
    press(qtbot, window, "medium-reopen")
    qtbot.waitUntil(lambda: application.bench is None)
    again = unlocked(application, qtbot, folder)
    assert [case.number for case in again.workspace.look.cases()] == ["AJ-1"]


def test_locking_closes_the_workspace(application: Application, qtbot: Any, folder: Path) -> None:
    unlocked(application, qtbot, folder)
    press(qtbot, application.window, "rail-lock")
    qtbot.waitUntil(lambda: application.bench is None)
    Workspace.open(folder, PASSPHRASE).close()


def test_where_the_window_stood_is_remembered(qapp: Any, qtbot: Any) -> None:
    with running(qapp, qtbot) as application:
        application.window.resize(700, 500)
        kept = application.window.geometry_text()
    assert read_settings().geometry == kept
    again = MainWindow(kept)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 500)


def test_people_are_added_and_passphrases_changed(
    application: Application, qtbot: Any, folder: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    bench.go(Place(case="", page="settings"))
    write(window, "person-name", "李强")
    write(window, "person-passphrase", "one horse")
    write(window, "person-passphrase-again", "another horse")
    press(qtbot, window, "person-add")
    assert find(window, "person-told").text()
    write(window, "person-passphrase", "another horse")
    press(qtbot, window, "person-add")
    qtbot.waitUntil(lambda: find(window, "person-name").text() == "")
    write(window, "my-passphrase", "a third horse")
    write(window, "my-passphrase-again", "a third horse")
    press(qtbot, window, "my-change")
    qtbot.waitUntil(lambda: bool(find(window, "my-told").text()))
    qtbot.waitUntil(lambda: find(window, "computer-again").isEnabled(), timeout=20_000)
    application.leave(False)
    qtbot.waitUntil(lambda: application.bench is None)
    Workspace.open(folder, "another horse", person="李强").close()
    Workspace.open(folder, "a third horse", person="王芳").close()


def test_backup_and_verification_are_reached_from_the_settings(
    application: Application, qtbot: Any, folder: Path, tmp_path: Path
) -> None:
    window, bench = application.window, unlocked(application, qtbot, folder)
    bench.go(Place(case="", page="settings"))
    from desktop.screens.safekeeping import BackupCard

    (card,) = window.findChildren(BackupCard)
    card.write(tmp_path / "b.zip")
    qtbot.waitUntil(lambda: "b.zip" in find(window, "backup-told").text())
    write(window, "verify-passphrase", "wrong")
    press(qtbot, window, "verify-all")
    qtbot.waitUntil(lambda: bool(find(window, "verify-told").text()))
    write(window, "verify-passphrase", PASSPHRASE)
    press(qtbot, window, "verify-all")
    qtbot.waitUntil(lambda: bool(window.findChildren(object, "report-result")))
    qtbot.waitUntil(lambda: find(window, "computer-again").isEnabled(), timeout=20_000)


def test_closing_while_pictures_are_being_made_is_no_problem(
    application: Application, qtbot: Any, sample_workspace: Workspace
) -> None:
    folder = sample_workspace.folder
    case = sample_workspace.look.cases()[0].case
    sample_workspace.close()
    shutil.rmtree(folder / "scratch")
    bench = unlocked(application, qtbot, folder)
    bench.go(Place(case=case))
    application.leave(False)
    qtbot.waitUntil(lambda: application.bench is None, timeout=30_000)
