"""What lies at a path is told apart by what it is, not by what it is called alone."""

from __future__ import annotations

import zipfile
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
    (bag / "bag-info.txt").write_bytes(b"Bag-Software-Agent: lianzheng\n")
    (tmp_path / "x.PDF").write_bytes(b"%PDF /Producer (Lianzheng)")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(f"x/data/ledger/{'0' * 64}.jsonl", b"")
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


def test_a_path_where_nothing_is_is_said_to_be_that(tmp_path: Path) -> None:
    for name in ("none", "none.zip", "none.pdf"):
        with pytest.raises(Unreadable) as told:
            verify(tmp_path / name)
        assert "no such file or folder" in str(told.value.what)


def test_a_pdf_zip_or_bag_of_others_is_not_accused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 of an insurer")
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("photos/one.jpg", b"one" * 99)
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag/bagit.txt").write_bytes(b"BagIt-Version: 1.0\n")
    for name, what in (("x.pdf", "paper"), ("x.zip", "bag"), ("bag", "bag")):
        with pytest.raises(Unreadable) as told:
            verify(tmp_path / name)
        assert f"is not a {what}" in str(told.value.what)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        verify(build(tmp_path / "W").root, SECRET, progress=progress)


def test_no_time_is_ever_said_to_be_fixed(tmp_path: Path) -> None:
    report = verify(build(tmp_path / "W").root, SECRET)
    assert any("time-stamp" in str(phrase) for phrase in report.not_checked)
