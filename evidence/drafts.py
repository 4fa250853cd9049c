"""
Drafts: what a person typed and has not entered. Never discarded by the program.

They lie in drafts.db, apart from the index, which may be dropped at any time. A file that
cannot be read is set aside, not deleted. A draft is on the disk when `keep` returns.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from evidence.errors import Damaged
from evidence.index.cipher import Connection, connect, database_faults, shaped, transaction
from evidence.sealing import disk_faults, make_folder
from evidence.values import new_id, now

VERSION = 1
_COLUMNS = {"person": str, "form": str, "subject": str, "text": str, "saved_at": str}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has typed into a form about something (a case, an exhibit), and when."""

    person: str
    form: str
    subject: str
    text: str
    saved_at: str


class Drafts:
    """The drafts of one workspace; any thread may use them."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._alone = Lock()

    @classmethod
    def open(cls, path: Path | None, key: bytes, set_aside: Path) -> Drafts:
        """Open the file, or make it; None: in memory. A damaged one goes to `set_aside`."""
        try:
            return cls(_opened(path, key))
        except Damaged:
            if path is None:
                raise
            _put_aside(path, set_aside)
            return cls(_opened(path, key))

    def keep(self, person: str, form: str, subject: str, text: str) -> Draft:
        """Keep what was typed, in place of what was kept before for the same form and subject."""
        draft = Draft(person, form, subject, text, now())
        with self._alone, transaction(self._db):
            self._db.execute(
                "INSERT OR REPLACE INTO drafts (person, form, subject, text, saved_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (person, form, subject, text, draft.saved_at),
            )
        return draft

    def find(self, person: str, form: str, subject: str) -> Draft | None:
        """What is kept for a form and subject, or None."""
        found = [d for d in self.all(person) if (d.form, d.subject) == (form, subject)]
        return found[0] if found else None

    def all(self, person: str) -> list[Draft]:
        """A person's drafts, the newest first."""
        with self._alone, database_faults():
            rows = self._db.execute(
                "SELECT person, form, subject, text, saved_at FROM drafts WHERE person = ?"
                " ORDER BY saved_at DESC, form, subject",
                (person,),
            ).fetchall()
        return [Draft(*row) for row in rows]

    def entered(self, person: str, form: str, subject: str) -> None:
        """What was typed is now entered (or the person threw it away): the draft goes."""
        with self._alone, transaction(self._db):
            self._db.execute(
                "DELETE FROM drafts WHERE person = ? AND form = ? AND subject = ?",
                (person, form, subject),
            )

    def close(self) -> None:
        """Close the file."""
        with self._alone, database_faults():
            self._db.close()


def _opened(path: Path | None, key: bytes) -> Connection:
    db = connect(path, key, synchronous="FULL")
    try:
        with database_faults():
            version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            with transaction(db):
                shaped(db).table("drafts").create(
                    _COLUMNS, pk=("person", "form", "subject"), strict=True
                )
                db.execute(f"PRAGMA user_version={VERSION}")
    except BaseException:
        db.close()
        raise
    return db


def _put_aside(path: Path, set_aside: Path) -> None:
    make_folder(set_aside)
    mark = new_id()[:8]
    with disk_faults(path):
        for name in (path.name, f"{path.name}-wal"):
            beside = path.with_name(name)
            if beside.exists():
                os.replace(beside, set_aside / f"{mark}-{name}")
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
