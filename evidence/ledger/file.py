"""
One ledger on the disk: records appended, fsynced, and never changed in place.

A record is a 4-byte big-endian length and a sealed blob (README.md). What `append`
returned for is on the disk. Reading is lazy and may begin at any record. A bad tail is
told apart (`tail`): beyond the recorded head it is a crash, at or before it tampering;
it is set aside byte for byte before it is cut off, never deleted.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from evidence.errors import Damaged, Defect, NoSpace, Trouble, Unreadable
from evidence.ledger.entry import (
    MOST_HEADER_BYTES,
    MOST_PAYLOAD_BYTES,
    SIGNATURE_BYTES,
    Entry,
    Header,
    check_follows,
    check_payload,
    check_signed,
)
from evidence.ledger.heads import Head
from evidence.sealing import flush_folder, make_folder, seal, unseal, write_durably
from evidence.words import say

FORMAT = 1
LENGTH_BYTES = 4
MOST_RECORD_BYTES = MOST_HEADER_BYTES + MOST_PAYLOAD_BYTES + 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ERASED, _PRESENT = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the bytes its record takes in the file: from `start` up to `end`."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tail:
    """
    How a ledger file ends: `head` is its last sound entry (None: none), `entry` that entry.

    `state` is whole; crash (bytes beyond the recorded head are not a sound record); or
    tampering (the recorded head is not there). `bad` counts the bytes that are not sound.
    """

    state: Literal["whole", "crash", "tampering"]
    head: Head | None
    entry: Entry | None
    bad: int


class LedgerFile:
    """The ledger of one signer in one scope. One writer; any number of readers beside it."""

    def __init__(self, path: Path, scope: str, signer: str, key: bytes) -> None:
        self.path = path
        self.scope = scope
        self.signer = signer
        self._key = key
        self._lock = threading.Lock()
        self._uncertain = False

    def append(self, entries: Iterable[Entry], head: Head | None) -> Head:
        """
        Add `entries` after `head` with one fsync; they are on the disk when this returns.

        Returns the new head. Raises `NoSpace` when the disk is full: nothing was added.
        After any other failure of the disk this object refuses to go on: the file must be
        read afresh, for what is on the disk is no longer known.
        """
        records, new = self._records(entries, head)
        with self._lock:
            if self._uncertain:
                raise _uncertain()
            try:
                self._write(b"".join(records), head.size if head else 0)
            except OSError as e:
                raise self._failed(e, head.size if head else 0) from e
        return new

    def entries(self, position: int = 0, seq: int = 1) -> Iterator[Placed]:
        """
        The entries from the record at byte `position`, whose number is `seq`.

        Unsealed, which proves that this scope's key wrote them at this place; signatures and
        links are for `entry.checked`. Raises `Damaged` at the first record that is not sound.
        """
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        except OSError as e:
            raise _unreadable() from e
        with file:
            file.seek(position)
            while (record := _next_record(file)) is not None:
                end = position + LENGTH_BYTES + len(record)
                yield Placed(unpacked(unseal(self._key, record, self._context(seq))), position, end)
                position, seq = end, seq + 1

    def tail(self, expected: Head | None) -> Tail:
        """
        How the file ends, reading only from the recorded head `expected` on (None: from the
        start). Every record from there is checked whole: unsealed, signed, linked, committed.
        """
        size = self.size()
        placed, earlier, link = None, None, ""
        position, seq = (expected.start, expected.seq) if expected else (0, 1)
        try:
            for found in self.entries(position, seq):
                header = found.entry.fields()
                self._check(found, header, earlier, link, expected)
                placed, earlier, link = found, header, found.entry.link
        except Damaged:
            pass
        if placed is None or earlier is None:
            if expected is not None:
                return Tail("tampering", None, None, max(0, size - expected.start))
            return Tail("crash" if size else "whole", None, None, size)
        head = Head(self.scope, self.signer, earlier.seq, link, placed.end, placed.start)
        bad = size - placed.end
        return Tail("crash" if bad else "whole", head, placed.entry, bad)

    def set_aside_tail(self, end: int, kept_as: Path) -> None:
        """
        Copy what lies beyond byte `end` to the file `kept_as`, durably, and then cut it off.

        Safe to repeat: interrupted between the two, the copy is simply made again.
        """
        with self._lock:
            try:
                data = self.path.read_bytes()[end:]
                if data:
                    make_folder(kept_as.parent)
                    write_durably(kept_as, data)
                    with self.path.open("r+b") as file:
                        file.truncate(end)
                        os.fsync(file.fileno())
            except OSError as e:
                raise self._failed(e, None) from e

    def size(self) -> int:
        """The size of the file; 0 when there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
        except OSError as e:
            raise _unreadable() from e

    def _records(self, entries: Iterable[Entry], head: Head | None) -> tuple[list[bytes], Head]:
        records: list[bytes] = []
        seq, link = (head.seq, head.link) if head else (0, "")
        start = end = head.size if head else 0
        for entry in entries:
            header = entry.fields()
            seq += 1
            if (header.scope, header.signer, header.seq) != (self.scope, self.signer, seq):
                raise Defect("an entry was to be written into a ledger it does not belong to")
            if link and header.prev != link:
                raise Defect("an entry was to be written that does not follow")
            blob = seal(self._key, packed(entry), self._context(seq))
            records += [len(blob).to_bytes(LENGTH_BYTES, "big"), blob]
            start, end, link = end, end + LENGTH_BYTES + len(blob), entry.link
        if not records:
            raise Defect("nothing was to be written")
        return records, Head(self.scope, self.signer, seq, link, end, start)

    def _write(self, data: bytes, expected_size: int) -> None:
        is_new = expected_size == 0
        if is_new:
            make_folder(self.path.parent)
        with open(self.path, "ab", buffering=0, opener=_for_this_user_only) as file:
            if file.tell() != expected_size:
                raise Damaged(say("A ledger was changed by another program while it was open."))
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        if is_new:
            flush_folder(self.path.parent)

    def _failed(self, error: OSError, size: int | None) -> Trouble:
        """What to raise after the disk failed; tries to take back what was half written."""
        if error.errno in _FULL and size is not None:
            try:
                with self.path.open("r+b") as file:
                    file.truncate(size)
                    os.fsync(file.fileno())
            except OSError:
                self._uncertain = True
            return NoSpace(
                say("The disk is full; this was not saved."),
                say("Free some space, then do it again. All that was saved before is kept."),
            )
        self._uncertain = True
        return _uncertain()

    def _context(self, seq: int) -> bytes:
        return f"lianzheng/ledger/{FORMAT}/{self.scope}/{self.signer}/{seq}".encode("ascii")

    def _check(
        self, found: Placed, header: Header, earlier: Header | None, link: str, due: Head | None
    ) -> None:
        check_signed(found.entry, header)
        if earlier is not None or due is None:
            check_follows(header, earlier, link)
        elif (found.entry.link, found.end) != (due.link, due.size):
            raise Damaged(say("The last recorded entry of a ledger is another one."))
        if (header.scope, header.signer) != (self.scope, self.signer):
            raise Damaged(say("An entry belongs to another ledger."))
        check_payload(found.entry, header)


