"""
Posting: entries of the ledgers become rows of the index.

The rows are a function of the *set* of entries: posting several signers' ledgers in any
interleaving (each in its own order) gives equal tables. Three things make it so. Every entry
has one place in an order all agree on (`ord`, ordering.py). "No longer holds" is kept beside
the values, not done to them. And what is shown first is the least or greatest by that order.

An entry reaches the index after it was checked (on arrival) or written by us, out of a file
whose seal proves it; so nothing is verified again here. A kind we do not know, or facts that
are not those of their kind, never stop the posting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from evidence.errors import Damaged, Defect, TooNew
from evidence.index.cipher import Connection, transaction
from evidence.index.ordering import Ordering
from evidence.index.rows_of import Row, parts_of, rows_of
from evidence.index.tables import TABLES
from evidence.ledger.entry import FORMAT, Entry, Header, Payload
from evidence.ledger.kinds import Facts, PayloadErased
from evidence.ledger.older import facts_of
from evidence.words import say

_NEVER_ERASED = "payload_erased"


@dataclass(frozen=True, slots=True)
class Posted:
    """How far a ledger is posted: its last posted entry, and the byte of the file behind it."""

    seq: int
    link: str
    position: int


NOTHING_POSTED = Posted(0, "", 0)


def _insert(table: str) -> str:
    columns = TABLES[table][0]
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f":{name}" for name in columns)
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})"


_INSERT = {table: _insert(table) for table in TABLES}
_ORDERED = [table for table, (columns, _) in TABLES.items() if "ord" in columns]
_LINKED = [*(table for table in _ORDERED if table != "entries"), "problems"]
_TAKING = ", ".join(f'"{name}"' for name in TABLES["takings"][0])
_FIRST_TAKING = (
    f"INSERT OR REPLACE INTO exhibits ({_TAKING}) SELECT {_TAKING} FROM takings"
    " WHERE scope = ? AND exhibit = ? ORDER BY ord LIMIT 1"
)


class Posting:
    """Posts into one index; used by one thread at a time."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._posted: dict[tuple[str, str], Posted] = {}
        self._touched: set[tuple[str, str]] = set()
        self._ordering = Ordering(db, self._move)
        self._reload()

    def posted(self, scope: str, signer: str) -> Posted:
        """How far that ledger is posted."""
        return self._posted.get((scope, signer), NOTHING_POSTED)

    def ledgers(self) -> set[tuple[str, str]]:
        """Every (scope, signer) of which something is posted."""
        return set(self._posted)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Entries posted together: all of them or, when anything fails, none."""
        try:
            with transaction(self._db):
                yield
                self._ordering.settle()
                for scope, signer in self._touched:
                    self._keep("ledgers", self._ledger_row(scope, signer))
        except BaseException:
            self._reload()
            raise
        finally:
            self._touched.clear()

    def post(self, entry: Entry, end: int) -> None:
        """
        Post the next entry of its ledger, whose record ends at byte `end` of the file.

        One that was posted already is passed over. Only within `batch`.
        """
        header = _header(entry)
        ledger = header.scope, header.signer
        before = self.posted(*ledger)
        if header.seq <= before.seq:
            return
        if header.seq != before.seq + 1:
            raise Defect("an entry was posted before the one it follows")
        link, place = entry.link, self._ordering.place(header)
        self._posted[ledger] = Posted(header.seq, link, end)
        self._touched.add(ledger)
        for followed in header.after:
            self._keep("followed", {"scope": header.scope, "link": followed, "source": link})
        self._post(entry, header, link, place)
        self._ordering.arrived(header.scope, link, place)

    def _post(self, entry: Entry, header: Header, link: str, order: str) -> None:
        erased = entry.payload is None or self._is_erased(header.scope, link, header.kind)
        row: Row = {
            "link": link, "scope": header.scope, "ord": order, "at": header.at, "by": "",
            "signer": header.signer, "seq": header.seq, "kind": header.kind,
            "about": header.about, "erased": int(erased),
        }  # fmt: skip
        if erased:
            self._keep("entries", row)
            return
        try:
            payload = msgspec.json.decode(entry.payload or b"", type=Payload)
            row["by"] = payload.by
            self._keep("entries", row)
            facts = facts_of(header, payload)
            if facts is not None:
                self._post_facts(facts, payload, row)
        except (Damaged, msgspec.MsgspecError, UnicodeError, OverflowError) as e:
            self._remove(link)
            self._keep("entries", row)
            self._keep("problems", {**row, "why": _why(e)})

    def _post_facts(self, facts: Facts, payload: Payload, common: Row) -> None:
        scope, link = common["scope"], common["link"]
        for part in parts_of(facts):
            for replaced in payload.replaces:
                self._keep(
                    "superseded", {"scope": scope, "link": replaced, "part": part, "source": link}
                )
        for table, row in rows_of(facts):
            self._keep(table, {**common, **row})
            if table == "takings":
                self._db.execute(_FIRST_TAKING, (scope, row["exhibit"]))
        if isinstance(facts, PayloadErased):
            for erased in facts.links:
                self._keep("erased", {"scope": scope, "link": erased, "source": link})
                self._erase(scope, erased)

    def _erase(self, scope: str, link: str) -> None:
        kind = self._db.execute(
            "SELECT kind FROM entries WHERE link = ? AND scope = ?", (link, scope)
        ).fetchone()
        if kind is not None and kind[0] != _NEVER_ERASED:
            self._remove(link)
            self._db.execute("UPDATE entries SET erased = 1, \"by\" = '' WHERE link = ?", (link,))

    def _remove(self, link: str) -> None:
        """Remove every row that rests on an entry, and let the next taking name its exhibit."""
        taken = self._taken_by(link)
        for table in _LINKED:
            self._db.execute(f"DELETE FROM {table} WHERE link = ?", (link,))
        self._db.execute("DELETE FROM superseded WHERE source = ?", (link,))
        for exhibit in taken:
            self._db.execute(_FIRST_TAKING, exhibit)

    def _move(self, link: str, place: str) -> None:
        """Give an entry and the rows that rest on it another place in the order."""
        for table in _ORDERED:
            self._db.execute(f"UPDATE {table} SET ord = ? WHERE link = ?", (place, link))
        for exhibit in self._taken_by(link):
            self._db.execute(_FIRST_TAKING, exhibit)

    def _taken_by(self, link: str) -> list[tuple[str, str]]:
        found = self._db.execute("SELECT scope, exhibit FROM takings WHERE link = ?", (link,))
        return list(found.fetchall())

    def _is_erased(self, scope: str, link: str, kind: str) -> bool:
        found = self._db.execute(
            "SELECT 1 FROM erased WHERE scope = ? AND link = ?", (scope, link)
        ).fetchone()
        return found is not None and kind != _NEVER_ERASED

    def _keep(self, table: str, row: Row) -> None:
        self._db.execute(_INSERT[table], row)

    def _ledger_row(self, scope: str, signer: str) -> Row:
        p = self._posted[scope, signer]
        return {
            "scope": scope, "signer": signer, "seq": p.seq, "link": p.link,
            "position": p.position,
        }  # fmt: skip

    def _reload(self) -> None:
        self._ordering.forget()
        rows: list[tuple[Any, ...]] = self._db.execute(
            "SELECT scope, signer, seq, link, position FROM ledgers"
        ).fetchall()
        self._posted = {(scope, signer): Posted(*rest) for scope, signer, *rest in rows}


def _header(entry: Entry) -> Header:
    try:
        header = msgspec.json.decode(entry.header, type=Header)
    except msgspec.MsgspecError:
        return entry.fields()  # says what is wrong with it
    if header.format > FORMAT:
        raise TooNew(
            say("This ledger was written by a later version of the program."),
            say("Update the program, then open it again."),
        )
    return header


def _why(error: Exception) -> str:
    return str(error.what) if isinstance(error, Damaged) else type(error).__name__
