"""verify on the command line: no good answer about what is sealed without its passphrase."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.command_line import main
from desktop.commands.opening import PASSPHRASE
from tests.evidence.verification.built import CASE, SECRET, Built, build


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """A workspace, no passphrase in the environment, and no terminal."""
    monkeypatch.delenv(PASSPHRASE, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return build(tmp_path / "W")


def flipped(built: Built) -> None:
    path = built.ledger().path
    data = bytearray(path.read_bytes())
    data[-9] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("below", ["", f"scopes/{CASE}"])
def test_without_a_passphrase_and_a_terminal_there_is_no_answer(
    built: Built, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    flipped(built)
    assert main(["verify", str(built.root / below), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert PASSPHRASE in told.err


def test_it_asks_at_the_terminal(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flipped(built)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: SECRET)
    assert main(["verify", str(built.root), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["mode"] == "broken"


def test_a_wrong_passphrase_is_trouble_and_no_report(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSPHRASE, "wrong")
    assert main(["verify", str(built.root), "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_what_is_not_sealed_needs_none(built: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(f"x/data/ledger/{'0' * 64}.jsonl", b"")
    assert main(["verify", str(tmp_path / "x.zip"), "--json"]) == 1


def test_a_paper_without_its_proof_has_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF /Producer (Lianzheng)")
    assert main(["verify", str(tmp_path / "x.pdf"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["mode"] == "disputed"


def test_the_help_names_backups(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify", "--help", "--language", "en"])
    assert "backup" in capsys.readouterr().out
