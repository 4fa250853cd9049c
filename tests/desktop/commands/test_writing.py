"""What leaves the program: an investigation report made final, and the copy for the provider."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.command_line import main

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", "一句很长的口令 2026")

    def one(*words: object, code: int = 0) -> Any:
        assert main([*map(str, words), "--json"]) == code, capsys.readouterr()
        told = capsys.readouterr()
        return told.err if code else told.out

    return one


@pytest.fixture
def case(run: Run, tmp_path: Path) -> str:
    run("init", tmp_path / "work", "--name", "测试甲", "--org", "测试单位")
    case: str = json.loads(run("case", "new", tmp_path / "work"))["case"]
    (tmp_path / "说明.txt").write_text("随附文字", encoding="utf-8")
    run("intake", tmp_path / "work", case, tmp_path / "说明.txt")
    return case


def test_what_a_person_states_leaves_the_gaps(run: Run, case: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    told = run(
        "case", "commission", work, case, "--number", "WT-7", "--principal", "某财产保险公司",
        "--scope", "查勘", "--data", "报案照片", "--data", "保单",
    )  # fmt: skip
    assert json.loads(told)["commission"] == "WT-7"
    draw = ("paper", work, case, "investigation-report", "-o")
    bare = json.loads(run(*draw, tmp_path / "bare.pdf"))["gaps"]
    full = json.loads(
        run(
            *draw, tmp_path / "full.pdf", "--conclusion", "no_anomaly", "--advice", "赔付",
            "--fees", "按件计费", "--interests", "无",
        )
    )["gaps"]  # fmt: skip
    assert len(bare) == len(full) + 3
    assert set(full) < set(bare)
    refused = run("paper", work, case, "custody-log", "-o", tmp_path / "x.pdf", "--fees", "1",
                  code=2)  # fmt: skip
    assert "调查报告" in refused or "investigation report" in refused
    assert not (tmp_path / "x.pdf").exists()


def test_the_copy_for_the_provider_is_of_the_latest_session(
    run: Run, case: str, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    told = json.loads(run("copy", work, case, tmp_path / "copy"))
    assert told.keys() == {"path", "files", "size", "sums_sha256"}
    assert told["files"] == 1
    assert (tmp_path / "copy" / "SHA256SUMS").exists()
    run("copy", work, case, tmp_path / "other", "--session", "0" * 32, code=2)
    empty = json.loads(run("case", "new", work))["case"]
    run("copy", work, empty, tmp_path / "none", code=2)
