"""What is wrong in a workspace is told, whatever else is wrong, and nothing else is."""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import Unreadable, WrongSecret
from evidence.folder_lock import FolderLock
from evidence.ledger.kinds import NoteEntered, PayloadErased
from evidence.verification.report import Report
from evidence.verification.verify import verify
from tests.evidence.verification.built import (
    CASE,
    ORIGINALS,
    SECRET,
    Built,
    build,
    enrolled,
    taken_in,
)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path / "W")


def of(built: Built) -> Report:
    return verify(built.root, SECRET)


def whats(report: Report) -> str:
    return " | ".join(str(f.what) for f in report.faults)


def test_a_sound_workspace_is_local_only_and_says_what_was_not_checked(built):
    report = of(built)
    assert report.faults == ()
    assert (report.kind, report.mode) == ("workspace", "local_only")
    assert report.checked > 15
    assert report.not_checked


def test_one_case_is_verified_alone(built):
    report = verify(built.root / "scopes" / CASE, SECRET)
    assert (report.kind, report.faults) == ("case", ())
    built.ledger("desk").path.write_bytes(b"broken")
    assert verify(built.root / "scopes" / CASE, SECRET).faults == ()


def test_verifying_changes_nothing(built):
    def state() -> dict[str, tuple[int, bytes]]:
        files = [p for p in built.root.rglob("*") if p.is_file()]
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}

    before = state()
    of(built)
    assert state() == before


def test_a_wrong_passphrase_is_not_a_fault_of_the_evidence(built):
    with pytest.raises(WrongSecret):
        verify(built.root, "wrong")


def test_without_a_passphrase_it_says_what_it_cannot_check(built):
    report = verify(built.root)
    assert report.faults == ()
    assert any("passphrase" in str(p) for p in report.not_checked)
    path = built.root / "scopes" / CASE / "keys"
    path.write_bytes(path.read_bytes().replace(b"format", b"farmot"))
    ledger = built.ledger().path
    ledger.write_bytes(ledger.read_bytes()[:-3])
    assert {f.where for f in verify(built.root).faults} == {
        f"scopes/{CASE}/keys",
        ledger.relative_to(built.root).as_posix(),
    }


def test_something_else_is_not_verified(tmp_path):
    with pytest.raises(Unreadable):
        verify(tmp_path)
    with pytest.raises(Unreadable):
        verify(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["workspace.json", "heads", "people", "scopes"])
def test_it_works_on_a_workspace_that_can_no_longer_be_opened(built, name):
    path = built.root / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    report = verify(built.root, SECRET)
    assert report.mode == "broken"


def test_one_key_file_lost_is_told_and_all_else_is_checked_by_its_copy(built):
    (built.root / "scopes" / CASE / "keys").unlink()
    report = of(built)
    assert [f.where for f in report.faults] == [f"scopes/{CASE}/keys"]
    assert report.checked > 15


def test_it_goes_on_past_a_record_that_does_not_open(built):
    ledger = built.ledger()
    second = list(ledger.entries())[1]
    data = bytearray(ledger.path.read_bytes())
    data[second.start + 40] ^= 1
    ledger.path.write_bytes(data)
    vault = built.vault()
    name = sorted(vault.names())[-1]
    original = built.root / "scopes" / CASE / "originals" / name[:2] / name
    original.write_bytes(original.read_bytes()[:-1])
    report = of(built)
    assert {f.where.rpartition("/")[2] for f in report.faults} == {
        f"{built.signer}.ledger#2",
        name,
    }


def test_a_cut_tail_is_seen_by_the_heads_file(built):
    ledger = built.ledger()
    ledger.path.write_bytes(ledger.path.read_bytes()[: built.heads[CASE, built.signer].start])
    assert "heads file tells" in whats(of(built))


def test_a_whole_ledger_removed_is_seen_by_the_heads_file(built):
    shutil.rmtree(built.root / "scopes" / "desk")
    assert any("desk" in f.where for f in of(built).faults)


