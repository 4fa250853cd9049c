"""
One source into the vault: opened once, hashed and sealed as it is read, its type told by content.

`keep` never raises for a fault of one source: that is an answer (`Refused`). A full disk, a
defect or a request to stop goes through. Nothing is recorded here.
"""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from evidence.errors import NoSpace, Trouble, Unreadable
from evidence.intake.archive import Member, MemberReader
from evidence.intake.names import as_base64, last_part, shown_path
from evidence.intake.source import SourceFile
from evidence.intake.walking import Found, NotTaken
from evidence.ledger.kinds import SeenAt
from evidence.progress import Cancelled
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.vault import Stored, Vault
from evidence.words import Phrase, say

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

MOST_READ_AT_ONCE = 32 * 1024 * 1024
ROOM_LEFT = 16 * 1024 * 1024
ZIP = "application/zip"
BEFORE_MEMBER = "!/"


@dataclass(frozen=True, slots=True)
class InArchive:
    """A member of an archive that stays open; `parent` is the archive's exhibit."""

    archive: SourceFile
    member: Member
    parent: str


@dataclass(frozen=True, slots=True)
class Kept:
    """
    Sealed and read back, not yet recorded. `whole` holds the bytes when they are few enough;
    `archive` is still open; `refusals` are the sentence ids of what of it cannot be taken in.
    """

    source: str
    stored: Stored
    media_type: str
    seen: SeenAt
    parent: str = ""
    whole: bytes | None = None
    archive: SourceFile | None = None
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing of the source was kept."""

    source: str
    reason: Phrase


class Keeper:
    """Puts sources into one vault, from any number of threads; counts the bytes read."""

    def __init__(self, vault: Vault, folder: Path, stopping: threading.Event) -> None:
        self._vault = vault
        self._folder = folder
        self._stopping = stopping
        self._lock = threading.Lock()
        self.read = 0

    def keep(self, thing: Found | NotTaken | InArchive) -> Kept | Refused:
        """One source; raises `NoSpace` and `Cancelled`."""
        source = _named(thing)
        try:
            if isinstance(thing, InArchive):
                return self._member(thing, source)
            if isinstance(thing, Found):
                return self._file(thing.path, source)
            return Refused(source, thing.reason)
        except NoSpace:
            raise
        except Trouble as e:
            return Refused(source, told(e))

    def count(self, read: int) -> None:
        """Bytes were read; raises `Cancelled` when asked to stop."""
        with self._lock:
            self.read += read
        if self._stopping.is_set():
            raise Cancelled

    def room(self) -> int:
        """Free bytes on the workspace's disk."""
        try:
            return shutil.disk_usage(self._folder).free
        except OSError:
            return 0

    def _file(self, path: Path, source: str) -> Kept:
        file = SourceFile(path)
        archive = None
        try:
            stored, head, whole = self._put(file, file.size, file.check_unchanged)
            kind = media_type(head)
            if kind == ZIP:
                archive = file
        finally:
            if archive is None:
                file.close()
        return Kept(source, stored, kind, file.seen(), "", whole, archive)

    def _member(self, thing: InArchive, source: str) -> Kept | Refused:
        member = thing.member
        if member.refused is not None:
            return Refused(source, member.refused)
        reader = MemberReader(thing.archive.read_at, member)
        stored, head, whole = self._put(reader, member.size, thing.archive.check_unchanged)
        seen = SeenAt(
            name=last_part(member.untrusted_text),
            name_bytes=as_base64(member.untrusted_name),
            path=source,
            modified=member.modified,
        )
        return Kept(source, stored, media_type(head), seen, thing.parent, whole)

    def _put(
        self, source: io.RawIOBase, size: int, unchanged: Callable[[], None]
    ) -> tuple[Stored, bytes, bytes | None]:
        """Into the vault: what it is called there, its first bytes and, when it is small, all."""
        self._check_room(size)
        if size <= MOST_READ_AT_ONCE:
            whole = self._read_whole(source, size)
            stored = self._vault.put(io.BytesIO(whole), unchanged=unchanged)
            return stored, whole[:HEAD_BYTES], whole
        watched = _Watched(self, source, size)
        stored = self._vault.put(cast(BinaryIO, watched), unchanged=unchanged)
        return stored, watched.head, None

    def _read_whole(self, source: io.RawIOBase, size: int) -> bytes:
        pieces, left = [], size + 1  # one more, to see that there is no more
        while left and (piece := source.read(left)):
            pieces.append(piece)
            left -= len(piece)
            self.count(len(piece))
        if left != 1:
            raise _changed()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _check_room(self, size: int) -> None:
        if size + ROOM_LEFT > self.room():
            raise NoSpace(
                say("The disk is full; the next file ({size} bytes) does not fit.", size=size),
                say("Make room and run the command again: what was taken in stays."),
            )


class _Watched(io.RawIOBase):
    """
    Passes a large source on, counts it and keeps its first bytes. A source that gives more than
    it claimed is not read on.
    """

    def __init__(self, keeper: Keeper, source: io.RawIOBase, size: int) -> None:
        super().__init__()
        self._keeper = keeper
        self._source = source
        self._left = size
        self.head = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes; raises `Unreadable`, and `Cancelled` when asked to stop."""
        count = cast(int, self._source.readinto(buffer))
        if len(self.head) < HEAD_BYTES:
            with memoryview(buffer) as view:
                self.head += bytes(view[: min(count, HEAD_BYTES - len(self.head))])
        self._left -= count
        if self._left < 0 or (not count and self._left):
            raise _changed()
        self._keeper.count(count)
        return count


def _changed() -> Unreadable:
    return Unreadable(say("The file changed while it was being read; nothing of it was kept."))


def told(trouble: Trouble) -> Phrase:
    """What failed and what to do, in one."""
    if trouble.next_step is None:
        return trouble.what
    return say("{first} {rest}", first=trouble.what, rest=trouble.next_step)


def _named(thing: Found | NotTaken | InArchive) -> str:
    if isinstance(thing, InArchive):
        return shown_path(thing.archive.path) + BEFORE_MEMBER + thing.member.name
    return shown_path(thing.path)
