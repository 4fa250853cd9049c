"""Ledgers to test with: fixed keys where bytes must repeat, small ones otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.ledger.entry import Entry, write
from evidence.ledger.file import LedgerFile
from evidence.values import canonical

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = KEY.public_key().public_bytes_raw().hex()
SCOPE = "c0" * 16
SEALING_KEY = bytes(range(100, 132))


def written(
    facts: dict[str, Any],
    before: Entry | None = None,
    key: Ed25519PrivateKey = KEY,
    scope: str = SCOPE,
    **more: Any,
) -> Entry:
    fixed: dict[str, Any] = {
        "kind": "note_entered",
        "about": "e1" * 16,
        "at": "2026-03-01T10:22:33.000Z",
        "by": "a1" * 16,
    }
    return write(key, before, scope=scope, facts=facts, **(fixed | more))


def ledger_of(all_facts: Sequence[dict[str, Any]]) -> list[Entry]:
    entries: list[Entry] = []
    for facts in all_facts:
        entries.append(written(facts, entries[-1] if entries else None))
    return entries


def ledger_file(folder: Path) -> LedgerFile:
    return LedgerFile(folder / f"{SIGNER}.ledger", SCOPE, SIGNER, SEALING_KEY)


def altered_header(**members: object) -> bytes:
    header = json.loads(written({}).header)
    return canonical(header | members)
