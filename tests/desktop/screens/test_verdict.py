"""The place to judge: a reason is asked for, and a read-only workspace is not written to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton

from desktop.screens.verdict import VerdictPanel
from desktop.workbench import Workbench
from evidence.errors import NotFound
from evidence.workspace import Workspace
from tests.desktop.conftest import PASSPHRASE, Benches
from tests.desktop.hands import type_in
from tests.desktop.models.test_findings import made


def _panel(bench: Workbench, qtbot: Any, **more: Any) -> VerdictPanel:
    panel = VerdictPanel(bench, "c" * 32)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_finding(made(1, **more), "王芳", ["已核"])
    return panel


def _said(panel: VerdictPanel) -> str:
    return str(panel.findChild(object, "verdict-stands").text())


def test_how_the_finding_stands_is_said(empty_bench: Workbench, qtbot: Any) -> None:
    panel = _panel(empty_bench, qtbot)
    assert _said(panel) == "尚无人工处置"
    given = {"by": "p", "verdict": "confirmed", "why": "核对过", "at": "2026-03-01T04:00:00Z"}
    panel.show_finding(made(1, **given), "王芳", [])
    assert _said(panel).startswith("采纳（王芳，")
    assert _said(panel).endswith("核对过")
    panel.show_finding(replace(made(1, **given), outdated=True), "王芳", [])
    assert "请再次复核" in _said(panel)


def test_without_a_reason_nothing_is_entered(empty_bench: Workbench, qtbot: Any) -> None:
    panel = _panel(empty_bench, qtbot)
    asks = panel.findChild(object, "verdict-asks")
    panel.give("dismissed")
    assert asks.isVisible()
    assert panel.form is not None
    type_in(panel.form.field("why"), "核")
    assert not asks.isVisible()


def test_a_verdict_that_could_not_be_entered_keeps_the_reason(
    empty_bench: Workbench, benches: Benches, qtbot: Any
) -> None:
    empty_bench.workspace.new_case(line="motor")
    panel = _panel(empty_bench, qtbot)
    assert panel.form is not None
    type_in(panel.form.field("why"), "核对过")
    panel.give("dismissed")
    qtbot.waitUntil(lambda: bool(benches.problems))
    assert isinstance(benches.problems.pop(), NotFound)
    assert panel.findChild(QPushButton, "verdict-dismissed").isEnabled()
    assert panel.form.values()["why"] == "核对过"


def test_a_read_only_workspace_is_not_judged_in(
    benches: Benches, sample_workspace: Workspace, qtbot: Any
) -> None:
    sample_workspace.close()
    read_only = Workspace.open(sample_workspace.folder, PASSPHRASE, read_only=True)
    panel = _panel(benches.over(read_only), qtbot)
    assert not panel.findChild(QPushButton, "verdict-confirmed").isEnabled()
    assert not panel.findChild(object, "verdict-reasons").isEnabled()


def test_no_verdict_is_the_one_to_be_expected(empty_bench: Workbench, qtbot: Any) -> None:
    panel = _panel(empty_bench, qtbot)
    looks = {
        panel.findChild(QPushButton, f"verdict-{name}").property("look")
        for name in ("confirmed", "dismissed", "open")
    }
    assert len(looks) == 1
