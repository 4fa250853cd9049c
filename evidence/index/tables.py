"""
The tables of index.db, and the file itself: opened, and remade whenever it is not ours.

Every row is a function of the ledgers alone. The file carries the version of its tables and
the id of its workspace; when either differs, or the file is damaged, it is dropped and the
ledgers are posted again. Losing it loses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from evidence.errors import Damaged, Trouble
from evidence.index.cipher import (
    Connection,
    connect,
    connect_reader,
    database_faults,
    is_whole,
    shaped,
    transaction,
)
from evidence.words import say

VERSION = 5

# Every row that rests on one entry carries its link, and `ord`, its place in the one order
# that all interleavings agree on (posting.py).
_RESTS_ON: dict[str, Any] = {"link": str, "scope": str, "ord": str, "at": str, "by": str}
_SOURCE: dict[str, Any] = {
    "exhibit": str, "number": str, "stem": str, "ordinal": int, "session": str, "sha256": str,
    "size": int, "media_type": str, "role": str, "parent": str,
    "name": str, "name_bytes": str, "path": str, "modified": str, "created": str,
}  # fmt: skip

TABLES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "ledgers": (
        {"scope": str, "signer": str, "seq": int, "link": str, "position": int},
        ("scope", "signer"),
    ),
    "entries": (
        {**_RESTS_ON, "signer": str, "seq": int, "kind": str, "about": str, "erased": int},
        ("scope", "signer", "seq"),
    ),
    "signers": (
        {**_RESTS_ON, "signer": str, "person": str, "name": str, "org": str, "mark": str,
         "reason": str},
        ("link",),
    ),
    "cases": ({**_RESTS_ON, "number": str, "line": str, "title": str}, ("link",)),
    "described": ({**_RESTS_ON, "facts": str}, ("link",)),
    "commissions": ({**_RESTS_ON, "number": str, "value": str}, ("link",)),
    "closed": ({**_RESTS_ON, "outcome": str, "note": str}, ("link",)),
    "sessions": ({**_RESTS_ON, "session": str, "value": str}, ("link",)),
    "takings": ({**_RESTS_ON, **_SOURCE}, ("link",)),
    "exhibits": ({**_RESTS_ON, **_SOURCE}, ("scope", "exhibit")),
    "captions": (
        {**_RESTS_ON, "exhibit": str, "caption": str, "category": str, "grouping": str},
        ("link",),
    ),
    # One row an examination, for an index of a row a check takes three times as long to post.
    # `parts` are its checks, and "facts" when it says what was read (rows_of.parts_of).
    "examined": (
        {**_RESTS_ON, "exhibit": str, "parts": str, "context": str, "facts": str,
         "observations": str, "readers": str},
        ("link",),
    ),
    # Of an examination what a large case is looked through for, beside its long row: the
    # observations that ask for a verdict (`part` is the check), and when and with what.
    "asking": (
        {**_RESTS_ON, "exhibit": str, "part": str, "result": str, "context": str,
         "observation": str},
        ("link", "part"),
    ),
    "shots": (
        {**_RESTS_ON, "exhibit": str, "taken": str, "camera": str, "device": str},
        ("link",),
    ),
    "matches": (
        {**_RESTS_ON, "pair": str, "a_case": str, "a_exhibit": str, "b_case": str,
         "b_exhibit": str, "match_class": str, "engine": str, "value": str},
        ("link",),
    ),
    "verdicts": (
        {**_RESTS_ON, "finding": str, "verdict": str, "why": str, "observed": str},
        ("link",),
    ),
    "custody": (
        {**_RESTS_ON, "kind": str, "offer": str, "exhibits": str, "receiver": str,
         "value": str},
        ("link",),
    ),
    "papers": (
        {**_RESTS_ON, "paper": str, "number": str, "kind": str, "exhibit": str, "sha256": str,
         "sm3": str, "pages": int, "draft": int},
        ("link",),
    ),
    "issuers": (
        {**_RESTS_ON, "issuer": str, "office": str, "verdict": str, "how": str}, ("link",),
    ),
    "notes": ({**_RESTS_ON, "exhibit": str, "text": str}, ("link",)),
    # `source` names `link` as an entry that came before it, in another ledger of the scope.
    "followed": ({"scope": str, "link": str, "source": str}, ("scope", "link", "source")),
    # `source` says of the value that `link` recorded (of its `part`) that it holds no longer.
    # Like `erased` it speaks of its own scope only.
    "superseded": (
        {"scope": str, "link": str, "part": str, "source": str},
        ("scope", "link", "part", "source"),
    ),
    "erased": ({"scope": str, "link": str, "source": str}, ("scope", "link", "source")),
    "problems": ({"link": str, "scope": str, "signer": str, "seq": int, "why": str}, ("link",)),
}  # fmt: skip

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("entries", ("link",)),
    ("entries", ("scope", "ord")),
    ("cases", ("number",)),
    ("cases", ("scope", "ord")),
    ("described", ("scope", "ord")),
    ("commissions", ("scope", "number", "ord")),
    ("closed", ("scope",)),
    ("sessions", ("scope", "session", "ord")),
    ("takings", ("scope", "exhibit", "ord")),
    ("takings", ("scope", "stem", "ordinal")),
    ("exhibits", ("scope", "ord")),
    ("exhibits", ("scope", "number")),
    ("exhibits", ("sha256",)),
    ("captions", ("scope", "exhibit", "ord")),
    # These two hold all that is asked of every row: the long rows are not read for it.
    ("examined", ("scope", "exhibit", "ord", "parts", "link")),
    ("asking", ("scope", "exhibit", "part", "ord", "result", "link")),
    ("shots", ("scope", "exhibit", "ord")),
    ("shots", ("scope", "device", "ord")),
    ("matches", ("a_case", "a_exhibit")),
    ("matches", ("b_case", "b_exhibit")),
    ("matches", ("pair", "ord")),
    ("verdicts", ("scope", "finding", "ord")),
    ("verdicts", ("finding", "ord")),
    ("custody", ("scope", "ord")),
    ("papers", ("scope", "ord")),
    ("issuers", ("scope", "issuer")),
    ("notes", ("scope", "ord")),
    ("followed", ("source",)),
    ("superseded", ("source",)),
    ("erased", ("source",)),
)


@dataclass(frozen=True, slots=True)
class _Rest:
    """How a file lay when it was opened, and what is asked instead once it lies otherwise."""

    lies: tuple[int, ...]
    instead: Callable[[], Connection]


class Index:
    """
    index.db of one workspace: one connection that writes, others that read.

    `was_made` tells that it was made anew, so that all ledgers must be posted.
    """

    def __init__(
        self,
        path: Path | None,
        key: bytes,
        writer: Connection,
        was_made: bool,
        rest: _Rest | None = None,
    ) -> None:
        self.writer = writer
        self.was_made = was_made
        self._path = path
        self._key = key
        self._rest = rest
        self._readers: deque[Connection] = deque()
        self._alone = Lock()
        self._distrusted = False

    @classmethod
    def open(cls, path: Path | None, key: bytes, workspace: str) -> Index:
        """Open the file, or make it anew when it is absent, of other tables, damaged or strange."""
        if path is None:
            return cls(None, key, _made(connect(None, key), workspace), True)
        if path.exists():
            try:
                return _trusted(path, key, workspace)
            except Damaged:
                remove(path)
        return cls(path, key, _made(connect(path, key), workspace), True)

    @classmethod
    def at_rest(
        cls, path: Path, key: bytes, workspace: str, instead: Callable[[], Connection]
    ) -> Index | None:
        """
        The file as it lies, while nobody writes it: nothing at all is written. None when it is
        absent, open elsewhere, of other tables, strange, or damaged in any page. `instead` makes
        the index that is asked once somebody begins to write.
        """
        lies = _lies(path)
        if lies is None:
            return None
        try:
            db = connect_reader(path, key, at_rest=True)
        except Trouble:
            return None
        if not _is_sound(db, workspace):
            db.close()
            return None
        return cls(path, key, db, False, _Rest(lies, instead))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one look-up. A database in memory has one: it is lent in turn."""
        path, rest = self._settled()
        if path is None:
            with self._alone, database_faults():
                yield self.writer
            return
        db = self._reader(path, at_rest=rest is not None)
        try:
            with database_faults():
                yield db
        except Damaged:
            self.distrust()
            raise
        finally:
            self._readers.append(db)
        if rest is not None and _lies(path) != rest.lies:
            raise Trouble(
                say("Another program began to write in this workspace."), say("Try again.")
            )

    def _settled(self) -> tuple[Path | None, _Rest | None]:
        """The file and how it rests; when it does not any more, the index is in memory."""
        with self._alone:
            if self._path and self._rest and _lies(self._path) != self._rest.lies:
                made = self._rest.instead()
                self._readers.append(self.writer)
                self.writer, self._path, self._rest = made, None, None
            return self._path, self._rest

    def _reader(self, path: Path, *, at_rest: bool) -> Connection:
        try:
            return self._readers.pop()
        except IndexError:
            return connect_reader(path, self._key, at_rest=at_rest)

    def distrust(self) -> None:
        """Something in the file is not as we wrote it: it is removed at closing, and remade."""
        self._distrusted = True

    def close(self) -> None:
        """Close every connection; the write-ahead file is folded into index.db."""
        with database_faults():
            while self._readers:
                self._readers.pop().close()
            self.writer.close()
        if self._distrusted and self._path is not None and self._rest is None:
            remove(self._path)


