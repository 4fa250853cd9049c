"""
What checking a ledger costs against its bare cost: Ed25519 verify, SHA-256 and AES-GCM alone.

Run: python -m tests.benchmarks.bench_ledger [entries]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evidence.ledger.entry import Entry, checked, pae
from evidence.ledger.file import LedgerFile
from evidence.ledger.kinds import kind_of
from evidence.ledger.older import facts_of
from evidence.values import plain, sha256
from evidence.verification.book import Book
from evidence.verification.report import Gathering
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.ledger.ledgers import SCOPE, SIGNER, ledger_file, written

ENTRIES = 20_000
PER_APPEND = 64


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def made(count: int) -> list[Entry]:
    usual = [f for f in EVERY_KIND if kind_of(f) in ("exhibit_taken_in", "exhibit_examined")]
    entries: list[Entry] = []
    for i in range(count):
        facts = usual[i % len(usual)]
        before = entries[-1] if entries else None
        entries.append(written(plain(facts), before, kind=kind_of(facts)))
    return entries


def append_all(ledger: LedgerFile, entries: list[Entry]) -> None:
    head = None
    for i in range(0, len(entries), PER_APPEND):
        head = ledger.append(entries[i : i + PER_APPEND], head)


def bare(entries: list[Entry]) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(SIGNER))
    for entry in entries:
        key.verify(entry.signature, pae(entry.header))
        sha256(entry.header)
        sha256(entry.payload or b"")


def book(ledger: LedgerFile) -> None:
    gathering = Gathering()
    read = Book(SCOPE, gathering)
    read.read(SIGNER, ((f"#{p.start}", p.entry) for p in ledger.entries()))
    read.close()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def bench_ledger(count: int = ENTRIES) -> None:
    """Write, append, read and verify that many entries."""
    written_cpu = -time.process_time()
    entries = made(count)
    written_cpu += time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        ledger = ledger_file(Path(folder))
        wall = -time.perf_counter()
        appended = cpu(lambda: append_all(ledger, entries))
        wall += time.perf_counter()
        size = ledger.size()
        read = cpu(lambda: sum(1 for _ in ledger.entries()))
        verified = cpu(lambda: sum(1 for _ in checked(p.entry for p in ledger.entries())))
        booked = cpu(lambda: book(ledger))
        typed = cpu(
            lambda: [facts_of(p.entry.fields(), p.entry.said()) for p in ledger.entries()]  # type: ignore[arg-type]
        )
    floor = cpu(lambda: bare(entries))
    say(f"entries {count}, file {size / 1e6:.1f} MB, {size / count:.0f} bytes an entry")
    say(f"write (sign)          {written_cpu:6.2f} s CPU")
    say(f"append, {PER_APPEND} at a time  {appended:6.2f} s CPU, {wall:.2f} s wall with fsync")
    say(f"read and unseal       {read:6.2f} s CPU")
    say(f"read with facts typed {typed:6.2f} s CPU")
    say(f"verify everything     {verified:6.2f} s CPU  (goal for 20,000: 10 s)")
    say(f"the same as verify does {booked:4.2f} s CPU  (facts against their kinds, after, heads)")
    say(f"bare verify + SHA-256 {floor:6.2f} s CPU  ratio {verified / floor:.2f}")


if __name__ == "__main__":
    bench_ledger(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
