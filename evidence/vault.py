"""
The sealed originals of one scope: put, open, check.

An original is read once, hashed before anything else sees it, sealed, flushed, read back
from the disk, unsealed and compared; only then does it get its name. It is never
rewritten. Its name is a keyed digest of (scope, SHA-256): the same bytes have one name in
a case and another in the next, and the name tells a stranger nothing. vault.md beside
this file describes the form.

Any number of threads may use one vault. Only erasure removes an original.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

from evidence.errors import Damaged, NotFound, Trouble, Unreadable, reason
from evidence.keys.scope import ScopeKeys
from evidence.progress import Progress
from evidence.sealing import (
    CHUNK_BYTES,
    NONCE_BYTES,
    PART,
    TAG_BYTES,
    StreamReader,
    create,
    derive,
    disk_faults,
    flush,
    flush_folder,
    make_folder,
    rename,
    seal,
    seal_stream,
    sealed_size,
    unseal,
    unseal_views,
)
from evidence.words import say

MAGIC = b"LZORIG1\n"
FILE_ID_BYTES = 16
SHA256_BYTES = 32
LABEL_BYTES = NONCE_BYTES + SHA256_BYTES + 8 + TAG_BYTES
HEADER_BYTES = len(MAGIC) + FILE_ID_BYTES + LABEL_BYTES

_EXHIBIT = re.compile(r"[0-9a-f]{32}")
_LABEL_KEY = "label of an original"
_LABEL = b"lianzheng original label 1\0"
_CONTENT = b"lianzheng original 1\0"


@dataclass(frozen=True, slots=True)
class Stored:
    """
    An original now lies in the vault. `already`: it did before, and was intact; or was not and
    `replaced`, the damaged one being set aside.
    """

    exhibit: str
    sha256: str
    size: int
    already: bool
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class _Label:
    """What an original says of itself, sealed together with whose original it is."""

    sha256: str
    size: int


class Vault:
    """The originals of `keys.scope` in `folder`; damaged ones go to `set_aside_in`."""

    def __init__(self, folder: Path, keys: ScopeKeys, set_aside_in: Path | None = None) -> None:
        self.folder = folder
        self._keys = keys
        self._set_aside_in = set_aside_in or folder.parent / "set-aside"
        self._label_key = derive(keys.originals, _LABEL_KEY)
        self._giving_names = threading.Lock()

    def name_of(self, sha256: str) -> str:
        """The exhibit id of these bytes in this scope."""
        named = f"{self._keys.scope}\0{sha256}".encode()
        return hmac.new(self._keys.naming, named, hashlib.sha256).hexdigest()[:32]

    def put(
        self,
        source: BinaryIO,
        *,
        unchanged: Callable[[], None] = lambda: None,
        progress: Progress | None = None,
        expected: int = 0,
    ) -> Stored:
        """
        Take in all of `source`. When this returns, the original is on the disk and was read back.

        `unchanged` is called when the source has been read; when it raises, or the source or
        `progress` does, nothing is kept. Raises `Unreadable` for the source, `NoSpace` and
        other `Trouble` for the vault. `expected` is the size to tell progress of.
        """
        make_folder(self.folder)
        part = self.folder / (secrets.token_hex(16) + PART)
        reading = _Reading(source, progress or Progress(), expected)
        try:
            with disk_faults(self.folder):
                label = self._write(part, reading, unchanged)
                self._read_back(part, label)
                return self._keep(part, label)
        finally:
            with suppress(OSError):
                part.unlink()

    def put_bytes(self, data: bytes) -> Stored:
        """As `put`, for bytes at hand (a paper of ours, a member of an archive)."""
        return self.put(io.BytesIO(data))

    def open(self, exhibit: str) -> BinaryIO:
        """The original's bytes, to be read anywhere in them; reading raises `Damaged`."""
        with self._faults(exhibit):
            file = self._path(exhibit).open("rb")
            try:
                return io.BufferedReader(self._original(exhibit, file), CHUNK_BYTES)
            except BaseException:
                file.close()
                raise

    def chunks(self, exhibit: str) -> Iterator[bytes]:
        """The original's bytes from first to last, the fastest way; raises `Damaged`."""
        with self._opened(exhibit) as (file, content, _):
            for view in unseal_views(self._keys.originals, content, file):
                yield bytes(view)

    def read(self, exhibit: str, most: int) -> bytes:
        """The whole original; raises `Trouble` when it is larger than `most` bytes."""
        if self.size(exhibit) > most:
            raise Trouble(say("The original is larger than can be looked at in one piece."))
        return b"".join(self.chunks(exhibit))

    def size(self, exhibit: str) -> int:
        """How many bytes the original has, by its label."""
        with self._opened(exhibit) as (_, _, label):
            return label.size

    def check(self, exhibit: str, sha256: str) -> None:
        """Read and unseal all of it; raise `Damaged` unless its SHA-256 is this one."""
        if self.name_of(sha256) != exhibit or self._hashed(exhibit) != sha256:
            raise Damaged(say("The original of {exhibit} is another one.", exhibit=exhibit))

    def digests(self, exhibit: str) -> tuple[str, str]:
        """SHA-256 and SM3 of the original, read and unsealed now."""
        sm3 = hashes.Hash(hashes.SM3())
        return self._hashed(exhibit, sm3.update), sm3.finalize().hex()

    def names(self) -> Iterator[str]:
        """The exhibits whose originals lie here, in order; orphans are those with no entry."""
        for path in self._files():
            if _EXHIBIT.fullmatch(path.name) and path.parent.name == path.name[:2]:
                yield path.name

    def leftovers(self) -> list[Path]:
        """Files a crash left behind before anything was acknowledged."""
        with disk_faults(self.folder):
            return sorted(self.folder.glob(f"*{PART}"))

    def strangers(self) -> list[Path]:
        """Files that are neither originals nor leftovers of ours."""
        ours = {*self.leftovers(), *(self._path(name) for name in self.names())}
        return [path for path in self._files() if path not in ours]

    def collect_leftovers(self) -> int:
        """Remove the leftovers; only while nobody puts. Answers how many there were."""
        found = self.leftovers()
        for path in found:
            with disk_faults(path):
                path.unlink(missing_ok=True)
        return len(found)

    def set_aside(self, exhibit: str) -> Path:
        """Move an original out of the vault, where a person can look at it; never deleted."""
        aside = self._aside(exhibit)
        with self._faults(exhibit):
            rename(self._path(exhibit), aside)
            flush_folder(aside.parent)
            flush_folder(self._path(exhibit).parent)
        return aside

    def _aside(self, exhibit: str) -> Path:
        make_folder(self._set_aside_in)
        return self._set_aside_in / f"{exhibit}.{secrets.token_hex(4)}"

    def _write(self, part: Path, source: _Reading, unchanged: Callable[[], None]) -> _Label:
        """Header with room for the label, then the stream; the label when the digest is known."""
        file_id = secrets.token_bytes(FILE_ID_BYTES)
        digest = hashlib.sha256()
        with create(part) as out:
            out.write(MAGIC + file_id + bytes(LABEL_BYTES))
            size = seal_stream(
                self._keys.originals, self._content(file_id), source, out, digest.update
            )
            unchanged()
            label = _Label(digest.hexdigest(), size)
            out.seek(len(MAGIC) + FILE_ID_BYTES)
            out.write(self._sealed_label(self.name_of(label.sha256), file_id, label))
            flush(out)
        return label

    def _read_back(self, part: Path, label: _Label) -> None:
        """Raise `Damaged` unless the disk, and not only its cache, gives back what was read."""
        digest = hashlib.sha256()
        with part.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            try:
                content, found = self._header(self.name_of(label.sha256), file)
                for view in unseal_views(self._keys.originals, content, file):
                    digest.update(view)
            except Damaged as e:
                raise _not_what_was_written() from e
        if found != label or digest.hexdigest() != label.sha256:
            raise _not_what_was_written()

    def _keep(self, part: Path, label: _Label) -> Stored:
        exhibit = self.name_of(label.sha256)
        path = self._path(exhibit)
        make_folder(path.parent)
        with self._giving_names:
            already = path.exists()
            if not already:
                rename(part, path)
        replaced = already and not self._intact(exhibit, label.sha256)
        if replaced:
            # The damaged one keeps its name until the sound one takes it: a crash loses neither.
            _put_beside(path, self._aside(exhibit))
            rename(part, path)
        flush_folder(path.parent)
        return Stored(exhibit, label.sha256, label.size, already, replaced)

    def _intact(self, exhibit: str, sha256: str) -> bool:
        try:
            self.check(exhibit, sha256)
        except Damaged:
            return False
        return True

    def _hashed(self, exhibit: str, also: Callable[[bytes], None] = lambda plain: None) -> str:
        """SHA-256 of the whole; raises `Damaged` unless it is what the label says."""
        digest, size = hashlib.sha256(), 0
        with self._opened(exhibit) as (file, content, label):
            for view in unseal_views(self._keys.originals, content, file):
                digest.update(view)
                also(view)  # type: ignore[arg-type]  # a buffer, like bytes
                size += len(view)
        if label != _Label(digest.hexdigest(), size):
            raise Damaged(say("The original of {exhibit} was changed.", exhibit=exhibit))
        return label.sha256

    def _original(self, exhibit: str, file: BinaryIO) -> StreamReader:
        content, label = self._header(exhibit, file)
        if os.fstat(file.fileno()).st_size != HEADER_BYTES + sealed_size(label.size):
            raise Damaged(say("The original of {exhibit} was cut or grew.", exhibit=exhibit))
        return StreamReader(self._keys.originals, content, file, label.size)

    @contextmanager
    def _opened(self, exhibit: str) -> Iterator[tuple[io.FileIO, bytes, _Label]]:
        """The file where its stream begins, the context of the stream, and the label."""
        with self._faults(exhibit), self._path(exhibit).open("rb", buffering=0) as file:
            content, label = self._header(exhibit, file)
            yield file, content, label

    def _header(self, exhibit: str, file: io.FileIO | BinaryIO) -> tuple[bytes, _Label]:
        untrusted = file.read(HEADER_BYTES) or b""
        if len(untrusted) != HEADER_BYTES or not untrusted.startswith(MAGIC):
            raise Damaged(say("The original of {exhibit} was changed.", exhibit=exhibit))
        file_id = untrusted[len(MAGIC) : -LABEL_BYTES]
        told = unseal(self._label_key, untrusted[-LABEL_BYTES:], self._whose(exhibit, file_id))
        size = int.from_bytes(told[SHA256_BYTES:], "big")
        return self._content(file_id), _Label(told[:SHA256_BYTES].hex(), size)

    def _sealed_label(self, exhibit: str, file_id: bytes, label: _Label) -> bytes:
        told = bytes.fromhex(label.sha256) + label.size.to_bytes(8, "big")
        return seal(self._label_key, told, self._whose(exhibit, file_id))

    def _content(self, file_id: bytes) -> bytes:
        return _CONTENT + self._keys.scope.encode() + b"\0" + file_id

    def _whose(self, exhibit: str, file_id: bytes) -> bytes:
        return _LABEL + f"{self._keys.scope}\0{exhibit}\0".encode() + file_id

    def _path(self, exhibit: str) -> Path:
        if not _EXHIBIT.fullmatch(exhibit):
            raise NotFound(say("{exhibit} is not the id of an exhibit.", exhibit=exhibit))
        return self.folder / exhibit[:2] / exhibit

    def _files(self) -> list[Path]:
        with disk_faults(self.folder):
            return sorted(path for path in self.folder.rglob("*") if not path.is_dir())

    @contextmanager
    def _faults(self, exhibit: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise NotFound(say("The original of {exhibit} is missing.", exhibit=exhibit)) from None
        except OSError as e:
            raise Damaged(
                say("The original of {exhibit} cannot be read: {reason}.", exhibit=exhibit,
                    reason=reason(e)),
                say("Check the disk; a backup may hold the original."),
            ) from e  # fmt: skip


class _Reading:
    """A source as it is read once: its faults are the source's, and progress is told."""

    def __init__(self, source: BinaryIO, progress: Progress, expected: int) -> None:
        self._source = source
        self._progress = progress
        self._expected = expected
        self._done = 0

    def readinto(self, buffer: memoryview, /) -> int:
        self._progress.step(self._done, self._expected)
        try:
            filled = int(self._source.readinto(buffer))  # type: ignore[attr-defined]
        except OSError as e:
            raise Unreadable(
                say("The source cannot be read: {reason}.", reason=reason(e)),
                say("Check the card, cable or disk, and take the source in again."),
            ) from e
        self._done += filled
        return filled


def _put_beside(path: Path, aside: Path) -> None:
    """Another name for a file; a copy where the file system has no links."""
    try:
        os.link(path, aside)
    except OSError:
        shutil.copyfile(path, aside)
    flush_folder(aside.parent)


def _not_what_was_written() -> Damaged:
    return Damaged(
        say("The disk gave back other bytes than were written."),
        say("Use another disk; nothing was taken in from this source."),
    )