def remove(path: Path) -> None:
    """Remove a database and what SQLite keeps beside it."""
    with database_faults():
        for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + "-journal"):
            path.with_name(name).unlink(missing_ok=True)


def dump(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted: two indexes of the same ledgers are equal in this."""
    with database_faults():
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall()) for name in TABLES}


def _trusted(path: Path, key: bytes, workspace: str) -> Index:
    db = connect(path, key)
    try:
        ours = _is_ours(db, workspace)
    except BaseException:
        db.close()
        raise
    if ours:
        return Index(path, key, db, False)
    db.close()
    remove(path)
    return Index(path, key, _made(connect(path, key), workspace), True)


def _is_ours(db: Connection, workspace: str) -> bool:
    with database_faults():
        version = db.execute("PRAGMA user_version").fetchone()[0]
        owner = version == VERSION and db.execute("SELECT workspace FROM owner").fetchone()
        return bool(owner == (workspace,))


def _is_sound(db: Connection, workspace: str) -> bool:
    try:
        return _is_ours(db, workspace) and is_whole(db)
    except Trouble:
        return False


def _lies(path: Path) -> tuple[int, ...] | None:
    """What changes when anybody writes the file; None while it is open for writing, or absent."""
    if any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _made(db: Connection, workspace: str) -> Connection:
    try:
        with transaction(db):
            shape = shaped(db)
            for name, (columns, key) in TABLES.items():
                shape.table(name).create(columns, pk=key[0] if len(key) == 1 else key, strict=True)
            for name, index in INDEXES:
                shape.table(name).create_index(list(index))
            shape.table("owner").insert({"workspace": workspace})
            db.execute(f"PRAGMA user_version={VERSION}")
    except BaseException:
        db.close()
        raise
    return db
