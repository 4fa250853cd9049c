"""Backup and restore: everything comes back, and what does not is told."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence import backup as module
from evidence.backup import backup, restore
from evidence.errors import Damaged, NoSpace, TooNew, Trouble
from evidence.keys.device import Device
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import NoteEntered
from evidence.progress import Cancelled, Progress
from evidence.workspace import Workspace
from tests.evidence.workspaces import taken

LEFT_OUT = {"index.db", "index.db-wal", "index.db-shm", "drafts.db-shm", "lock"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "cases", name="张三", org="某公估", passphrase="one", cost=Cost.least()
    )
    with made:
        case = made.new_case(line="motor")
        for n in range(3):
            made.vault(case).put_bytes(bytes([n]) * 2000)
        made.record(case, NoteEntered(text="a note"))
        made.drafts.keep("p", "note", case, "half a sentence")
        made.scratch.put("thumb", "a", b"x")
        yield made


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_everything_but_what_is_made_anew(workspace: Workspace, tmp_path: Path) -> None:
    made = backup(workspace, tmp_path / "copy.zip")
    data = made.path.read_bytes()
    assert (made.size, made.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    restored = restore(made.path, tmp_path / "new" / "cases")
    here = {
        name: digest
        for name, digest in _digests(workspace.folder).items()
        if name not in LEFT_OUT and not name.startswith("scratch/")
    }
    assert _digests(restored) == here
    assert made.files == len(here)
    if os.name == "posix":
        modes = {path.stat().st_mode & 0o077 for path in [restored, *restored.rglob("*")]}
        assert modes == {0}
        assert made.path.stat().st_mode & 0o077 == 0


def test_checked_without_our_software(workspace: Workspace, tmp_path: Path) -> None:
    made = backup(workspace, tmp_path / "copy.zip")
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unzipped")
    if shutil.which("sha256sum"):
        ran = subprocess.run(
            ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"],
            cwd=tmp_path / "unzipped", capture_output=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout


def test_opened_as_restored(workspace: Workspace, tmp_path: Path) -> None:
    backup(workspace, tmp_path / "copy.zip")
    heads = workspace.heads()
    signer = workspace.signer
    folder = restore(tmp_path / "copy.zip", tmp_path / "new")
    with pytest.raises(Trouble):
        Workspace.open(folder, "one")
    with Workspace.open(folder, "one", as_="restored") as restored:
        assert restored.signer != signer
        assert set(heads) < set(restored.heads())
        (case,) = restored.look.cases()
        (note,) = restored.look.notes(case.case)
        assert note.text == "a note"
        assert [d.text for d in restored.drafts.all("p")] == ["half a sentence"]
        assert len(list(restored.vault(case.case).names())) == 3


def test_while_others_record(workspace: Workspace, tmp_path: Path) -> None:
    """A backup taken while entries are made opens, with all that was recorded before it began."""
    (case,) = workspace.look.cases()
    made: list[int] = []

    def record(done: int, total: int, what: str) -> None:
        if len(made) < 20:
            made.append(workspace.record(case.case, NoteEntered(text=f"note {len(made)}")).seq)

    progress = Progress()
    progress._tell = record  # every step, not ten a second
    progress.step = lambda done, total, what="": record(done, total, what)  # type: ignore[method-assign]
    backup(workspace, tmp_path / "copy.zip", progress)
    folder = restore(tmp_path / "copy.zip", tmp_path / "new")
    with Workspace.open(folder, "one", as_="restored") as restored:
        assert len(restored.look.notes(case.case)) >= 1
    assert len(made) > 5


def test_an_intake_meanwhile_has_its_originals(workspace: Workspace, tmp_path: Path) -> None:
    (case,) = workspace.look.cases()
    taken_in: list[str] = []

    def take_in(done: int, total: int, what: str = "") -> None:
        if not taken_in:
            stored = workspace.vault(case.case).put_bytes(b"taken in while the backup was written")
            taken_in.append(stored.exhibit)
            facts = taken(data=b"taken in while the backup was written")
            workspace.record(case.case, replace(facts, exhibit=stored.exhibit))

    progress = Progress()
    progress.step = take_in  # type: ignore[method-assign]
    backup(workspace, tmp_path / "copy.zip", progress)
    folder = restore(tmp_path / "copy.zip", tmp_path / "new")
    with Workspace.open(folder, "one", as_="restored") as restored:
        recorded = [row.exhibit for row in restored.look.exhibits(case.case)]
        assert recorded == taken_in
        assert set(recorded) < set(restored.vault(case.case).names())


def test_this_device_remembers_what_was_backed_up(workspace: Workspace, tmp_path: Path) -> None:
    device = Device(workspace.workspace_id, workspace.folder, workspace._opened.key)
    backup(workspace, tmp_path / "copy.zip")
    last = device.last_heads()
    assert last is not None
    assert list(last.heads) == [(h.scope, h.signer, h.seq, h.link) for h in workspace.heads()]


def test_never_over_anything(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    backup(workspace, out)
    for bad in (out, workspace.folder / "copy.zip", tmp_path / "nowhere" / "copy.zip"):
        with pytest.raises(Trouble):
            backup(workspace, bad)
    with pytest.raises(Trouble, match="not empty"):
        restore(out, workspace.folder)
    with pytest.raises(Trouble, match="not empty"):
        restore(out, out)
    (tmp_path / "empty").mkdir()
    assert restore(out, tmp_path / "empty").is_dir()


def test_stopped(workspace: Workspace, tmp_path: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        backup(workspace, tmp_path / "copy.zip", progress)
    assert [p.name for p in tmp_path.iterdir() if p.name not in ("cases", "home")] == []
    backup(workspace, tmp_path / "copy.zip")
    with pytest.raises(Cancelled):
        restore(tmp_path / "copy.zip", tmp_path / "new", progress)
    left = {p.name for p in tmp_path.iterdir()} - {"cases", "home"}
    assert left == {"copy.zip"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    backup(workspace, tmp_path / "copy.zip")

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(workspace, "remember_heads", lambda: None)  # on this device's own disk
    monkeypatch.setattr(os, "fsync", fails)
    kind = NoSpace if number == errno.ENOSPC else Trouble
    with pytest.raises(kind, match="second"):
        backup(workspace, tmp_path / "second.zip")
    with pytest.raises(kind, match="new"):
        restore(tmp_path / "copy.zip", tmp_path / "new")
    monkeypatch.undo()
    assert {p.name for p in tmp_path.iterdir()} - {"home"} == {"cases", "copy.zip"}


def test_a_disk_that_fills_up(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module._Hashed.write
    written: list[int] = []

    def fails(out: module._Hashed, data: bytes) -> int:
        written.append(len(data))
        if sum(written) > 5000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(out, data)

    monkeypatch.setattr(module._Hashed, "write", fails)
    with pytest.raises(NoSpace, match="copy"):
        backup(workspace, tmp_path / "copy.zip")
    assert {p.name for p in tmp_path.iterdir()} - {"home"} == {"cases"}


def test_a_disk_that_gives_back_other_bytes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_digest", lambda path: "0" * 64)
    with pytest.raises(Damaged, match="other bytes"):
        backup(workspace, tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


def test_a_file_that_cannot_be_read(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is saved, and the person told."""
    real = Path.open

    def fails(path: Path, *args: object, **options: object) -> object:
        if path.name == "recovery.key":
            raise OSError(errno.EIO, "Input/output error")
        return real(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(Damaged, match="recovery.key"):
        backup(workspace, tmp_path / "copy.zip")
    folder = restore(tmp_path / "copy.zip", tmp_path / "new")
    assert folder == tmp_path / "new"
    assert not (folder / "people" / "recovery.key").exists()


def _flips(workspace: Workspace, tmp_path: Path, tries: int) -> None:
    """A flipped byte of any file in it is told, and never costs another file."""
    out = tmp_path / "copy.zip"
    backup(workspace, out)
    whole = out.read_bytes()
    sound = _digests(restore(out, tmp_path / "sound"))
    with zipfile.ZipFile(out) as archive:
        infos = [info for info in archive.infolist() if info.filename in sound]
    chance = random.Random(3)
    for n in range(tries):
        info = chance.choice(infos)
        start = info.header_offset + 30 + len(info.filename)
        flipped = bytearray(whole)
        flipped[start + chance.randrange(info.file_size)] ^= 1 << chance.randrange(8)
        out.write_bytes(flipped)
        with pytest.raises(Damaged, match=f"{info.filename} is not as it was .*new{n}.incomplete"):
            restore(out, tmp_path / f"new{n}")
        assert not (tmp_path / f"new{n}").exists()
        restored = _digests(tmp_path / f"new{n}.incomplete")
        assert restored.keys() == sound.keys()
        assert [name for name in sound if restored[name] != sound[name]] == [info.filename]


def test_flipped_bytes(workspace: Workspace, tmp_path: Path) -> None:
    _flips(workspace, tmp_path, 25)


@pytest.mark.whole
def test_flipped_bytes_everywhere(workspace: Workspace, tmp_path: Path) -> None:
    _flips(workspace, tmp_path, 1000)


@pytest.mark.parametrize("cut", [1, 30, 500, 5000])
def test_cut_short(workspace: Workspace, tmp_path: Path, cut: int) -> None:
    out = tmp_path / "copy.zip"
    backup(workspace, out)
    out.write_bytes(out.read_bytes()[:-cut])
    with pytest.raises(Damaged, match="not a whole backup"):
        restore(out, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def _archive(path: Path, files: dict[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:  # type: ignore[arg-type]
        for name, data in files.items():
            archive.writestr(name, data)
    return path


ABOUT = b'{"format":1,"made_at":"2026-01-01T00:00:00.000Z","workspace":"x"}'


@pytest.mark.parametrize(
    "name",
    ["../evil", "/evil", "a/../../evil", "set-aside/..", "C:evil", "a\\b", "\u202egpj", ".hidden"],
)
def test_a_name_that_leads_outside(tmp_path: Path, name: str) -> None:
    out = _archive(tmp_path / "b.zip", {"backup.json": ABOUT, name: b"x", "SHA256SUMS": b""})
    with pytest.raises(Damaged, match="does not belong"):
        restore(out, tmp_path / "in" / "new")
    with pytest.raises(Damaged, match="does not belong"):
        restore(out, tmp_path / "in" / "new")
    names = {p.name.partition("incomplete-")[0] for p in tmp_path.rglob("*")}
    assert names <= {"b.zip", "in", "new.incomplete", "new.", "home"}


def test_not_a_backup(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"PK hello")
    for path in (
        other,
        _archive(tmp_path / "a.zip", {"a": b"x"}),
        _archive(tmp_path / "c.zip", {"backup.json": b"{}", "SHA256SUMS": b""}),
        _archive(tmp_path / "d.zip", {"backup.json": ABOUT * 9}, compression=zipfile.ZIP_DEFLATED),
    ):
        with pytest.raises(Damaged):
            restore(path, tmp_path / "new")
    later = _archive(tmp_path / "l.zip", {"backup.json": b'{"format":2}'})
    with pytest.raises(TooNew):
        restore(later, tmp_path / "new")
    with pytest.raises(Trouble):
        restore(tmp_path / "nothing.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
