"""What a command says when a workspace does not open at once: the option that answers it."""

from __future__ import annotations

import argparse
import io
import shutil
from pathlib import Path

import pytest

from desktop.commands.opening import opened
from desktop.commands.output import Output
from evidence.errors import WhichFolder, WhoOpens, WrongSecret
from evidence.words import Words
from tests.evidence.workspaces import PASSPHRASE, created


def _open(folder: Path, **more: object) -> str:
    """Open and close it; the answer is what was told beside."""
    given = {"workspace": str(folder), "person": None, "as_": None, "read_only": False} | more
    told = io.StringIO()
    opened(argparse.Namespace(**given), Output(Words("en"), True, io.StringIO(), told)).close()
    return told.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", PASSPHRASE)
    created(tmp_path / "w")[0].close()
    return tmp_path / "w"


def test_the_options_that_say_which_folder_it_is(folder: Path) -> None:
    copy = shutil.copytree(folder, folder.with_name("copy"))
    with pytest.raises(WhichFolder) as told:
        _open(copy)
    assert "--moved, --copied or --restored" in str(told.value.next_step)
    assert str(folder) in str(told.value)
    _open(copy, as_="copied")


def test_the_option_that_says_who_opens(folder: Path) -> None:
    workspace, _ = created(folder.with_name("two"))
    with workspace:
        workspace.add_person("李强", "安诚公估", "another one")
    with pytest.raises(WhoOpens, match="李强") as told:
        _open(workspace.folder)
    assert "--person" in str(told.value.next_step)
    _open(workspace.folder, person="王芳")


def test_a_wrong_passphrase_names_the_recovery_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", "another")
    with pytest.raises(WrongSecret) as told:
        _open(folder)
    assert "in place of the passphrase" in str(told.value.next_step)


def test_what_an_opening_noticed_is_told(folder: Path) -> None:
    assert _open(folder) == ""
    path = folder / "workspace.json"
    path.write_bytes(path.read_bytes().replace(b'"made_at":"2', b'"made_at":"1'))
    assert "workspace.json was changed" in _open(folder, read_only=True)
