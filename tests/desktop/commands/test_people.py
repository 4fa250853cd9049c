"""person passphrase: who opened the workspace gets a new passphrase, and stays who she was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.command_line import main
from evidence.keys.passphrase import Cost
from evidence.workspace import Workspace

OLD, NEW = "一句很长的口令 2026", "另一句很长的口令 2026"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", OLD)
    folder = tmp_path / "w"
    made, code = Workspace.create(
        folder, name="测试甲", org="测试单位", passphrase=OLD, cost=Cost.least()
    )
    with made:
        return folder, code


def test_a_new_passphrase_keeps_the_signer(
    work: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = work
    with Workspace.open(folder, OLD) as workspace:
        signer = workspace.signer
    monkeypatch.setenv("LIANZHENG_NEW_PASSPHRASE", NEW)
    assert main(["person", "passphrase", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "测试甲"
    assert main(["person", "list", str(folder)]) == 2
    with Workspace.open(folder, NEW) as workspace:
        assert workspace.signer == signer


def test_the_recovery_code_gives_a_lost_passphrase_back(
    work: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = work
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", code)
    monkeypatch.setenv("LIANZHENG_NEW_PASSPHRASE", NEW)
    assert main(["person", "passphrase", str(folder), "--json"]) == 0
    Workspace.open(folder, NEW).close()


@pytest.mark.parametrize(
    "words", [["passphrase"], ["add", "--name", "测试乙", "--org", "测试单位"]]
)
def test_the_passphrase_that_opens_is_never_taken_for_the_new_one(
    work: tuple[Path, str], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    command, *rest = words
    assert main(["person", command, str(work[0]), *rest]) == 2
    assert "LIANZHENG_NEW_PASSPHRASE" in capsys.readouterr().err
