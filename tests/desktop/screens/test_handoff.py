"""Handing off: what is open is told, the bag is verified before anybody may take it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.actions import handing_off
from desktop.screens.handoff import HandoffScreen
from desktop.workbench import Workbench
from evidence.errors import Trouble
from evidence.progress import Cancelled
from evidence.verification.report import Fault, Report
from evidence.verification.verify import verify
from evidence.words import say
from tests.desktop.conftest import Benches
from tests.desktop.hands import type_in
from tests.desktop.small_case import small_case


def _find(screen: QWidget, kind: type[Any], name: str) -> Any:
    found = [w for w in screen.findChildren(kind, name) if not w.isHidden()]
    assert found, name
    return found[-1]


def _screen(bench: Workbench, case: str, qtbot: Any) -> HandoffScreen:
    screen = HandoffScreen(bench, case)
    qtbot.addWidget(screen)
    screen.resize(1366, 640)
    screen.show()
    screen.come_into_view()
    goes = _find(screen, QLabel, "handoff-goes")
    qtbot.waitUntil(lambda: goes.text() != "")
    return screen


def _written(screen: HandoffScreen, stick: Path, qtbot: Any) -> QLabel:
    """Write the bag onto the stick; the sentence that tells what became of it."""
    write = _find(screen, QPushButton, "hand-off")
    screen.choose_folder(stick)
    qtbot.waitUntil(write.isEnabled)
    write.click()
    assert not write.isEnabled()
    qtbot.waitUntil(lambda: screen.findChild(QLabel, "handoff-safe") is not None, timeout=60_000)
    told: QLabel = _find(screen, QLabel, "handoff-safe")
    return told


def test_a_bag_is_written_verified_and_can_be_taken_out(
    empty_bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = _screen(bench, case, qtbot)
    assert (
        bench.text("No paper was issued in this case yet.")
        in _find(screen, QLabel, "handoff-open").text()
    )
    with qtbot.waitSignal(bench.going) as gone:
        _find(screen, QPushButton, "handoff-papers").click()
    assert gone.args[0].page == "papers"
    assert not _find(screen, QPushButton, "hand-off").isEnabled()
    type_in(_find(screen, QWidget, "receiver"), "某市公安局")
    told = _written(screen, stick, qtbot)
    assert "安全拔出" in told.text()
    [bag] = stick.iterdir()
    assert bag.name.startswith(bench.workspace.look.case(case).number)
    assert verify(bag).faults == ()
    [row] = [r for r in bench.workspace.look.custody(case) if r.kind == "handed_off"]
    assert row.receiver == "某市公安局"
    manifest = _find(screen, QLabel, "manifest").text().replace(" ", "")
    assert manifest == row.values["manifest"]
    qtbot.waitUntil(lambda: screen.findChild(QWidget, "handoff-earlier") is not None)
    qtbot.waitUntil(lambda: _find(screen, QWidget, "name").text().endswith("-2"))


@pytest.mark.parametrize("found", ["fault", "stopped"])
def test_it_never_says_safe_of_what_was_not_verified_whole(
    found: str,
    empty_bench: Workbench,
    qtbot: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = empty_bench.workspace.new_case(line="motor")

    def verified(path: Path, **_: object) -> Report:
        if found == "stopped":
            raise Cancelled
        fault = Fault(say("The PDF is not the one that was issued."), "data/papers/P001.pdf")
        return Report(str(path), "bag", "broken", 3, (fault,), ())

    monkeypatch.setattr(handing_off, "verify", verified)
    screen = _screen(empty_bench, case, qtbot)
    told = _written(screen, tmp_path, qtbot)
    assert told.text()
    assert "安全拔出" not in told.text()


def test_a_place_that_is_gone_is_told(
    empty_bench: Workbench, benches: Benches, qtbot: Any, tmp_path: Path
) -> None:
    case = empty_bench.workspace.new_case(line="motor")
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = _screen(empty_bench, case, qtbot)
    write = _find(screen, QPushButton, "hand-off")
    screen.choose_folder(stick)
    qtbot.waitUntil(write.isEnabled)
    stick.rmdir()
    stick.write_text("no folder any more")
    write.click()
    qtbot.waitUntil(lambda: len(benches.problems) == 1)
    benches.problems.clear()
    qtbot.waitUntil(write.isEnabled)
    assert empty_bench.workspace.look.custody(case) == []


def test_what_became_of_it_is_still_told_when_the_screen_is_built_anew(
    empty_bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = _screen(bench, case, qtbot)
    write = _find(screen, QPushButton, "hand-off")
    screen.choose_folder(stick)
    qtbot.waitUntil(write.isEnabled)
    write.click()
    write.click()
    screen.hide()
    screen.setParent(None)
    shiboken6.delete(screen)
    early = _screen(bench, case, qtbot)
    qtbot.waitUntil(lambda: early.findChild(QLabel, "handoff-safe") is not None, timeout=60_000)
    late = _screen(bench, case, qtbot)
    assert "安全拔出" in _find(late, QLabel, "handoff-safe").text()
    assert len([*stick.iterdir()]) == 1


@pytest.mark.parametrize("shape", ["folder", "zip"])
def test_nothing_in_the_clear_is_written_into_the_workspace(
    shape: str, empty_bench: Workbench, benches: Benches, qtbot: Any, tmp_path: Path
) -> None:
    bench, case = empty_bench, small_case(empty_bench)
    folder = bench.workspace.folder
    before = sorted(path.name for path in folder.iterdir())
    way = tmp_path / "way"
    way.symlink_to(folder / "papers" if (folder / "papers").is_dir() else folder)
    for out in (folder, way):
        handing_off.hand_off(bench, case, out / f"bag.{shape}", "某市公安局")
        qtbot.waitUntil(lambda: len(benches.problems) == 1)
        assert isinstance(benches.problems.pop(), Trouble)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert [r for r in bench.workspace.look.custody(case) if r.kind == "handed_off"] == []


def test_it_fits_a_small_window(empty_bench: Workbench, qtbot: Any) -> None:
    case = empty_bench.workspace.new_case(line="motor")
    least = _screen(empty_bench, case, qtbot).minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 700
