"""
The lock of a workspace: one program writes to a folder at a time.

It is the system's lock on the file `lock`, not the file's existence: it goes with the
program, so a crash leaves nothing to clear away; and it is the folder's, by whatever
path it is reached. Read-only openers do not take it, so this is also where it is told
that a folder cannot be written, or that its disk is full.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import BinaryIO

from evidence.errors import Locked, NoSpace, Trouble, reason
from evidence.sealing import disk_faults
from evidence.words import say

NAME = "lock"
# A database reserves more than its rows need, and says of a full disk only that it failed.
LEAST_FREE_BYTES = 1024 * 1024

_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}


class FolderLock:
    """The lock on a folder, held from `take` until `release`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path) -> FolderLock:
        """
        Take it, or raise `Locked` at once when another program (or this one) has it, `NoSpace`
        when the disk is full, `Trouble` when the folder cannot be written.
        """
        file = _opened(folder / NAME)
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


def _opened(path: Path) -> BinaryIO:
    with disk_faults(path):
        if shutil.disk_usage(path.parent).free < LEAST_FREE_BYTES:
            raise NoSpace(
                say("The disk is full: {path} was not written.", path=str(path)),
                say("Free some space, or open the workspace read-only (--read-only)."),
            )
        try:
            return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
        except OSError as e:
            if e.errno not in _NOT_WRITABLE:
                raise
            raise Trouble(
                say("This workspace cannot be written: {reason}.", reason=reason(e)),
                say("Open it read-only (--read-only), or copy the folder to where you may write."),
            ) from e


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