def test_a_key_file_gone_with_its_copy_is_told_by_who_enrolled(built):
    built.record(replace(enrolled(), person="b2" * 16), key=Ed25519PrivateKey.generate())
    assert [f.where for f in of(built).faults] == [f"people/{'b2' * 16}.key"]


def test_another_id_in_workspace_json_is_told_by_the_sealed_heads_file(built):
    path = built.root / "workspace.json"
    path.write_bytes(path.read_bytes().replace(b"1d1d", b"2d2d"))
    assert "names another workspace" in whats(of(built))


def test_an_older_copy_of_everything_is_seen_by_the_device(built, tmp_path):
    older = tmp_path / "older"
    shutil.copytree(built.root, older)
    built.record(NoteEntered(text="later"))
    built.remember()
    shutil.rmtree(built.root)
    older.rename(built.root)
    assert "This device has seen" in whats(of(built))


def test_history_written_anew_with_as_many_entries_is_seen_by_the_device(built):
    built.entries[CASE, built.signer].pop()
    built.rewrite(built.entries[CASE, built.signer])
    built.record(NoteEntered(text="another"))
    assert "This device has seen" in whats(of(built))


def test_heads_and_scopes_are_missed_on_a_device_that_never_saw_them(built, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "another device"))
    (built.root / "heads").unlink()
    assert "The heads file is missing." in whats(of(built))
    shutil.rmtree(built.root / "scopes")
    report = of(built)
    assert "The heads file is missing." in whats(report)
    assert "The desk has no ledger." in whats(report)
    assert verify(built.root).faults


def test_a_heads_file_and_ledgers_cut_together_are_seen_by_the_device_in_one_case_too(built):
    built.rewrite(built.entries[CASE, built.signer][:-1])
    report = verify(built.root / "scopes" / CASE, SECRET)
    assert "This device has seen" in whats(report)
    assert verify(built.root / "scopes" / "desk", SECRET).faults == ()


def test_a_damaged_record_of_this_device_is_told(built, home):
    records = [p for p in (home / "devices").rglob("*") if p.is_file()]
    assert records
    for record in records:
        record.write_bytes(b"garbage")
    report = of(built)
    assert any("record of the workspace cannot be read" in str(p) for p in report.not_checked)


def test_a_device_that_saw_nothing_is_said_so_for_one_case_too(built, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "another device"))
    report = verify(built.root / "scopes" / CASE, SECRET)
    assert report.faults == ()
    assert any("has not seen this workspace" in str(p) for p in report.not_checked)


def test_a_tail_cut_with_the_heads_file_is_seen_by_who_saw_the_head(built, tmp_path, monkeypatch):
    """A second signer's first entry in the desk names all heads; so does an issued paper."""
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "another device"))
    head = built.entries[CASE, built.signer][-1].link
    seen = {f"{CASE}/{built.signer}": head}
    built.record(replace(enrolled(), heads=seen), "desk", Ed25519PrivateKey.generate())
    assert of(built).faults == ()
    built.rewrite(built.entries[CASE, built.signer][:-1])
    report = of(built)
    assert "has seen another one" in whats(report)
    assert report.mode == "disputed"
    shutil.rmtree(built.root / "scopes" / CASE)
    del built.heads[CASE, built.signer]
    built.write_heads()
    assert "has seen a ledger that is not here" in whats(of(built))


def test_entries_beyond_the_heads_file_are_no_fault_and_said(built):
    heads = (built.root / "heads").read_bytes()
    built.record(NoteEntered(text="written just before a crash"))
    built.record(enrolled(), key=Ed25519PrivateKey.generate())
    (built.root / "heads").write_bytes(heads)
    report = of(built)
    assert report.faults == ()
    assert sum("does not yet tell of" in str(p) for p in report.not_checked) == 2


@pytest.mark.parametrize("torn", [b"\0", b"\0\0\0\x09torn", b"\0\0\0\x04torn" * 9])
def test_what_a_crash_tore_beyond_the_heads_file_is_no_fault_and_said(built, torn):
    ledger = built.ledger()
    with ledger.path.open("ab") as file:
        file.write(torn)
    report = of(built)
    assert (report.faults, report.mode) == ((), "local_only")
    assert any(f"{len(torn)} bytes" in str(p) for p in report.not_checked)


