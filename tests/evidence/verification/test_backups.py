"""A backup is verified without any secret: every file in it against its sums."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from evidence.backup import backup
from evidence.verification.verify import verify
from tests.evidence.workspaces import created


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    workspace, _ = created(tmp_path / "W")
    with workspace:
        workspace.new_case(line="motor")
        backup(workspace, tmp_path / "copy.lzbackup")
    return tmp_path / "copy.lzbackup"


def test_a_sound_backup_is_told_from_a_bag_whatever_its_name(copy: Path) -> None:
    for path in (copy, Path(shutil.copy(copy, copy.with_name("x.zip")))):
        report = verify(path)
        assert (report.kind, report.mode, report.faults) == ("backup", "local_only", ())
        assert report.checked > 5
        assert any("restore it" in str(p) for p in report.not_checked)


def test_a_flipped_byte_of_any_file_is_told(copy: Path) -> None:
    whole = copy.read_bytes()
    with zipfile.ZipFile(copy) as archive:
        infos = archive.infolist()
    for info in infos:
        at = info.header_offset + 30 + len(info.filename) + info.file_size // 2
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert verify(copy).mode == "broken", info.filename


def test_one_cut_at_any_place_is_told(copy: Path) -> None:
    whole = copy.read_bytes()
    for size in range(50, len(whole), 997):
        copy.write_bytes(whole[:size])
        report = verify(copy)
        assert (report.kind, report.mode) == ("backup", "broken")


def test_a_file_more_or_missing_or_other_sums_are_told(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    changes = [
        {**files, "more": b""},
        {name: data for name, data in files.items() if name != "heads"},
        {name: data for name, data in files.items() if name != "SHA256SUMS"},
        {**files, "heads": b"other"},
        {**files, "SHA256SUMS": files["SHA256SUMS"] + b"line"},
    ]
    for changed in changes:
        with zipfile.ZipFile(copy, "w") as archive:
            for name, data in changed.items():
                archive.writestr(name, data)
        assert verify(copy).mode == "broken"
