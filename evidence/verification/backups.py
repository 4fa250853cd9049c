"""
A backup in one file, verified without any secret: every file in it against its SHA256SUMS.

The sums are signed by nobody. They tell of damage; whether what is sealed in the backup is
what was recorded shows only when it is restored and the workspace verified.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.backup import ABOUT, MOST_SUMS_BYTES, SUMS
from evidence.errors import Damaged, Trouble, Unreadable
from evidence.progress import Progress
from evidence.verification.report import Gathering
from evidence.words import say, visible

BLOCK_BYTES = 1024 * 1024
_NAME_AT = 30  # in the first local header of a zip
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def looks_like_backup(path: Path) -> bool:
    """Whether a file is a backup, whole or not: its first file, or one listed, says so."""
    try:
        with path.open("rb") as file:
            if file.read(_NAME_AT + len(ABOUT))[_NAME_AT:] == ABOUT.encode():
                return True
        with zipfile.ZipFile(path) as archive:
            return {ABOUT, SUMS} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def verify_backup(path: Path, gathering: Gathering, progress: Progress) -> None:
    """Verify the backup at `path`."""
    try:
        with _faults(path.name), zipfile.ZipFile(path) as archive:
            sums = _sums(archive, gathering)
            names = archive.namelist()
            for i, name in enumerate(names):
                progress.step(i, len(names), visible(name))
                gathering.looked_at()
                if name != SUMS:
                    _file(archive, name, sums.pop(name, None), gathering)
            for name in sums:
                gathering.fault(say("{name} is missing.", name=visible(name)), name)
    except Trouble as e:
        gathering.trouble(e, path.name)
    gathering.unchecked(say("What lies sealed in the backup: restore it and verify the workspace."))


def _file(archive: zipfile.ZipFile, name: str, due: str | None, gathering: Gathering) -> None:
    digest = hashlib.sha256()
    try:
        with _faults(name), archive.open(name) as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
    except Trouble as e:
        gathering.trouble(e, name)
        return
    if due is None:
        gathering.fault(say("{name} is no file of a backup.", name=visible(name)), name)
    elif digest.hexdigest() != due:
        gathering.fault(say("A file has another digest than its list says."), name)


def _sums(archive: zipfile.ZipFile, gathering: Gathering) -> dict[str, str]:
    if SUMS not in archive.namelist() or archive.getinfo(SUMS).file_size > MOST_SUMS_BYTES:
        raise Damaged(say("{name} is missing.", name=SUMS))
    with _faults(SUMS):
        *lines, rest = archive.read(SUMS).decode().split("\n")
    read = [_LINE.fullmatch(line) for line in lines]
    sums = {found[2]: found[1] for found in read if found}
    if rest or len(sums) != len(lines):
        gathering.fault(say("A backup's list of digests is not one we write."), SUMS)
    return sums


@contextmanager
def _faults(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise Unreadable(say("{name} cannot be read from the disk.", name=name)) from e
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
            ValueError, OverflowError) as e:  # fmt: skip
        raise Damaged(say("{name} in the zip cannot be read.", name=name)) from e
