"""A bag that was changed in any way is told, whether folder or zip, and a sound one is not."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.errors import Trouble, Unreadable
from evidence.verification.verify import verify
from tests.evidence.verification.forging import resealed, whats


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_a_sound_bag_is_local_only(bags: Path, name: str) -> None:
    report = verify(bags / name)
    assert report.faults == ()
    assert (report.kind, report.mode) == ("bag", "local_only")
    assert report.checked > 15
    assert report.not_checked


def test_the_forger_of_these_tests_alone_is_not_noticed(bag: Path) -> None:
    resealed(bag)
    assert verify(bag).faults == ()


def test_a_file_more_or_missing_is_told(bag: Path) -> None:
    (bag / "data/more.txt").write_bytes(b"")
    (bag / "tag.txt").write_bytes(b"")
    (bag / "data/originals/E0003.jpg").unlink()
    told = whats(verify(bag))
    for name in ("data/more.txt", "tag.txt", "data/originals/E0003.jpg"):
        assert name in told


def test_a_fetch_list_and_a_link_are_told(bag: Path) -> None:
    (bag / "fetch.txt").write_text("http://example.invalid/x 1 data/x\n")
    (bag / "data/link").symlink_to("/etc/hostname")
    told = whats(verify(bag))
    assert "fetch.txt" in told
    assert "data/link" in told


@pytest.mark.parametrize("line", ["../../etc/hostname", "/etc/hostname", "data/../../x", "a\\b"])
def test_a_list_that_leads_out_of_the_bag_is_told(bag: Path, line: str) -> None:
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  {line}\n")
    assert "not one we write" in whats(verify(bag))


def test_another_original_under_fitting_manifests_is_told_by_the_entries(bag: Path) -> None:
    (bag / "data/originals/E0001.jpg").write_bytes(b"forged")
    resealed(bag)
    assert "not the one that was taken in" in whats(verify(bag))


def test_an_original_left_out_under_fitting_lists_is_told_by_the_entries(bag: Path) -> None:
    (bag / "data/originals/E0001.jpg").unlink()
    listed = json.loads((bag / "data/exhibits.json").read_text())
    (bag / "data/exhibits.json").write_text(json.dumps(listed[1:]))
    resealed(bag)
    assert "is not in the bag" in whats(verify(bag))


def test_an_original_smuggled_in_is_told_by_the_entries(bag: Path) -> None:
    (bag / "data/originals/E0009.jpg").write_bytes(b"smuggled")
    listed = json.loads((bag / "data/exhibits.json").read_text())
    listed.append({**listed[0], "exhibit": "99" * 16, "path": "originals/E0009.jpg"})
    (bag / "data/exhibits.json").write_text(json.dumps(listed))
    resealed(bag)
    assert "No entry says" in whats(verify(bag))


def ledger_lines(bag: Path) -> tuple[Path, list[bytes]]:
    (path,) = (bag / "data/ledger").glob("*.jsonl")
    return path, path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:2] + lines[3:],
        lambda lines: lines[1:],
        lambda lines: lines[:-1],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:2], b"{}\n", *lines[3:]],
        lambda lines: [*lines[:2], b'{"header":1}\n', *lines[3:]],
        lambda lines: [*lines[:2], b"[" * 100_000 + b"\n", *lines[3:]],
        lambda lines: [],
    ],
)
def test_entries_missing_moved_doubled_or_foreign_are_told(
    bag: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    path, lines = ledger_lines(bag)
    path.write_bytes(b"".join(change(lines)))
    resealed(bag)
    assert verify(bag).faults


def test_a_payload_changed_or_taken_out_is_told(bag: Path) -> None:
    path, lines = ledger_lines(bag)
    for payload in (None, base64.b64encode(b"{}").decode()):
        line = json.dumps({**json.loads(lines[2]), "payload": payload}).encode() + b"\n"
        path.write_bytes(b"".join([*lines[:2], line, *lines[3:]]))
        resealed(bag)
        report = verify(bag)
        assert report.mode == "broken"


def test_a_zip_that_is_none_is_not_one_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    for data in (b"", b"PK\3\4", b"nothing" * 99):
        path.write_bytes(data)
        with pytest.raises(Unreadable):
            verify(path)


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "data", "data/ledger"])
def test_a_bag_without_one_of_the_marks_of_ours_is_still_told(bag: Path, name: str) -> None:
    gone = bag / name
    gone.unlink() if gone.is_file() else shutil.rmtree(gone)
    assert verify(bag).mode == "broken"


def test_what_is_neither_file_nor_full_folder_is_told(bag: Path) -> None:
    os.mkfifo(bag / "data/pipe")
    assert "data/pipe" in whats(verify(bag))
    (bag / "data/pipe").unlink()
    (bag / "data/originals/hollow").mkdir()
    assert any("hollow" in str(phrase.values) for phrase in verify(bag).not_checked)


def test_a_zip_with_something_hidden_in_it_is_told(bags: Path, tmp_path: Path) -> None:
    whole = (bags / "bag.zip").read_bytes()
    path = tmp_path / "bag.zip"
    for data in (whole + b"more", b"before" + whole):
        path.write_bytes(data)
        assert verify(path).faults
    shutil.copy(bags / "bag.zip", path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("bag/data/more", b"x")
    assert verify(path).faults


def test_a_bag_cut_at_any_place_is_told(bags: Path, tmp_path: Path) -> None:
    whole = (bags / "bag.zip").read_bytes()
    path = tmp_path / "bag.zip"
    for size in range(211, len(whole), 211):
        path.write_bytes(whole[:size])
        assert verify(path).mode == "broken"


def flips(bags: Path, tmp_path: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    folder = shutil.copytree(bags / "bag", tmp_path / "flipped")
    single = shutil.copy(bags / "bag.zip", tmp_path / "flipped.zip")
    targets = [(folder, p) for p in sorted(folder.rglob("*")) if p.is_file()]
    targets = [(top, p) for top, p in [*targets, *[(single, single)] * 8] if p.stat().st_size]
    for i in range(count):
        top, path = targets[i % len(targets)]
        data = bytearray(path.read_bytes())
        position, mask = chance.randrange(len(data)), 1 << chance.randrange(8)
        data[position] ^= mask
        path.write_bytes(data)
        try:
            assert verify(top).faults, f"{path.name} at {position} with {mask}"
        finally:
            data[position] ^= mask
            path.write_bytes(data)


def test_a_flipped_byte_of_any_file_is_reported(bags: Path, tmp_path: Path) -> None:
    flips(bags, tmp_path, 200, 1)


@pytest.mark.whole
@pytest.mark.timeout(3600)
def test_ten_thousand_flipped_bytes_are_reported(bags: Path, tmp_path: Path) -> None:
    flips(bags, tmp_path, 10_000, 2)


def test_a_file_of_the_medium_that_cannot_be_read_is_told(
    bags: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def broken(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "E0001.jpg":
            raise OSError(5, "Input/output error")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", broken)
    report = verify(bags / "bag")
    assert "cannot be read from the disk" in whats(report)
    assert not isinstance(report, Trouble)
