"""What must hold of a workspace after any interruption, however it came about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence.facts import Session
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.values import new_id, now, plain
from evidence.verification.verify import verify
from evidence.workspace import Workspace
from tests.faults.driver import NOTE, PASSPHRASE
from tests.faults.interruption import Told

Tree = dict[str, tuple[bytes, int]]


def tree(folder: Path) -> Tree:
    """What lies under a folder, and when each file was changed."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def check(folder: Path, case: str, source: Path, before: Tree, told: Told) -> None:
    """Raise `AssertionError` if anything acknowledged is missing or anything is half there."""
    assert "Traceback" not in told.errors, told.errors
    assert tree(source) == before, "the source was touched (I5)"
    with Workspace.open(folder, PASSPHRASE) as workspace:
        _check_acknowledged(workspace, case, told)
        _check_originals(workspace, case, before)
        live = _tables(workspace, case)
    report = verify(folder, PASSPHRASE)
    assert not report.faults, f"it does not verify (I2): {[str(f.what) for f in report.faults]}"
    for path in folder.glob("index.db*"):
        path.unlink()
    with Workspace.open(folder, PASSPHRASE) as workspace:
        assert _tables(workspace, case) == live, "the index made anew is another one (I12)"
        _check_goes_on(workspace, case, source, before)


def _check_acknowledged(workspace: Workspace, case: str, told: Told) -> None:
    vault = workspace.vault(case)
    rows = {row.exhibit: row for row in workspace.look.exhibits(case)}
    for exhibit, sha256, source in told.acknowledged:
        assert rows[exhibit].sha256 == sha256, "an acknowledged exhibit is missing (I1)"
        assert source in {s.path for s in workspace.look.sources(case, exhibit)}
        vault.check(exhibit, sha256)
    if told.note:
        assert told.note in {n.link for n in workspace.look.notes(case) if n.text == NOTE}


def _check_originals(workspace: Workspace, case: str, before: Tree) -> None:
    vault = workspace.vault(case)
    for row in workspace.look.exhibits(case):
        vault.check(row.exhibit, row.sha256)
    contents = {data for data, _ in before.values()}
    for name in vault.names():
        data = vault.read(name, 1 << 30)
        assert data in contents, "a half-written original has its final name (I3)"


def _check_goes_on(workspace: Workspace, case: str, source: Path, before: Tree) -> None:
    """Run again, the rest is taken in and what is there is known."""
    there = {row.exhibit for row in workspace.look.exhibits(case)}
    session = open_session(workspace, case, Session(id=new_id(), began=now()))
    lines = list(take_in(workspace, case, [source], session))
    assert {line.status for line in lines} <= {"taken", "known"}
    assert {line.exhibit for line in lines if line.status == "known"} == there
    assert len(workspace.look.exhibits(case)) == len({data for data, _ in before.values()})
    assert not workspace.vault(case).strangers()


def _tables(workspace: Workspace, case: str) -> dict[str, Any]:
    look = workspace.look
    rows = {
        "exhibits": look.exhibits(case),
        "sources": [look.sources(case, row.exhibit) for row in look.exhibits(case)],
        "sessions": look.sessions(case),
        "notes": look.notes(case),
        "custody": look.custody(case),
        "entries": look.entries(case),
        "people": look.people(),
        "heads": look.heads(),
    }
    return {name: [plain(row) for row in found] for name, found in rows.items()}
