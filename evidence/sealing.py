"""
Sealing bytes under a key, and putting bytes on a disk so that they stay.

What is sealed opens only under the same key and the same *context* (which says what
the bytes are and where they belong); any changed, missing, moved or doubled byte
raises `Damaged`. A small piece is sealed whole; a long one as a stream of chunks
(the STREAM construction, README.md of evidence/keys), in flat memory.

A file is written under another name, flushed, and only then given its name: after a
crash there is the old file or the new one, never half of one.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence.errors import Damaged, NoSpace, Trouble, WrongSecret, reason
from evidence.words import Phrase, say

T = TypeVar("T")

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SALT_BYTES = 32
CHUNK_BYTES = 1024 * 1024
MOST_BUFFERS_KEPT = 4
COPY = ".copy"
PART = ".part"

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STREAM = b"lianzheng stream 1\0"


class Source(Protocol):
    """What can be read from, without copies: an open file, a stream of ours."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


def random_key() -> bytes:
    """A fresh key of 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, label: str, salt: bytes = b"") -> bytes:
    """A key for one purpose from another key: HKDF-SHA256, `label` as info."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt or None, label.encode()).derive(key)


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Seal a small piece: 12 random bytes, then AES-256-GCM with `context` as associated data."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, untrusted_sealed: bytes, context: bytes) -> bytes:
    """Open what `seal` made; raises `Damaged` when it is not exactly that."""
    nonce, rest = untrusted_sealed[:NONCE_BYTES], untrusted_sealed[NONCE_BYTES:]
    if len(rest) < TAG_BYTES:
        raise Damaged(say("Something sealed is shorter than it can be."))
    try:
        return AESGCM(key).decrypt(nonce, rest, context)
    except InvalidTag:
        raise _changed() from None


