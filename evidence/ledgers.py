"""
The ledgers of one workspace together: their keys, their files, and the heads file.

Here an opening learns whether every ledger ends where it was last seen to end. What lies
beyond the recorded head was left by a crash: sound records are taken up, a torn one is set
aside (and told). A ledger that ends before its head, or ends otherwise, was tampered with:
that is a fault, and nothing may be written after it. One writer at a time (workspace.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from evidence.description import DESCRIPTION, check_described
from evidence.errors import Damaged, NotFound, TooNew, Trouble
from evidence.index.posting import NOTHING_POSTED, Posted, Posting
from evidence.index.tables import Index
from evidence.keys.device import LastHeads
from evidence.keys.scope import MOST_FILE_BYTES, ScopeKeys, unwrap_scope_keys, wrap_scope_keys
from evidence.ledger.entry import Entry
from evidence.ledger.file import LedgerFile
from evidence.ledger.heads import Head, digest_of_heads, read_heads_file, write_heads
from evidence.sealing import derive, disk_faults, make_folder, read_twice, write_twice
from evidence.values import now
from evidence.words import Phrase, say

DESK = "desk"
BOARD = "board"
SCOPES = "scopes"
KEYS = "keys"
LEDGER = "ledger"
HEADS = "heads"
INDEX = "index.db"
SET_ASIDE = "set-aside"

_SCOPE = re.compile(r"desk|board|[0-9a-f]{32}")
_SIGNER = re.compile(r"[0-9a-f]{64}")
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class State:
    """What an opening learnt: `faults` forbid writing; `notices` are told and work goes on."""

    faults: tuple[Phrase, ...]
    notices: tuple[Phrase, ...]


class Ledgers:
    """Every ledger in `folder`; with `read_only` nothing is ever written."""

    def __init__(
        self, folder: Path, workspace_key: bytes, workspace_id: str, *, read_only: bool = False
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self._workspace_key = workspace_key
        self._workspace_id = workspace_id
        self._heads_key = derive(workspace_key, "heads")
        self._keys: dict[str, ScopeKeys] = {}
        self._files: dict[tuple[str, str], LedgerFile] = {}
        self._heads: dict[tuple[str, str], Head] = {}
        self._last: dict[tuple[str, str], Entry] = {}

    def begin(self) -> None:
        """The first heads file, of no ledgers; without one a workspace is not whole."""
        self.write_heads()

    def check(self) -> State:
        """Read each file's size and end, and compare with the heads file; check workspace.json."""
        faults: list[Phrase] = []
        notices: list[Phrase] = []
        expected = self._expected(faults)
        try:
            check_described(self.folder)
        except Damaged as e:
            faults.append(e.what)
        for ledger in sorted({*self._present(), *expected}):
            try:
                self._check_end(ledger, expected.get(ledger), faults, notices)
            except TooNew:
                raise
            except Trouble as e:
                faults.append(_of_ledger(ledger, e.what))
        if not self.read_only and not faults and self._heads != expected:
            # What a crash left beyond the recorded heads is taken up: from now on it is recorded.
            self.write_heads()
        return State(tuple(faults), tuple(notices))

    # keys

    def add_scope(self, scope: str) -> ScopeKeys:
        """Fresh keys for a new scope, on the disk twice when this returns."""
        keys = ScopeKeys.fresh(scope)
        folder = self.folder / SCOPES / scope
        make_folder(folder)
        write_twice(folder / KEYS, wrap_scope_keys(keys, self._workspace_key))
        self._keys[scope] = keys
        return keys

    def keys(self, scope: str) -> ScopeKeys:
        """The keys of a scope; raises `NotFound`, or `Damaged` when both copies are."""
        if scope not in self._keys:
            path = self.folder / SCOPES / scope / KEYS
            if not _SCOPE.fullmatch(scope) or not path.parent.is_dir():
                raise NotFound(say("There is no case {case}.", case=scope))
            self._keys[scope] = read_twice(
                path, lambda held: unwrap_scope_keys(held, scope, self._workspace_key),
                MOST_FILE_BYTES,
            ).value  # fmt: skip
        return self._keys[scope]

    # heads

    def heads(self) -> list[Head]:
        """Where every ledger stands, by scope and signer."""
        return [self._heads[ledger] for ledger in sorted(self._heads)]

    def seen(self) -> LastHeads:
        """What this device is to remember of the heads."""
        heads = self.heads()
        return LastHeads(
            digest_of_heads(heads),
            sum(head.seq for head in heads),
            tuple((head.scope, head.signer, head.seq, head.link) for head in heads),
        )

    def hold(self, last: LastHeads) -> bool:
        """
        Whether these are the ledgers that stood so, or went on from there: every entry that was
        a head then is where it was. Only ledgers that grew since are read.
        """
        if last.put_back and last.digest != digest_of_heads(self.heads()):
            return False
        return all(self._holds(*head) for head in last.heads)

    def _holds(self, scope: str, signer: str, seq: int, link: str) -> bool:
        head = self._heads.get((scope, signer))
        if head is None or head.seq <= seq:
            return head is not None and (head.seq, head.link) == (seq, link)
        there = islice(self.entries(scope, signer), seq - 1, seq)
        return any(entry.link == link for entry in there)

    def last(self, scope: str, signer: str) -> Entry | None:
        """The last entry of a ledger, without its payload."""
        return self._last.get((scope, signer))

    # entries

    def append(self, scope: str, signer: str, entries: list[Entry]) -> Head:
        """Write entries to the end of a ledger; they are on the disk when this returns."""
        ledger = scope, signer
        head = self._file(ledger).append(entries, self._heads.get(ledger))
        self._heads[ledger] = head
        self._last[ledger] = _without_payload(entries[-1])
        return head

    def write_heads(self) -> None:
        """Bring the heads file up to what was appended."""
        write_heads(self.folder / HEADS, self._heads_key, self.heads(), self._workspace_id)

    def entries(self, scope: str, signer: str) -> Iterator[Entry]:
        """All entries of one ledger, from the first up to its head."""
        head = self._heads.get((scope, signer))
        for placed in self._file((scope, signer)).entries():
            if head is None or placed.start > head.start:
                return
            yield placed.entry

    def catch_up(self, posting: Posting) -> bool:
        """
        Post what lies past the posted position of each ledger, all in few transactions.

        False, with nothing done, when what is posted is not of these ledgers: the index must
        then be made anew.
        """
        if not self._fits(posting):
            return False
        waiting = [ledger for ledger, head in sorted(self._heads.items())
                   if posting.posted(*ledger).seq < head.seq]  # fmt: skip
        unposted = chain.from_iterable(self._unposted(ledger, posting) for ledger in waiting)
        while batch := list(islice(unposted, _BATCH)):
            with posting.batch():
                for entry, end in batch:
                    posting.post(entry, end)
        return True

    def opened_index(self) -> Index:
        """
        index.db, brought up to what the ledgers hold; made anew when it is not theirs.

        Read-only it is read as it lies when it is whole and holds just what the ledgers hold;
        else it is made in memory, of all that is sound.
        """
        key, path = derive(self._workspace_key, "index"), self.folder / INDEX
        if not self.read_only:
            return self._up_to_date(path, key)
        index = Index.at_rest(
            path, key, self._workspace_id, lambda: self._up_to_date(None, key).writer
        )
        if index is not None and self._holds_all(Posting(index.writer)):
            return index
        if index is not None:
            index.close()
        return self._up_to_date(None, key)

    def _up_to_date(self, path: Path | None, key: bytes) -> Index:
        index = Index.open(path, key, self._workspace_id)
        try:
            if not self._caught_up(index):
                index.distrust()
                index.close()
                index = Index.open(path, key, self._workspace_id)
                self.catch_up(Posting(index.writer))
        except BaseException:
            index.close()
            raise
        return index

    def _holds_all(self, posting: Posting) -> bool:
        """Whether what is posted is what the ledgers hold, to the last entry."""
        ends = {ledger: (head.seq, head.link) for ledger, head in self._heads.items()}
        there = {ledger: posting.posted(*ledger) for ledger in posting.ledgers()}
        return ends == {ledger: (posted.seq, posted.link) for ledger, posted in there.items()}

    def _caught_up(self, index: Index) -> bool:
        try:
            return self.catch_up(Posting(index.writer))
        except Damaged:
            if index.was_made:  # then it is a ledger that is damaged
                raise
            return False

    def _unposted(self, ledger: tuple[str, str], posting: Posting) -> Iterator[tuple[Entry, int]]:
        posted, head = posting.posted(*ledger), self._heads[ledger]
        try:
            for placed in self._file(ledger).entries(posted.position, posted.seq + 1):
                if placed.start > head.start:
                    return
                yield placed.entry, placed.end
        except Damaged:
            if not self.read_only:
                raise

    def _fits(self, posting: Posting) -> bool:
        if not posting.ledgers() <= self._heads.keys():
            return False
        for ledger, head in self._heads.items():
            posted = posting.posted(*ledger)
            if posted == NOTHING_POSTED:
                continue
            if posted.seq > head.seq or posted.position > head.size:
                return False
            if posted.seq == head.seq and posted.link != head.link:
                return False
            if posted.seq < head.seq and not self._goes_on(ledger, posted):
                return False
        return True

    def _goes_on(self, ledger: tuple[str, str], posted: Posted) -> bool:
        """Whether the record behind the posted position follows the entry posted last."""
        try:
            first = next(self._file(ledger).entries(posted.position, posted.seq + 1), None)
            return first is not None and first.entry.fields().prev == posted.link
        except Damaged:
            return False

    # opening

    def _expected(self, faults: list[Phrase]) -> dict[tuple[str, str], Head]:
        path = self.folder / HEADS
        try:
            if not path.exists():
                raise Damaged(say("{name} is missing.", name=HEADS))
            found = read_heads_file(path, self._heads_key)
        except Damaged as e:
            faults.append(say("The file of the last heads is not whole: {what}", what=e.what))
            return {}
        if found.workspace != self._workspace_id:
            faults.append(say("{name} names another workspace.", name=DESCRIPTION))
        return {(head.scope, head.signer): head for head in found.heads}

    def _present(self) -> Iterator[tuple[str, str]]:
        with disk_faults(self.folder):
            for path in (self.folder / SCOPES).glob(f"*/{LEDGER}/*.ledger"):
                ledger = path.parent.parent.name, path.stem
                if _SCOPE.fullmatch(ledger[0]) and _SIGNER.fullmatch(ledger[1]):
                    yield ledger

    def _check_end(
        self,
        ledger: tuple[str, str],
        expected: Head | None,
        faults: list[Phrase],
        notices: list[Phrase],
    ) -> None:
        file = self._file(ledger)
        tail = file.tail(expected)
        if tail.state == "tampering":
            faults.append(
                _of_ledger(ledger, say("It does not end with the last entry that was recorded."))
            )
            if not self.read_only:
                return
            tail = file.tail(None)
        if tail.head is not None and tail.entry is not None:
            self._heads[ledger] = tail.head
            self._last[ledger] = _without_payload(tail.entry)
        if tail.state == "crash" and not self.read_only:
            kept = self.folder / SET_ASIDE / f"{now().replace(':', '')}-{ledger[0]}-{ledger[1]}"
            file.set_aside_tail(tail.head.size if tail.head else 0, kept)
            notices.append(
                _of_ledger(
                    ledger,
                    say(
                        "{bytes} bytes that the program could not finish writing were set aside.",
                        bytes=tail.bad,
                    ),
                )
            )

    def _file(self, ledger: tuple[str, str]) -> LedgerFile:
        if ledger not in self._files:
            scope, signer = ledger
            path = self.folder / SCOPES / scope / LEDGER / f"{signer}.ledger"
            self._files[ledger] = LedgerFile(path, scope, signer, self.keys(scope).ledger)
        return self._files[ledger]


def _without_payload(entry: Entry) -> Entry:
    return Entry(entry.header, entry.signature, None)


def _of_ledger(ledger: tuple[str, str], what: Phrase) -> Phrase:
    scope, signer = ledger
    return say("Ledger {scope}/{signer}: {what}", scope=scope, signer=signer[:8], what=what)
