"""
What can be computed again: fingerprints, thumbnails. Sealed, never flushed, of no evidence.

Pieces of a kind lie one behind the other in large files, so that a hundred thousand of
them are read in one go. Losing all of it, or a part, is harmless: a piece that is missing
or was changed is simply not there. What was forgotten may be found again after a crash.

`<folder>/<kind>/<number>.pieces`, each piece: two lengths (4 bytes, big-endian), the sealed
name, the sealed bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evidence.errors import Damaged, Defect
from evidence.sealing import derive, disk_faults, make_folder, seal, unseal

MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_PIECE_BYTES = 16 * 1024 * 1024
SUFFIX = ".pieces"

_LENGTHS = struct.Struct(">II")
_KIND = re.compile(r"[a-z0-9_]{1,40}")
_NAME = b"lianzheng scratch name 1\0"
_PIECE = b"lianzheng scratch 1\0"


@dataclass(frozen=True, slots=True)
class _Place:
    file: Path
    at: int
    length: int


@dataclass(slots=True)
class _Kind:
    """What is known of a kind: where each piece lies, and the file that may grow, up to `end`."""

    places: dict[str, _Place] = field(default_factory=dict)
    file: Path | None = None
    end: int = 0


class Scratch:
    """The pieces in `folder`, sealed under a key derived from `key`; any thread may use it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = derive(key, "scratch")
        self._lock = threading.RLock()
        self._kinds: dict[str, _Kind] = {}

    def put(self, kind: str, name: str, piece: bytes) -> None:
        """Keep a piece under its name; the newest of a name counts."""
        if len(piece) > MOST_PIECE_BYTES:
            raise Defect("a piece of scratch is larger than its bound")
        sealed_name = seal(self._key, name.encode(), _NAME + kind.encode())
        sealed = seal(self._key, piece, _context(kind, name))
        record = _LENGTHS.pack(len(sealed_name), len(sealed)) + sealed_name + sealed
        with self._lock:
            known = self._known(kind)
            file, at = self._room(kind, known)
            with disk_faults(file):
                _append(file, record)
            known.file, known.end = file, at + len(record)
            known.places[name] = _Place(file, known.end - len(sealed), len(sealed))

    def get(self, kind: str, name: str) -> bytes | None:
        """The piece of that name, or None."""
        with self._lock:
            place = self._known(kind).places.get(name)
        return self._piece(kind, name, place) if place else None

    def names(self, kind: str) -> list[str]:
        """The names there are."""
        with self._lock:
            return list(self._known(kind).places)

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Every piece of a kind, in the order they were put."""
        with self._lock:
            places = sorted(self._known(kind).places.items(), key=lambda p: (p[1].file, p[1].at))
        for name, place in places:
            piece = self._piece(kind, name, place)
            if piece is not None:
                yield name, piece

    def keep_only(self, kind: str, names: Collection[str]) -> None:
        """Forget every other piece of a kind; files of which most is forgotten give back room."""
        with self._lock:
            known = self._known(kind)
            known.places = {name: place for name, place in known.places.items() if name in names}
            for file in sorted((self.folder / kind).glob(f"*{SUFFIX}")):
                kept = {name: p for name, p in known.places.items() if p.file == file}
                with suppress(OSError):
                    if 2 * sum(place.length for place in kept.values()) <= file.stat().st_size:
                        # Never behind what is about to go.
                        known.end = MOST_FILE_BYTES if known.file == file else known.end
                        self._move(kind, kept)
                        file.unlink()

    def _move(self, kind: str, pieces: dict[str, _Place]) -> None:
        """Put pieces again behind all others."""
        known = self._known(kind)
        for name, place in pieces.items():
            piece = self._piece(kind, name, place)
            if piece is None:
                del known.places[name]
            else:
                self.put(kind, name, piece)

    def clear(self) -> None:
        """Forget everything (after an erasure: it is computed again, without)."""
        with self._lock:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._kinds.clear()

    def _known(self, kind: str) -> _Kind:
        """The places of a kind, found by reading the names once."""
        if not _KIND.fullmatch(kind):
            raise Defect("a kind of scratch is named in small letters")
        if kind not in self._kinds:
            known = _Kind()
            for file in sorted((self.folder / kind).glob(f"*{SUFFIX}")):
                self._scan(kind, file, known)
            self._kinds[kind] = known
        return self._kinds[kind]

    def _scan(self, kind: str, file: Path, known: _Kind) -> None:
        known.file, known.end = file, 0
        with suppress(OSError, Damaged, UnicodeDecodeError), file.open("rb") as pieces:
            size = os.fstat(pieces.fileno()).st_size
            while len(lengths := pieces.read(_LENGTHS.size)) == _LENGTHS.size:
                name_length, length = _LENGTHS.unpack(lengths)
                end = pieces.tell() + name_length + length
                if end > size:
                    return
                name = unseal(self._key, pieces.read(name_length), _NAME + kind.encode())
                known.places[name.decode()] = _Place(file, end - length, length)
                known.end = pieces.seek(end)

    def _room(self, kind: str, known: _Kind) -> tuple[Path, int]:
        """The file to append to and its end: the last, if it is whole and has room."""
        if known.file is not None and known.end < MOST_FILE_BYTES:
            with suppress(OSError):
                if known.file.stat().st_size == known.end:
                    return known.file, known.end
        number = int(known.file.stem) + 1 if known.file else 1
        make_folder(self.folder / kind)
        return self.folder / kind / f"{number:06}{SUFFIX}", 0

    def _piece(self, kind: str, name: str, place: _Place) -> bytes | None:
        try:
            with place.file.open("rb") as pieces:
                pieces.seek(place.at)
                return unseal(self._key, pieces.read(place.length), _context(kind, name))
        except (OSError, Damaged):
            return None


def _append(file: Path, record: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o600), "ab") as out:
        out.write(record)


def _context(kind: str, name: str) -> bytes:
    return _PIECE + f"{kind}\0{name}".encode()