def sealed_size(plain: int) -> int:
    """How many bytes the stream of `plain` bytes has."""
    chunks = max(1, -(-plain // CHUNK_BYTES))
    return SALT_BYTES + plain + chunks * TAG_BYTES


def seal_stream(
    key: bytes,
    context: bytes,
    source: Source,
    out: BinaryIO,
    also: Callable[[memoryview], None] = lambda plain: None,
) -> int:
    """
    Seal all of `source` into `out` and answer how many plain bytes there were.

    `also` sees each chunk before it is sealed (to hash it); the view holds good during the
    call only. Whatever `source.readinto`, `also` or `out.write` raises goes through.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    chunks = _Chunks(key, context, salt)
    out.write(salt)
    with _BUFFERS.lent() as (plain, ahead, sealed):
        size, number = 0, 0
        filled = _fill(source, plain[:CHUNK_BYTES])
        while True:
            coming = _fill(source, ahead[:CHUNK_BYTES]) if filled == CHUNK_BYTES else 0
            also(plain[:filled])
            out.write(chunks.seal(number, coming == 0, plain[:filled], sealed))
            size += filled
            number += 1
            if not coming:
                return size
            plain, ahead, filled = ahead, plain, coming


def unseal_stream(key: bytes, context: bytes, untrusted_in: Source) -> Iterator[bytes]:
    """Open what `seal_stream` made, to its end; raises `Damaged` at the first wrong chunk."""
    for view in unseal_views(key, context, untrusted_in):
        yield bytes(view)


def unseal_views(key: bytes, context: bytes, untrusted_in: Source) -> Iterator[memoryview]:
    """As `unseal_stream`, without copies: each view holds good only until the next is asked for."""
    chunks = _Chunks(key, context, _salt(untrusted_in))
    with _BUFFERS.lent() as (sealed, ahead, plain):
        number = 0
        filled = _fill(untrusted_in, sealed)
        while True:
            coming = _fill(untrusted_in, ahead) if filled == len(sealed) else 0
            yield chunks.unseal(number, coming == 0, sealed[:filled], plain[:CHUNK_BYTES])
            if not coming:
                return
            number += 1
            sealed, ahead, filled = ahead, sealed, coming


class StreamReader(io.RawIOBase):
    """
    A sealed stream read anywhere in it: it begins where `untrusted_in` now stands and holds
    `size` plain bytes. Reading raises `Damaged`; closing closes the file.
    """

    def __init__(self, key: bytes, context: bytes, untrusted_in: BinaryIO, size: int) -> None:
        self._file = untrusted_in
        self._start = untrusted_in.tell() + SALT_BYTES
        self._size = size
        self._at = 0
        self._chunks = _Chunks(key, context, untrusted_in.read(SALT_BYTES))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, skip = divmod(self._at, CHUNK_BYTES)
        plain = self._chunk(number)[skip : skip + len(buffer)]
        buffer[: len(plain)] = plain
        self._at += len(plain)
        return len(plain)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> memoryview:
        last = (self._size - 1) // CHUNK_BYTES
        length = self._size - last * CHUNK_BYTES if number == last else CHUNK_BYTES
        self._file.seek(self._start + number * (CHUNK_BYTES + TAG_BYTES))
        sealed = memoryview(self._file.read(length + TAG_BYTES))
        return self._chunks.unseal(number, number == last, sealed, memoryview(bytearray(length)))


class _Buffers:
    """
    The three buffers of a stream, each of a sealed chunk, lent to one stream at a time and used
    again by the next: to make them anew costs as much as to seal a photo.
    """

    def __init__(self) -> None:
        self._free: list[tuple[memoryview, ...]] = []

    @contextmanager
    def lent(self) -> Iterator[tuple[memoryview, ...]]:
        """Three buffers nobody else has until the end of the block; from any thread."""
        try:
            three = self._free.pop()
        except IndexError:
            three = tuple(memoryview(bytearray(CHUNK_BYTES + TAG_BYTES)) for _ in range(3))
        try:
            yield three
        finally:
            if len(self._free) < MOST_BUFFERS_KEPT:
                self._free.append(three)


_BUFFERS = _Buffers()


class _Chunks:
    """Seals and opens the chunks of one stream; its key is the stream's own (by the salt)."""

    def __init__(self, key: bytes, context: bytes, salt: bytes) -> None:
        info = _STREAM + context
        self._cipher = AESGCM(HKDF(hashes.SHA256(), KEY_BYTES, salt, info).derive(key))
        self._context = context

    def seal(self, number: int, last: bool, plain: memoryview, into: memoryview) -> memoryview:
        size = len(plain) + TAG_BYTES
        self._cipher.encrypt_into(_nonce(number, last), plain, self._context, into[:size])
        return into[:size]

    def unseal(
        self, number: int, last: bool, untrusted: memoryview, into: memoryview
    ) -> memoryview:
        size = len(untrusted) - TAG_BYTES
        if not 0 <= size <= len(into):
            raise Damaged(say("Something sealed is shorter than it can be."))
        try:
            self._cipher.decrypt_into(_nonce(number, last), untrusted, self._context, into[:size])
        except InvalidTag:
            raise _changed() from None
        return into[:size]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + (b"\1" if last else b"\0")


def _salt(untrusted_in: Source) -> bytes:
    salt = bytearray(SALT_BYTES)
    if _fill(untrusted_in, memoryview(salt)) != SALT_BYTES:
        raise Damaged(say("Something sealed is shorter than it can be."))
    return bytes(salt)


def _changed() -> Damaged:
    return Damaged(say("Something sealed was changed, or belongs to another place or key."))


def _fill(source: Source, view: memoryview) -> int:
    """Read until the view is full or the source ends (a source may give less than asked)."""
    filled = 0
    while filled < len(view) and (more := source.readinto(view[filled:])):
        filled += more
    return filled


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Say what a disk answers as `NoSpace` or another `Trouble`; put around what touches `path`."""
    try:
        yield
    except OSError as e:
        if e.errno in _FULL:
            raise NoSpace(
                say("The disk is full: {path} was not written.", path=str(path)),
                say("Free some space and run the same command again; nothing is lost."),
            ) from e
        raise Trouble(
            say("The disk refuses {path}: {reason}.", path=str(path), reason=reason(e)),
            say("Check that the disk is connected, healthy and may be written to."),
        ) from e


def make_folder(path: Path) -> None:
    """Make a folder that only this user can enter, with those above it, durably; or find it."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with disk_faults(path):
        path.mkdir(mode=0o700, exist_ok=True)
        flush_folder(path.parent)


def create(path: Path) -> BinaryIO:
    """A new file that only this user can read; raises `OSError` when there is one."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def flush(file: BinaryIO) -> None:
    """Bring a file's bytes to the disk itself; an error here means: not written."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(path: Path) -> None:
    """Bring a folder's names to the disk itself, where the system can."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def rename(written: Path, path: Path) -> None:
    """Give a flushed file its name, over the one that had it; the folder is not yet flushed."""
    for tries_left in range(10, -1, -1):
        try:
            os.replace(written, path)
            return
        except PermissionError:
            # Windows: a virus scanner may hold a new file open for a moment.
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(0.2)


def write_durably(path: Path, data: bytes) -> None:
    """Write a small file so that a crash leaves the old one or the new one; raises `NoSpace`."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    with disk_faults(path):
        try:
            with create(part) as file:
                file.write(data)
                flush(file)
            rename(part, path)
            flush_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


def copy_of(path: Path) -> Path:
    """Where the second copy of a file written twice lies."""
    return path.with_name(path.name + COPY)


def write_twice(path: Path, data: bytes) -> None:
    """Write a file and its copy beside it, each durably, the file first."""
    write_durably(path, data)
    write_durably(copy_of(path), data)


@dataclass(frozen=True, slots=True)
class Twice(Generic[T]):
    """What a file written twice holds, and what is wrong with either copy."""

    value: T
    complaints: tuple[Phrase, ...]


def read_twice(path: Path, opened: Callable[[bytes], T], most: int) -> Twice[T]:
    """
    What `opened` makes of the file or, when that raises `Damaged` or `WrongSecret`, of its copy.

    When neither opens: `WrongSecret` if one of them is sound, else the file's own trouble.
    """
    complaints: list[Phrase] = []
    found: list[T] = []
    troubles: list[Trouble] = []
    sound: set[bytes] = set()
    for place in (path, copy_of(path)):
        try:
            data = read_whole(place, most)
            if data not in sound:
                found.append(opened(data))
                sound.add(data)
        except WrongSecret as e:
            sound.add(data)
            troubles.insert(0, e)
        except Damaged as e:
            troubles.append(e)
            complaints.append(say("{name}: {what}", name=place.name, what=e.what))
    if not found:
        raise troubles[0]
    if len(sound) > 1:
        complaints.append(say("{name} and its copy differ.", name=path.name))
    return Twice(found[0], tuple(complaints))


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a small file; raises `Damaged` when it is missing or larger than `most`."""
    try:
        with disk_faults(path), path.open("rb") as file:
            data = file.read(most + 1)
    except Trouble as e:
        if isinstance(e.__cause__, FileNotFoundError | NotADirectoryError | IsADirectoryError):
            raise Damaged(say("{name} is missing.", name=path.name)) from None
        raise Damaged(e.what, e.next_step) from e
    if len(data) > most:
        raise Damaged(say("{name} is larger than any we write.", name=path.name))
    return data
