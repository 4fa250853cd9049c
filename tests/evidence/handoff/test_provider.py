"""A provider gets back his own files, all of them, and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import NotFound, Trouble
from evidence.facts import Answer, Session
from evidence.handoff.provider import copy_for_provider
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import SessionHeld
from evidence.workspace import Workspace
from tests.evidence.verification.built import taken_in

MINE, OTHER = "5e" * 16, "5f" * 16


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "W", name="李娜", org="某公估公司", passphrase="p", cost=Cost.least()
    )
    with made:
        yield made


@pytest.fixture
def case(workspace: Workspace) -> str:
    case = workspace.new_case(line="motor")
    for session in (MINE, OTHER):
        held = Session(
            id=session, began="2026-03-01T10:00:00.000Z", provider=Answer(value="张先生")
        )
        workspace.record(case, SessionHeld(session=held), about=session)
    for number, (data, session) in enumerate(
        ((b"one" * 9999, MINE), (b"", MINE), (b"three", OTHER)), 1
    ):
        stored = workspace.vault(case).put_bytes(data)
        facts = replace(taken_in(stored.exhibit, data, number), session=session)
        workspace.record(case, facts, about=stored.exhibit)
    return case


def test_his_own_files_and_no_others(workspace: Workspace, case: str, tmp_path: Path) -> None:
    out = tmp_path / "copy"
    made = copy_for_provider(workspace, case, MINE, out)
    assert {p.name for p in out.iterdir()} == {
        "E0001.jpg",
        "E0002.jpg",
        "LIST.txt",
        "SHA256SUMS",
    }
    assert (out / "E0001.jpg").read_bytes() == b"one" * 9999
    checked = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=out, check=False
    )
    assert checked.returncode == 0
    assert made.files == 2
    (row,) = [r for r in workspace.look.custody(case) if r.kind == "handed_off"]
    assert row.receiver == "张先生"
    assert len(row.exhibits) == 2


def test_nothing_is_overwritten(workspace: Workspace, case: str, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with pytest.raises(Trouble):
        copy_for_provider(workspace, case, MINE, tmp_path / "copy")


def test_a_session_that_took_nothing_in(workspace: Workspace, case: str, tmp_path: Path) -> None:
    empty = Session(id="60" * 16, began="2026-03-01T10:00:00.000Z")
    workspace.record(case, SessionHeld(session=empty))
    for session in ("60" * 16, "61" * 16):
        with pytest.raises(NotFound):
            copy_for_provider(workspace, case, session, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_came_out_of_an_archive_is_left_out(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    archive, member = (workspace.vault(case).put_bytes(data) for data in (b"PK", b"inside"))
    for stored, data, number, parent in (
        (archive, b"PK", 4, ""), (member, b"inside", 5, archive.exhibit),
    ):  # fmt: skip
        facts = replace(taken_in(stored.exhibit, data, number), session=MINE, parent=parent)
        workspace.record(case, facts, about=stored.exhibit)
    made = copy_for_provider(workspace, case, MINE, tmp_path / "copy")
    assert made.files == 3
    held = {p.read_bytes() for p in (tmp_path / "copy").glob("E*")}
    assert b"PK" in held
    assert b"inside" not in held
