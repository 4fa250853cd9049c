"""
The lock of a workspace: one program writes to a folder at a time.

It is the system's lock on the file `lock`, not the file's existence: it goes with the
program, so a crash leaves nothing to clear away; and it is the folder's, by whatever
path it is reached. Read-only openers do not take it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from evidence.errors import Locked
from evidence.sealing import disk_faults
from evidence.words import say

NAME = "lock"


class FolderLock:
    """The lock on a folder, held from `take` until `release`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path) -> FolderLock:
        """Take it, or raise `Locked` at once when another program (or this one) has it."""
        path = folder / NAME
        with disk_faults(path):
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
        try:
            _lock(file)
        except OSError as e:
            file.close()
            raise Locked(
                say("This workspace is open in another window or program."),
                say("Close it there, then try again."),
            ) from e
        return cls(file)

    def release(self) -> None:
        """Give it back."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
