"""
Which files lie under the paths a person gave: in a fixed order, following nothing.

Entries of a folder come in the order of their name's bytes, a folder's content in its place.
Links, pipes, sockets and devices are not followed or opened: each is a refusal with a sentence,
so a loop cannot come about. What cannot be listed is a refusal; the walk goes on.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.words import Phrase, say


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, at least when it was looked at; `size` is for the progress only."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something that lies there and is not taken in, and why."""

    path: Path
    reason: Phrase


def walk(paths: Sequence[Path], not_into: Path | None = None) -> Iterator[Found | NotTaken]:
    """
    Every file under `paths`. `not_into` (the workspace's own folder) is never entered, and a
    path that lies in it, however it is written, is refused.

    A generator: holds one folder's names a level, not the whole tree.
    """
    barred = None if not_into is None else _identity(not_into)
    for path in paths:
        if _lies_inside(path, barred):
            yield NotTaken(path, say("This lies inside the workspace."))
        else:
            yield from _at(path, barred)


def measure(
    paths: Sequence[Path], not_into: Path | None = None, look: Callable[[], None] = lambda: None
) -> tuple[int, int]:
    """
    How many sources and bytes a walk will meet, as far as can be told beforehand; what `look`,
    called for each, raises ends it.
    """
    files = size = 0
    for item in walk(paths, not_into):
        look()
        files += 1
        if isinstance(item, Found):
            size += item.size
    return files, size


def _at(path: Path, barred: tuple[int, int] | None) -> Iterator[Found | NotTaken]:
    waiting = [path]
    while waiting:
        path = waiting.pop()
        try:
            status = os.lstat(path)
            if not stat.S_ISDIR(status.st_mode):
                yield _judged(path, status)
            elif (status.st_dev, status.st_ino) == barred:
                yield NotTaken(path, say("This is the workspace itself."))
            else:
                waiting.extend(reversed(_listed(path)))
        except (OSError, ValueError) as e:
            yield NotTaken(path, why_not(e))


def _judged(path: Path, status: os.stat_result) -> Found | NotTaken:
    if stat.S_ISREG(status.st_mode):
        return Found(path, status.st_size)
    return NotTaken(path, not_regular(status.st_mode))


def _listed(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted((entry.name for entry in entries), key=os.fsencode)
    return [folder / name for name in names]


def _lies_inside(path: Path, barred: tuple[int, int] | None) -> bool:
    """Whether a folder above the path, links followed, is the barred one."""
    if barred is None:
        return False
    try:
        return any(_identity(above) == barred for above in path.resolve().parents)
    except (OSError, RuntimeError, ValueError):
        return False  # the walk says what is the matter with it


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def not_regular(mode: int) -> Phrase:
    """Why something of this mode is not taken in."""
    if stat.S_ISLNK(mode):
        return say("This is a link, not a file; give the file it points to.")
    if stat.S_ISDIR(mode):
        return say("This is a folder, not a file.")
    return say("This is a device, pipe or socket, not a file.")


def why_not(error: OSError | ValueError) -> Phrase:
    """What the system said, as a sentence."""
    if not isinstance(error, OSError):
        return say("There is no such file or folder.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return say("There is no such file or folder.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return say("The system does not allow this to be read.")
    if error.errno == errno.ENAMETOOLONG:
        return say("The path is longer than the system allows.")
    if error.errno == errno.ELOOP:
        return say("This is a link, not a file; give the file it points to.")
    return say(
        "The system could not read this ({error}).",
        error=errno.errorcode.get(error.errno or 0, str(error.errno)),
    )
