"""核验 without an open workspace: bags, papers, sealed workspaces, and what is none of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from desktop.background import Background
from desktop.screens.verify import VerifyScreen
from evidence.handoff.bag import write
from evidence.papers.draw_up import draw_up
from evidence.words import Words
from evidence.workspace import Workspace
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.hands import drop, type_in


@pytest.fixture
def problems() -> list[BaseException]:
    return []


@pytest.fixture
def screen(qtbot: Any, problems: list[BaseException]) -> Iterator[VerifyScreen]:
    background = Background(problems.append)
    made = VerifyScreen(background, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    background.close()
    assert problems == []


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workspace]:
    """A closed case's worth: one exhibit-less case with one paper."""
    from evidence.keys.passphrase import Cost

    made, _ = Workspace.create(
        tmp_path / "work", name="王芳", org="安诚公估", passphrase=PASSPHRASE, cost=Cost.least()
    )
    with made:
        made.new_case(line="motor")
        yield made


def _press(screen: VerifyScreen, name: str) -> None:
    found = screen.findChild(QPushButton, name)
    assert found is not None
    assert found.isVisible()
    found.click()


def _results(screen: VerifyScreen) -> list[str]:
    return [
        label.text() for label in screen.findChildren(QLabel, "report-result") if label.isVisible()
    ]


def test_a_bag_and_a_changed_one(
    screen: VerifyScreen, small: Workspace, tmp_path: Path, qtbot: Any
) -> None:
    case = small.look.cases()[0].case
    write(small, case, tmp_path / "bag")
    assert drop(screen, [tmp_path / "bag"])
    qtbot.waitUntil(lambda: len(_results(screen)) == 1)
    assert _results(screen) == ["All that was checked is as it was recorded."]
    (tmp_path / "bag" / "data" / "case.json").write_text("{}")
    assert drop(screen, [tmp_path / "bag"])
    qtbot.waitUntil(lambda: len(_results(screen)) == 2)
    assert "Something is not as it was recorded." in _results(screen)
    _press(screen, "copy-report")
    assert "bag" in QApplication.clipboard().text()


def test_several_one_after_the_other(
    screen: VerifyScreen, small: Workspace, tmp_path: Path, qtbot: Any
) -> None:
    case = small.look.cases()[0].case
    draw_up(small, case, "custody-log", tmp_path / "paper.pdf")
    (tmp_path / "foreign.txt").write_text("nothing of ours")
    long = tmp_path / ("名" * 80 + ".pdf")
    long.write_bytes((tmp_path / "paper.pdf").read_bytes())
    assert drop(screen, [tmp_path / "paper.pdf", tmp_path / "foreign.txt", long])
    qtbot.waitUntil(lambda: len(_results(screen)) == 2)
    qtbot.waitUntil(lambda: screen.findChild(QLabel, None) is not None)
    assert sorted(_results(screen)) == [
        "All that was checked is as it was recorded.",
        "It cannot be decided here whether this is as it was recorded.",
    ]
    assert screen.findChild(object, "no-report") is not None


def test_a_workspace_asks_for_the_passphrase(
    screen: VerifyScreen, small: Workspace, qtbot: Any
) -> None:
    small.close()
    assert drop(screen, [small.folder])
    secret = screen.findChild(QLineEdit, "verify-passphrase")
    assert secret is not None
    qtbot.waitUntil(secret.isVisible)
    type_in(secret, "wrong")
    _press(screen, "verify-sealed")
    qtbot.waitUntil(lambda: secret.isVisible() and not secret.text())
    type_in(secret, PASSPHRASE)
    qtbot.keyClick(secret, "\r")
    qtbot.waitUntil(lambda: len(_results(screen)) == 1)
    assert drop(screen, [small.folder])
    qtbot.waitUntil(secret.isVisible)
    _press(screen, "verify-clear")
    qtbot.waitUntil(lambda: len(_results(screen)) == 2)
    texts = " ".join(label.text() for label in screen.findChildren(QLabel))
    assert "without a passphrase only" in texts
    assert drop(screen, [small.folder, small.folder])
    qtbot.waitUntil(secret.isVisible)
    _press(screen, "verify-skip")
    qtbot.waitUntil(secret.isVisible)
    _press(screen, "verify-skip")
    assert len(_results(screen)) == 2


def test_it_fits_a_small_window(screen: VerifyScreen) -> None:
    least = screen.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 700
