"""
Writing to a medium that leaves the house: every file digested as written, flushed, read back.

A folder is built under a temporary name and gets its own only when everything in it was
read back from the medium and compared; before that there is nothing a person could take
for finished.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from evidence.errors import Damaged, Trouble
from evidence.progress import Progress
from evidence.sealing import disk_faults, flush, flush_folder, rename
from evidence.words import say

BLOCK_BYTES = 1024 * 1024
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Written:
    """A file on the medium: its path below the folder with "/", its SHA-256 and size."""

    path: str
    sha256: str
    size: int


class Folder:
    """A folder being written, outside the sealed `workspace`; `place` it when all is in it."""

    def __init__(self, out: Path, workspace: Path) -> None:
        self.out = out
        self._workspace = workspace
        self.built = out.with_name(out.name + UNFINISHED)
        self.files: list[Written] = []

    def __enter__(self) -> Folder:
        with disk_faults(self.out):
            if self.out.resolve().is_relative_to(self._workspace.resolve()):
                raise Trouble(
                    say("{name} lies inside the workspace.", name=self.out.name),
                    say("Choose another place: what is handed out is not sealed."),
                )
            if self.out.exists():
                raise Trouble(
                    say("{name} is already there.", name=self.out.name),
                    say("Choose a new name; nothing is ever overwritten."),
                )
            shutil.rmtree(self.built, ignore_errors=True)
            self.built.mkdir(parents=True)
        return self

    def __exit__(self, *ended: object) -> None:
        shutil.rmtree(self.built, ignore_errors=True)
        if ended[0] is None:
            with disk_faults(self.out):
                flush_folder(self.out.parent)

    def add(self, path: str, chunks: Iterable[bytes]) -> Written:
        """Write one file, digesting what is written; it is on the medium when this returns."""
        digest = hashlib.sha256()
        size = 0
        target = self.built / path
        with disk_faults(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
                _flushed(file)
        written = Written(path, digest.hexdigest(), size)
        self.files.append(written)
        return written

    def read_back(self, progress: Progress) -> None:
        """Read every file from the medium again; raises `Damaged` naming the first that differs."""
        for i, file in enumerate(self.files):
            progress.step(i, len(self.files), file.path)
            with disk_faults(self.built / file.path), (self.built / file.path).open("rb") as back:
                _compare(back, file)

    def place(self) -> None:
        """Give the folder its name."""
        with disk_faults(self.out):
            for folder in sorted({p.parent for p in self.built.rglob("*")}, reverse=True):
                flush_folder(folder)
            rename(self.built, self.out)
            flush_folder(self.out.parent)

    def place_as_zip(self, progress: Progress) -> None:
        """Put the folder into one zip, uncompressed, read it back, and give it its name."""
        part = self.out.with_name(self.out.name + ".part")
        try:
            with disk_faults(part):
                self._zip(part)
                with zipfile.ZipFile(part) as archive:
                    for i, file in enumerate(self.files):
                        progress.step(i, len(self.files), file.path)
                        with archive.open(f"{self.out.stem}/{file.path}") as back:
                            _compare(back, file)
                rename(part, self.out)
                flush_folder(self.out.parent)
        finally:
            part.unlink(missing_ok=True)

    def _zip(self, part: Path) -> None:
        with part.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for written in self.files:
                    inside = zipfile.ZipInfo(f"{self.out.stem}/{written.path}")
                    inside.file_size = written.size
                    with archive.open(inside, "w") as target:
                        with (self.built / written.path).open("rb") as source:
                            shutil.copyfileobj(source, target, BLOCK_BYTES)
            _flushed(file)


def _compare(back: IO[bytes], file: Written) -> None:
    digest = hashlib.sha256()
    while block := back.read(BLOCK_BYTES):
        digest.update(block)
    if digest.hexdigest() != file.sha256:
        raise Damaged(
            say("{name} reads back other than it was written.", name=file.path),
            say("Do not use this medium; take another one."),
        )


def _flushed(file: BinaryIO) -> None:
    flush(file)
    if hasattr(os, "posix_fadvise"):  # so that it is read back from the medium, not from memory
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