def packed(entry: Entry) -> bytes:
    """An entry as the bytes that are sealed: header length, header, signature, mark, payload."""
    length = len(entry.header).to_bytes(LENGTH_BYTES, "big")
    payload = _ERASED if entry.payload is None else _PRESENT + entry.payload
    return b"".join((length, entry.header, entry.signature, payload))


def unpacked(untrusted: bytes) -> Entry:
    """The entry in unsealed bytes; raises `Damaged`. Nothing of it is checked yet."""
    header_end = LENGTH_BYTES + int.from_bytes(untrusted[:LENGTH_BYTES], "big")
    signature_end = header_end + SIGNATURE_BYTES
    mark = untrusted[signature_end : signature_end + 1]
    rest = untrusted[signature_end + 1 :]
    if mark not in (_ERASED, _PRESENT) or (mark == _ERASED and rest):
        raise Damaged(say("A record of a ledger cannot be read."))
    return Entry(
        untrusted[LENGTH_BYTES:header_end],
        untrusted[header_end:signature_end],
        rest if mark == _PRESENT else None,
    )


def _next_record(untrusted_file: BinaryIO) -> bytes | None:
    try:
        untrusted_length = untrusted_file.read(LENGTH_BYTES)
        if not untrusted_length:
            return None
        length = int.from_bytes(untrusted_length, "big")
        if len(untrusted_length) < LENGTH_BYTES or length > MOST_RECORD_BYTES:
            raise _torn()
        record = untrusted_file.read(length)
    except OSError as e:
        raise _unreadable() from e
    if len(record) < length:
        raise _torn()
    return record


def _for_this_user_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _torn() -> Damaged:
    return Damaged(say("A ledger ends in the middle of a record."))


def _unreadable() -> Unreadable:
    return Unreadable(
        say("A ledger cannot be read from the disk."),
        say("Check the disk and its cable, then try again."),
    )


def _uncertain() -> Trouble:
    return Trouble(
        say("The disk reported an error while saving; this was not saved."),
        say("Close the program, check the disk, and open the workspace again."),
    )
