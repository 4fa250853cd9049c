"""Several signers' ledgers of one scope, and an index in memory they are posted into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.index.lookup import Lookup
from evidence.index.posting import Posting
from evidence.index.tables import Index, dump
from evidence.ledger.entry import Entry, write
from evidence.ledger.kinds import Facts, kind_of
from evidence.values import plain

CASE = "ca" * 16
KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([i + 1]) * 32) for i in range(3)]
SIGNERS = [key.public_key().public_bytes_raw().hex() for key in KEYS]
PERSONS = ["a0" * 16, "a1" * 16, "a2" * 16]


class Signer:
    """Writes one ledger; the clock may be set to anything."""

    def __init__(self, number: int = 0, scope: str = CASE) -> None:
        self.number, self.scope, self.entries = number, scope, list[Entry]()

    def says(
        self,
        facts: Facts,
        *,
        minute: int = 0,
        replaces: Iterable[str] = (),
        kind: str = "",
        after: Iterable[str] = (),
    ) -> Entry:
        entry = write(
            KEYS[self.number], self.entries[-1] if self.entries else None, scope=self.scope,
            kind=kind or kind_of(facts), at=f"2026-03-01T10:{minute:02d}:00.000Z",
            by=PERSONS[self.number], facts=plain(facts), replaces=replaces, after=after,
            salt=f"{len(self.entries):032x}",
        )  # fmt: skip
        self.entries.append(entry)
        return entry


def index() -> Index:
    return Index.open(None, b"", "w")


def posted(*entries: Entry) -> Index:
    """An index of these entries, posted one by one in this order."""
    made = index()
    posting = Posting(made.writer)
    for entry in entries:
        with posting.batch():
            posting.post(entry, 100 * entry.fields().seq)
    return made


def looked(*entries: Entry) -> Lookup:
    return Lookup(posted(*entries))


def interleaved(ledgers: Sequence[Sequence[Entry]], turns: Iterable[int]) -> list[Entry]:
    """The ledgers' entries, each ledger in its own order, taken in turns."""
    rests = [list(ledger) for ledger in ledgers]
    order = []
    for turn in turns:
        waiting = [rest for rest in rests if rest]
        if waiting:
            order.append(waiting[turn % len(waiting)].pop(0))
    return order + [entry for rest in rests for entry in rest]


def tables(made: Index) -> dict[str, list[tuple[object, ...]]]:
    return dump(made.writer)