def test_a_torn_end_is_a_fault_where_no_heads_file_tells_otherwise(built):
    with built.ledger().path.open("ab") as file:
        file.write(b"\0\0")
    (built.root / "heads").write_bytes(b"broken")
    assert "middle of a record" in whats(of(built))


def test_a_missing_payload_is_a_fault_unless_it_was_erased(built):
    entries = built.entries[CASE, built.signer]
    gone = entries[-1]
    built.rewrite([*entries[:-1], replace(gone, payload=None)])
    assert "is missing, and no entry" in whats(of(built))
    built.record(PayloadErased(links=(gone.link,), reason="asked for"))
    assert of(built).faults == ()


def test_an_original_missing_or_of_other_content_or_unnamed_is_told(built):
    names = sorted(built.vault().names())
    folder = built.root / "scopes" / CASE / "originals"
    (folder / names[0][:2] / names[0]).unlink()
    shutil.copy(folder / names[1][:2] / names[1], folder / names[2][:2] / names[2])
    assert len(of(built).faults) == 2


def test_an_original_without_an_entry_is_told_but_is_no_fault(built):
    built.vault().put_bytes(b"nobody named me")
    report = of(built)
    assert report.faults == ()
    assert any("no entry names" in str(p) for p in report.not_checked)


def test_an_entry_that_gives_another_digest_for_an_original_is_a_fault(built):
    (name, *_) = built.vault().names()
    wrong = replace(taken_in(name, ORIGINALS[0]), sha256="12" * 32)
    built.record(wrong)
    report = of(built)
    assert report.mode == "broken"


def test_a_ledger_by_somebody_unknown_is_disputed(built):
    built.record(NoteEntered(text="?"), key=Ed25519PrivateKey.generate())
    report = of(built)
    assert report.mode == "disputed"


def test_an_entry_that_has_seen_one_that_is_not_here_is_disputed(built):
    other = Ed25519PrivateKey.generate()
    built.record(enrolled(), key=other, after=[built.entries[CASE, built.signer][0].link])
    built.remember()
    assert of(built).mode == "local_only"
    built.record(NoteEntered(text="?"), key=other, after=["ab" * 32])
    built.remember()
    assert of(built).mode == "disputed"


def evidence_files(built: Built) -> list[Path]:
    """Ledgers, originals, key files, the heads file and workspace.json."""
    return sorted(p for p in built.root.rglob("*") if p.is_file())


def flip(built: Built, path: Path, position: int, mask: int) -> Report:
    data = bytearray(path.read_bytes())
    data[position] ^= mask
    path.write_bytes(data)
    try:
        return of(built)
    finally:
        data[position] ^= mask
        path.write_bytes(data)


def flips(built: Built, count: int, seed: int) -> None:
    chance = random.Random(seed)
    files = evidence_files(built)
    for i in range(count):
        path = files[i % len(files)]
        position = chance.randrange(path.stat().st_size)
        mask = 1 << chance.randrange(8)
        report = flip(built, path, position, mask)
        assert report.faults, f"{path.relative_to(built.root)} at {position} with {mask}"


def test_a_flipped_byte_of_any_file_is_reported(built):
    flips(built, 150, 1)


@pytest.mark.whole
@pytest.mark.timeout(3600)
def test_ten_thousand_flipped_bytes_are_reported(built):
    flips(built, 10_000, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the locks that are held")
def test_a_workspace_open_in_a_program_is_told_and_its_lock_left_alone(built: Built) -> None:
    def is_told() -> bool:
        report = verify(built.root, SECRET)
        assert report.faults == ()
        return any("is open in a program" in str(phrase) for phrase in report.not_checked)

    assert not is_told()
    lock = FolderLock.take(built.root)
    assert is_told()
    lock.release()
    assert not is_told()
