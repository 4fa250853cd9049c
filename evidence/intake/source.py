"""
One file at its source: opened once, for reading only, never through a link, watched for change.

Where the system allows it even the time of last access stays as it was. What is read is only
worth keeping if the file was the same before and after: `check_unchanged` compares size, times
and identity and raises `Unreadable` otherwise.
"""

from __future__ import annotations

import io
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.errors import Unreadable
from evidence.intake.names import as_base64, shown, shown_path
from evidence.intake.walking import not_regular, why_not
from evidence.ledger.kinds import SeenAt
from evidence.words import say

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

MOST_SOURCE_BYTES = 1 << 40
_CLOUD_ONLY = 0x1000 | 0x400000  # Windows: offline, recall on data access
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_READ_ONLY = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put in the file's place must not hang us
    | getattr(os, "O_CLOEXEC", 0)
)
_NO_ACCESS_TIME = getattr(os, "O_NOATIME", 0)


class SourceFile(io.RawIOBase):
    """
    An open source file. Reading goes on from where it stands; `read_at` reads anywhere, from
    several threads if need be, but not while others read on.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file = _opened(path)
        self._lock = threading.Lock()
        try:
            self._before = os.fstat(self._file.fileno())
            _check_takeable(self._before)
        except Unreadable:
            self._file.close()
            raise
        self.size = self._before.st_size

    def close(self) -> None:
        """Let the file go; harmless when done twice."""
        self._file.close()
        super().close()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes; raises `Unreadable`."""
        try:
            return self._file.readinto(buffer) or 0
        except OSError as e:
            raise Unreadable(why_not(e)) from e

    def read(self, most: int = -1) -> bytes:
        """As `readinto`, without its copy."""
        try:
            return self._file.read(most) or b""
        except OSError as e:
            raise Unreadable(why_not(e)) from e

    def read_at(self, position: int, most: int) -> bytes:
        """Up to `most` bytes at a position; raises `Unreadable`."""
        try:
            with self._lock:
                self._file.seek(position)
                return self._file.read(most) or b""
        except OSError as e:
            raise Unreadable(why_not(e)) from e

    def check_unchanged(self) -> None:
        """Raise `Unreadable` if the file is not what it was when it was opened."""
        try:
            after = os.fstat(self._file.fileno())
        except OSError as e:
            raise Unreadable(why_not(e)) from e
        if _mark(after) != _mark(self._before):
            raise Unreadable(
                say("The file changed while it was being read; nothing of it was kept."),
                say("Close what writes to it, then take it in again."),
            )

    def seen(self) -> SeenAt:
        """The file as its source showed it before it was read."""
        name = os.fsencode(self.path.name)
        status = self._before
        born = _born(status)
        return SeenAt(
            name=shown(name),
            name_bytes=as_base64(name),
            path=shown_path(self.path),
            modified=_instant(status.st_mtime_ns),
            created="" if born is None else _instant(born),
            accessed=_instant(status.st_atime_ns),
        )


def _opened(path: Path) -> io.FileIO:
    try:
        try:
            return io.FileIO(path, "rb", opener=_quietly)
        except PermissionError:  # only its owner may leave the access time of a file alone
            return io.FileIO(path, "rb", opener=_plainly)
    except (OSError, ValueError) as e:
        raise Unreadable(why_not(e)) from e


def _quietly(path: str, _: int) -> int:
    return os.open(path, _READ_ONLY | _NO_ACCESS_TIME)


def _plainly(path: str, _: int) -> int:
    return os.open(path, _READ_ONLY)


def _born(status: os.stat_result) -> int | None:
    """When the file was made on its medium, in nanoseconds, where the system tells."""
    if os.name == "nt":
        return status.st_ctime_ns
    seconds: float | None = getattr(status, "st_birthtime", None)
    return None if seconds is None else int(seconds * 1_000_000_000)


def _check_takeable(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(not_regular(status.st_mode))
    if status.st_size > MOST_SOURCE_BYTES:
        raise Unreadable(say("The file claims to be larger than 1 TiB."))
    if getattr(status, "st_file_attributes", 0) & _CLOUD_ONLY:
        raise Unreadable(
            say("The file lies in a cloud store only, not on this machine."),
            say("Download it first."),
        )


def _mark(status: os.stat_result) -> tuple[int, ...]:
    changed = 0 if os.name == "nt" else status.st_ctime_ns
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, changed


def _instant(nanoseconds: int) -> str:
    try:
        moment = _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
