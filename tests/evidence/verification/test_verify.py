"""What lies at a path is told apart by what it is, not by what it is called alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import Unreadable
from evidence.progress import Cancelled, Progress
from evidence.verification.verify import verify
from tests.evidence.verification.built import CASE, SECRET, build


def test_each_kind_is_known(tmp_path: Path) -> None:
    built = build(tmp_path / "W")
    bag = tmp_path / "bag"
    bag.mkdir()
    (bag / "bagit.txt").write_bytes(b"")
    (tmp_path / "x.PDF").write_bytes(b"%PDF")
    (tmp_path / "x.zip").write_bytes(b"")
    kinds = {
        built.root: "workspace",
        built.root / "scopes" / CASE: "case",
        bag: "bag",
        tmp_path / "x.zip": "bag",
        tmp_path / "x.PDF": "paper",
    }
    assert {path: verify(path).kind for path in kinds} == kinds


def test_what_is_nothing_of_ours_is_said_to_be_nothing(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_bytes(b"")
    for path in (tmp_path, tmp_path / "file.txt", tmp_path / "absent.pdf"):
        with pytest.raises(Unreadable):
            verify(path)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        verify(build(tmp_path / "W").root, SECRET, progress=progress)


def test_no_time_is_ever_said_to_be_fixed(tmp_path: Path) -> None:
    report = verify(build(tmp_path / "W").root, SECRET)
    assert any("time-stamp" in str(phrase) for phrase in report.not_checked)
