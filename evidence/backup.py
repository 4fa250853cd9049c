"""
A copy of a whole workspace in one file, and a workspace from such a file.

The copy is a zip archive without compression: the ledgers, originals, key files, heads,
drafts and what was set aside, each sealed as it lies in the workspace, and SHA256SUMS. Any
unzip and `sha256sum -c SHA256SUMS` check it. index.db and scratch are left out: both are
made anew. backup.md beside this file describes it.

Both ways the result is read back from the disk and compared before it gets its name. What
cannot be read is left out or taken as it is, the rest is saved, and then `Damaged` says so.
Restoring needs no secret: it compares with the sums in the backup, and `verify` does the rest.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from evidence.errors import Damaged, TooNew, Trouble
from evidence.progress import Progress
from evidence.sealing import (
    CHUNK_BYTES,
    PART,
    create,
    disk_faults,
    flush,
    flush_folder,
    make_folder,
    read_whole,
    rename,
)
from evidence.values import Json, canonical, now, parsed, sha256
from evidence.words import Phrase, say, visible
from evidence.workspace import Workspace

FORMAT = 1
HEADS = "heads"
ABOUT = "backup.json"
SUMS = "SHA256SUMS"
MOST_SUMS_BYTES = 512 * 1024 * 1024
MOST_HEADS_BYTES = 64 * 1024 * 1024
MOST_ABOUT_BYTES = 64 * 1024

_LEFT_OUT = re.compile(r"index\.db.*|drafts\.db-shm|scratch/.*|lock|.*\.part", re.DOTALL)
_NAME = re.compile(r"\w[\w.-]{0,199}(/\w[\w.-]{0,199}){0,5}", re.ASCII)
_LOCAL = struct.Struct("<4s22xHH")
_SIGNATURE = b"PK\x03\x04"
_SUM = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and read back."""

    path: Path
    files: int
    size: int
    sha256: str


def backup(workspace: Workspace, out: Path, progress: Progress | None = None) -> Backup:
    """
    Write everything in the workspace into the new file `out`.

    Recording may go on meanwhile: the heads are copied before the ledgers, so the copy is as
    after a sudden power cut at that moment. Raises `Trouble` when `out` is there already or
    lies in the workspace, `NoSpace`, and `Damaged` (the file is there) when something could
    not be read.
    """
    progress = progress or Progress()
    _check_free(workspace.folder, out)
    workspace.remember_heads()
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}{PART}")
    try:
        with disk_faults(out):
            with create(part) as file:
                written = _Hashed(file)
                files, unread = _write(workspace, written, progress)
                flush(file)
            if _digest(part) != written.digest:
                raise Damaged(
                    say("The disk gave back other bytes than were written."),
                    say("Write the backup to another disk."),
                )
            rename(part, out)
            flush_folder(out.parent)
            size = out.stat().st_size
    finally:
        with suppress(OSError):
            part.unlink()
    if unread:
        raise Damaged(
            say("The backup was written, but {count} files could not be read, first {name}.",
                count=len(unread), name=unread[0]),
            say("Verify the workspace, and keep an older backup."),
        )  # fmt: skip
    return Backup(out, files, size, written.digest)


