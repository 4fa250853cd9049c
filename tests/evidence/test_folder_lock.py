"""The lock: one holder, gone with its program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from evidence.errors import Locked, Trouble
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
