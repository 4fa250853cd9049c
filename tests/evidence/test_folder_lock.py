"""The lock: one holder, gone with its program."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys

import pytest

from evidence.errors import Locked, NoSpace, Trouble
from evidence.folder_lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from evidence.folder_lock import FolderLock
held = FolderLock.take(Path(sys.argv[1]))
sys.stdout.write("held\\n"), sys.stdout.flush()
sys.stdin.read()
"""


def test_one_at_a_time(tmp_path):
    first = FolderLock.take(tmp_path)
    with pytest.raises(Locked):
        FolderLock.take(tmp_path)
    first.release()
    FolderLock.take(tmp_path).release()


def test_it_goes_with_a_program_that_is_killed(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Locked):
            FolderLock.take(tmp_path)
        other.kill()
        other.wait()
    FolderLock.take(tmp_path).release()


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(Trouble):
        FolderLock.take(tmp_path / "none")


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_can_be_read(tmp_path, monkeypatch, number):
    def refuse(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Trouble, match="cannot be written") as told:
        FolderLock.take(tmp_path)
    assert "--read-only" in str(told.value.next_step)


def test_a_full_disk_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))
    with pytest.raises(NoSpace, match="is full") as told:
        FolderLock.take(tmp_path)
    assert "--read-only" in str(told.value.next_step)
