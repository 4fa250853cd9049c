"""
Encrypted SQLite files: the one place where a connection is made and where the library that
shapes tables (sqlite-utils) is taught to work over SQLCipher.

Nothing of such a file can be read without its 32-byte key. No exception of SQLite leaves
through `database_faults`: a full disk is `NoSpace`, a file that is not ours is `Damaged`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from evidence.errors import Damaged, NoSpace, Trouble
from evidence.words import Phrase, say

if TYPE_CHECKING:
    from sqlite_utils import Database

Connection = Any  # sqlcipher3 has no types; its connection is that of the standard sqlite3

LEAST_SQLITE = (3, 51, 3)  # before it, two connections could spoil a file (the WAL-reset fault)
SECONDS_TO_WAIT = 10.0

# Each is there against a file somebody else wrote: no code from its schema, no cell believed.
_GUARDS = ("trusted_schema=OFF", "cell_size_check=ON", "foreign_keys=ON", "temp_store=MEMORY")
_WRITER = ("journal_mode=WAL", "secure_delete=ON", "cache_size=-65536")
_READER = ("query_only=ON", "cache_size=-65536")


def connect(path: Path | None, key: bytes, *, synchronous: str = "NORMAL") -> Connection:
    """
    The writer's connection to the file at `path`, made if absent; None: a database in memory.

    Raises what `database_faults` raises when the file is not one that `key` opens.
    """
    with database_faults():
        db = _opened(path, key)
        try:
            _say_pragmas(db, (*_WRITER, f"synchronous={synchronous}", "fullfsync=ON"))
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            db.close()
            raise
        return db


def connect_reader(path: Path, key: bytes, *, at_rest: bool = False) -> Connection:
    """
    A connection that can only read; any thread may use it, one at a time. `at_rest`: of a file
    that nobody writes, so that nothing is written for reading it either, neither lock nor file.
    """
    with database_faults():
        db = _opened(path, key, at_rest=at_rest)
        _say_pragmas(db, _READER)
        return db


def is_whole(db: Connection) -> bool:
    """Whether every page of an encrypted file is as it was written; all of them are read."""
    with database_faults():
        return not db.execute("PRAGMA cipher_integrity_check").fetchall()


def shaped(db: Connection) -> Database:
    """
    `db` with sqlite-utils over it, for making tables. Imported only here and only when tables
    are made: it takes longer to import than the index takes to open.
    """
    import sqlite_utils
    import sqlite_utils.db as library

    # sqlite-utils catches the errors of the standard module; ours come from sqlcipher3.
    for name, theirs in (("sqlite3", dbapi2), ("OperationalError", dbapi2.OperationalError)):
        if getattr(library, name, None) is not theirs:
            setattr(library, name, theirs)
    return sqlite_utils.Database(db, execute_plugins=False)


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All of it or nothing of it."""
    with database_faults():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def database_faults() -> Iterator[None]:
    """Say what SQLite answers as a `Trouble`."""
    try:
        yield
    except dbapi2.Error as e:
        raise _trouble(e) from e
    except OSError as e:
        raise Trouble(say("A database of the workspace cannot be reached."), _check_disk()) from e


def _opened(path: Path | None, key: bytes, *, at_rest: bool = False) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if path and at_rest else ""
    db = dbapi2.connect(
        uri or (":memory:" if path is None else str(path)),
        uri=bool(uri),
        timeout=SECONDS_TO_WAIT,
        isolation_level=None,
        check_same_thread=False,
    )
    if path is not None:
        # SQLCipher writes to the standard error output about a wrong key; we say it ourselves.
        db.execute("PRAGMA cipher_log_level=NONE")
        db.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    _say_pragmas(db, _GUARDS)
    return db


def _say_pragmas(db: Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}")


def _trouble(error: Exception) -> Trouble:
    told = str(error)
    if "full" in told:
        return NoSpace(
            say("The disk is full; a database of the workspace was not brought up to date."),
            say("Free some space, then close the workspace and open it again; nothing is lost."),
        )
    if "not a database" in told or "malformed" in told or "hmac" in told:
        return Damaged(
            say("A database of the workspace is damaged or belongs to another workspace."),
            say("Close the workspace and open it again: what comes from the ledgers is remade."),
        )
    return Trouble(say("A database of the workspace cannot be read or written."), _check_disk())


def _check_disk() -> Phrase:
    return say("Check that the disk is connected, healthy and may be written to.")
