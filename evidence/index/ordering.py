"""
The order of a scope's entries that all agree on: whatever follows, comes after.

An entry follows the one before it in its ledger and those its header names in `after`. Its
place is its time, a tick and its signer. The time is that of its clock, unless an entry it
follows stands there or later: then it is that entry's time, one tick on. So clocks decide
only between entries that knew nothing of each other. A place is a function of the entry and
of those it follows; when one of these arrives later, whatever follows it is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

from evidence.index.cipher import Connection
from evidence.ledger.entry import Header

_TIME = 24  # characters of `at`
_STAMP = _TIME + 10

_BEFORE = "SELECT ord FROM entries WHERE scope = ? AND signer = ? AND seq = ?"
_KNOWN = "SELECT ord FROM entries WHERE link = ? AND scope = ?"
_FOLLOWED = (
    "SELECT e.ord FROM followed f JOIN entries e ON e.link = f.link AND e.scope = f.scope"
    " WHERE f.source = ?"
)
_FOLLOWERS = "SELECT source FROM followed WHERE scope = ? AND link = ?"
_NEXT = "SELECT link FROM entries WHERE scope = ? AND signer = ? AND seq = ?"


class Ordering:
    """The places of the entries in one index; `move` gives an entry another place there."""

    def __init__(self, db: Connection, move: Callable[[str, str], None]) -> None:
        self._db = db
        self._move = move
        self._waiting: list[tuple[str, str]] = []

    def place(self, header: Header) -> str:
        """The place of an entry that is about to be posted, after those that are here."""
        before = self._column(_BEFORE, header.scope, header.signer, header.seq - 1)
        after = [o for link in header.after for o in self._column(_KNOWN, link, header.scope)]
        return _place(header.at, header.signer, [*before, *after])

    def arrived(self, scope: str, link: str, place: str) -> None:
        """An entry was posted: what follows it and was here already may have to be moved."""
        self._wait(place, self._column(_FOLLOWERS, scope, link))

    def settle(self) -> None:
        """Move what has to be moved. It ends, for no entry can follow itself."""
        while self._waiting:
            _, link = heappop(self._waiting)
            scope, signer, seq, at, place = self._db.execute(
                "SELECT scope, signer, seq, at, ord FROM entries WHERE link = ?", (link,)
            ).fetchone()
            before = self._column(_BEFORE, scope, signer, seq - 1)
            now = _place(at, signer, [*before, *self._column(_FOLLOWED, link)])
            if now != place:
                self._move(link, now)
                self._wait(now, self._column(_FOLLOWERS, scope, link))
                self._wait(now, self._column(_NEXT, scope, signer, seq + 1))

    def forget(self) -> None:
        """Nothing of this batch was kept."""
        self._waiting.clear()

    def _wait(self, place: str, links: Iterable[str]) -> None:
        for link in links:
            heappush(self._waiting, (place, link))

    def _column(self, sql: str, *values: object) -> Iterator[str]:
        return (found for (found,) in self._db.execute(sql, values).fetchall())


def _place(at: str, signer: str, followed: Iterable[str]) -> str:
    latest = max(followed, default="")
    time, tick = latest[:_TIME], latest[_TIME:_STAMP]
    stamp = f"{at}{0:010d}" if at > time else f"{time}{int(tick) + 1:010d}"
    return stamp + signer[:16]