def restore(backup_file: Path, folder: Path, progress: Progress | None = None) -> Path:
    """
    Make a workspace in the new or empty `folder` from a backup; each file is compared with its
    sum in SHA256SUMS.

    It is opened with `as_="restored"`, which makes a new signer. Raises `Damaged` when the
    backup is not whole: what could be read of it then lies beside `folder`, named incomplete.
    """
    progress = progress or Progress()
    _check_empty(folder)
    make_folder(folder.parent)
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}{PART}")
    try:
        with _opened(backup_file) as (file, infos):
            faults = _unpack(file, infos, part, progress)
        place = _incomplete(folder) if faults else folder
        with disk_faults(place):
            if place.exists():  # an empty folder, which some systems do not rename over
                place.rmdir()
            rename(part, place)
            flush_folder(place.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    if faults:
        raise Damaged(
            say("The backup is not whole: {what} What could be restored of it lies in {folder}.",
                what=faults[0], folder=str(place)),
            say("Use another backup; or verify that folder and open it as restored."),
        )  # fmt: skip
    return folder


# writing


def _write(workspace: Workspace, out: _Hashed, progress: Progress) -> tuple[int, list[str]]:
    """The archive; answers how many files are in it, and the names of those not read whole."""
    about = {"format": FORMAT, "workspace": workspace.workspace_id, "made_at": now()}
    # Before any ledger is looked at: ledgers may only be longer than the heads say.
    heads = read_whole(workspace.folder / HEADS, MOST_HEADS_BYTES)
    sums: list[str] = []
    unread: list[str] = []
    files = total = done = 0
    # Not seekable, so that every byte is written once, in order, and hashed on its way.
    with zipfile.ZipFile(cast(BinaryIO, out), "w", zipfile.ZIP_STORED) as archive:
        _add_bytes(archive, ABOUT, canonical(cast(Json, about)), sums)
        _add_bytes(archive, HEADS, heads, sums)
        # What else there is, is listed once the ledgers are written: every original of an entry.
        for ledgers in (True, False):
            paths = _paths(workspace.folder)
            total = done + sum(size for name, size in paths if ledgers or not _ledger(name))
            for name, size in paths:
                if _ledger(name) is not ledgers:
                    continue
                progress.step(done, total, name)
                if not _add_file(archive, name, workspace.folder / name, sums):
                    unread.append(name)
                files, done = files + 1, done + size
        _add_bytes(archive, SUMS, "".join(sums).encode(), [])
    progress.step(total, total)
    return files + 1, unread


def _add_file(archive: zipfile.ZipFile, name: str, path: Path, sums: list[str]) -> bool:
    """
    One file as long as it is now (a ledger may grow meanwhile). False when it cannot be read to
    its end: the entry then holds what was read, and no line of SHA256SUMS speaks for it.
    """
    digest = hashlib.sha256()
    try:
        source = path.open("rb", buffering=0)
        left = path.stat().st_size
    except OSError:
        return False
    with source, archive.open(_entry(name, left), "w") as entry:
        while left:
            try:
                read = source.read(min(left, CHUNK_BYTES))
            except OSError:
                return False
            if not read:
                return False
            digest.update(read)
            entry.write(read)
            left -= len(read)
    sums.append(f"{digest.hexdigest()}  {name}\n")
    return True


def _add_bytes(archive: zipfile.ZipFile, name: str, data: bytes, sums: list[str]) -> None:
    archive.writestr(_entry(name, len(data)), data)
    sums.append(f"{sha256(data)}  {name}\n")


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    entry.file_size = size
    return entry


def _paths(folder: Path) -> list[tuple[str, int]]:
    """What a backup now holds beside the heads, and each file's size."""
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if _ours(name) and name != HEADS and path.is_file() and not path.is_symlink():
            found.append((name, path.stat().st_size))
    return sorted(found)


def _ledger(name: str) -> bool:
    return name.endswith(".ledger")


def _ours(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not _LEFT_OUT.fullmatch(name)


class _Hashed:
    """A file written once from its beginning to its end, and the digest of all of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


# reading


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, list[zipfile.ZipInfo]]]:
    """The file and its entries; raises unless it is a backup this program understands."""
    with disk_faults(path), path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, UnicodeError, NotImplementedError):
            raise _not_a_backup(path) from None
        about = [info for info in infos if info.filename == ABOUT]
        if len(about) != 1:
            raise _not_a_backup(path)
        _check_about(path, b"".join(_content(file, about[0], MOST_ABOUT_BYTES)))
        yield file, infos


def _check_about(path: Path, untrusted: bytes) -> None:
    about = parsed(untrusted)
    form = about.get("format") if isinstance(about, dict) else None
    if isinstance(form, int) and form > FORMAT:
        raise TooNew(
            say("This backup was written by a later version of the program."),
            say("Install the newest version."),
        )
    if form != FORMAT:
        raise _not_a_backup(path)


def _unpack(
    file: BinaryIO, infos: list[zipfile.ZipInfo], folder: Path, progress: Progress
) -> list[Phrase]:
    """Every file of the backup into `folder`, read back; answers what is not whole."""
    make_folder(folder)
    sums, faults = _sums(file, infos)
    total, done = sum(info.file_size for info in infos), 0
    for info in infos:
        name = info.filename
        if name in (ABOUT, SUMS):
            continue
        progress.step(done, total, visible(name))
        expected = sums.pop(name, None)
        if not _ours(name) or (folder / name).exists():
            faults.append(say("{name} does not belong into a backup.", name=visible(name)))
            continue
        written = _unpack_file(file, info, folder / name)
        if written != expected:
            faults.append(say("{name} is not as it was when the backup was made.", name=name))
        done += info.file_size
    faults += [say("{name} is missing.", name=visible(name)) for name in sums]
    progress.step(total, total)
    return faults


def _incomplete(folder: Path) -> Path:
    """A free name beside `folder` that says what lies there."""
    place = folder.with_name(f"{folder.name}.incomplete")
    return place.with_name(f"{place.name}-{secrets.token_hex(4)}") if place.exists() else place


def _unpack_file(file: BinaryIO, info: zipfile.ZipInfo, path: Path) -> str:
    """Write one file durably and answer its digest as the disk gives it back."""
    make_folder(path.parent)
    with disk_faults(path):
        with create(path) as out:
            with suppress(Damaged):
                for chunk in _content(file, info, info.file_size):
                    out.write(chunk)
            flush(out)
        flush_folder(path.parent)
        return _digest(path)


def _content(file: BinaryIO, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """
    The bytes of an entry, straight from the file: also what a checksum of the archive no longer
    agrees with is better restored, and told, than lost.
    """
    stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
    file.seek(info.header_offset)
    local = file.read(_LOCAL.size)
    if not stored or info.file_size > most or len(local) != _LOCAL.size:
        raise Damaged(say("{name} cannot be read.", name=visible(info.filename)))
    signature, name_length, extra_length = _LOCAL.unpack(local)
    if signature != _SIGNATURE:
        raise Damaged(say("{name} cannot be read.", name=visible(info.filename)))
    file.seek(name_length + extra_length, os.SEEK_CUR)
    left = info.file_size
    while left:
        chunk = file.read(min(left, CHUNK_BYTES))
        if not chunk:
            raise Damaged(say("{name} is cut short.", name=visible(info.filename)))
        left -= len(chunk)
        yield chunk


def _sums(file: BinaryIO, infos: list[zipfile.ZipInfo]) -> tuple[dict[str, str], list[Phrase]]:
    """What SHA256SUMS says, by name."""
    try:
        (info,) = [info for info in infos if info.filename == SUMS]
        text = b"".join(_content(file, info, MOST_SUMS_BYTES)).decode()
    except (ValueError, Damaged):
        return {}, [say("{name} is missing.", name=SUMS)]
    sums = {name: digest for digest, name in _SUM.findall(text)}
    sums.pop(ABOUT, None)
    return sums, []


def _digest(path: Path) -> str:
    """SHA-256 of a file as the disk, and not only its cache, gives it back."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


# before anything is written


def _check_free(workspace: Path, out: Path) -> None:
    if out.exists():
        raise Trouble(
            say("There is already a file {path}.", path=str(out)),
            say("Choose another name; a backup never replaces one."),
        )
    if out.resolve().is_relative_to(workspace.resolve()):
        raise Trouble(
            say("A backup inside the workspace would be lost with it."),
            say("Choose a place outside, best on another disk."),
        )
    if not out.parent.is_dir():
        raise Trouble(say("There is no folder {folder}.", folder=str(out.parent)))


def _check_empty(folder: Path) -> None:
    with disk_faults(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Trouble(
                say("{folder} is not empty.", folder=str(folder)),
                say("Choose a new or an empty folder for the workspace."),
            )


def _not_a_backup(path: Path) -> Damaged:
    return Damaged(say("{path} is not a whole backup.", path=str(path)), say("Use another backup."))
