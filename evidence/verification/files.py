"""The files of a bag, in a folder or in a zip, read alike; names are ASCII with "/"."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from evidence.errors import Damaged, Trouble, Unreadable
from evidence.verification.plain_zip import check_plain, is_within_reach
from evidence.verification.report import Gathering
from evidence.words import say

BLOCK_BYTES = 1024 * 1024
MOST_LINE_BYTES = 32 * 1024 * 1024


class Files(Protocol):
    """What a bag holds."""

    def names(self) -> list[str]:
        """The path of every file, sorted."""

    def blocks(self, name: str, size: int) -> Iterator[bytes]:
        """A file's bytes; raises `Trouble`."""

    def text(self, name: str, most: int) -> bytes:
        """A whole file of at most `most` bytes; raises `Trouble`."""

    def lines(self, name: str) -> Iterator[bytes]:
        """A file's lines without their ends; raises `Trouble`."""


@contextmanager
def files_at(path: Path, gathering: Gathering) -> Iterator[Files]:
    """The files of the bag at `path`; raises `Damaged` when a zip cannot be read at all."""
    if path.is_dir():
        yield _FolderFiles(path, gathering)
        return
    with _faults(path.name), path.open("rb") as file:
        if is_within_reach(file):
            for what in check_plain(file):
                gathering.fault(what, path.name)
        else:
            gathering.unchecked(say("The headers of a zip of 2 GiB and more; its files are."))
        with zipfile.ZipFile(file) as archive:
            yield _ZipFiles(archive, gathering)


class _Reading:
    """What both have in common, given `_open`."""

    def blocks(self, name: str, size: int) -> Iterator[bytes]:
        with _faults(name), self._open(name) as file:
            while block := file.read(size):
                yield block

    def text(self, name: str, most: int) -> bytes:
        with _faults(name), self._open(name) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Damaged(say("{name} is larger than any we write.", name=name))
        return data

    def lines(self, name: str) -> Iterator[bytes]:
        with _faults(name), self._open(name) as file:
            while line := file.readline(MOST_LINE_BYTES):
                yield line.removesuffix(b"\n")

    def _open(self, name: str) -> BinaryIO:
        raise NotImplementedError


class _FolderFiles(_Reading):
    def __init__(self, root: Path, gathering: Gathering) -> None:
        self._root = root
        self._names: list[str] = []
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                gathering.fault(say("A link to another place is not a file of a bag."), name)
            elif path.is_file():
                self._names.append(name)
            elif not path.is_dir():
                gathering.fault(say("Something that is no file is no part of a bag."), name)
            elif _is_empty(path):
                gathering.unchecked(say("An empty folder that no bag has: {name}", name=name))

    def names(self) -> list[str]:
        return self._names

    def _open(self, name: str) -> BinaryIO:
        if name not in self._names:
            raise Damaged(say("{name} is missing.", name=name))
        return (self._root / name).open("rb")


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False  # the files that are due in it are told as missing


class _ZipFiles(_Reading):
    """A zip with one folder at its top; that folder's name is of no account."""

    def __init__(self, archive: zipfile.ZipFile, gathering: Gathering) -> None:
        self._archive = archive
        self._inside: dict[str, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            name = info.filename.partition("/")[2]
            if not name or name in self._inside or ".." in name.split("/"):
                gathering.fault(say("A name in the zip is not one we write."), info.filename)
            else:
                self._inside[name] = info
        if len({info.filename.partition("/")[0] for info in archive.infolist()}) > 1:
            gathering.fault(say("The zip holds more than one folder."), "")

    def names(self) -> list[str]:
        return sorted(self._inside)

    def _open(self, name: str) -> BinaryIO:
        if name not in self._inside:
            raise Damaged(say("{name} is missing.", name=name))
        return self._archive.open(self._inside[name])  # type: ignore[return-value]


@contextmanager
def _faults(name: str) -> Iterator[None]:
    try:
        yield
    except Trouble:
        raise
    except OSError as e:
        raise Unreadable(say("{name} cannot be read from the disk.", name=name)) from e
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
            UnicodeError, ValueError, OverflowError, struct.error) as e:  # fmt: skip
        raise Damaged(say("{name} in the zip cannot be read.", name=name)) from e
