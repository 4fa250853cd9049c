"""
Write vectors.json: the same bytes every time, for a second implementation to check itself by.

Run: python -m tests.evidence.ledger.make_vectors
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from evidence.ledger.entry import Entry, pae, write
from evidence.ledger.file import packed
from evidence.ledger.heads import Head, digest_of_heads
from evidence.ledger.kinds import kind_of
from evidence.values import plain
from tests.evidence.ledger.every_kind import EVERY_KIND, PERSON
from tests.evidence.ledger.ledgers import SCOPE, SEALING_KEY, SIGNER

VECTORS = Path(__file__).with_name("vectors.json")
SEED = bytes(range(32))


def sample() -> list[Entry]:
    """A ledger with one entry of every kind."""
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    entries: list[Entry] = []
    for number, facts in enumerate(EVERY_KIND, start=1):
        entries.append(
            write(
                key,
                entries[-1] if entries else None,
                scope=SCOPE,
                kind=kind_of(facts),
                at=f"2026-03-01T10:22:{number:02}.000Z",
                by=PERSON,
                facts=plain(facts),
                about="e1" * 16 if number % 2 else "",
                replaces=("44" * 32,) if number == 3 else (),
                after=("66" * 32, "55" * 32) if number == 2 else (),
                seen="77" * 32 if number == 4 else None,
                salt=hashlib.sha256(b"salt %d" % number).hexdigest()[:32],
            )
        )
    return entries


def vectors() -> dict[str, Any]:
    """All vectors."""
    entries = sample()
    records, heads, at = [], [], 0
    for number, entry in enumerate(entries, start=1):
        context = f"lianzheng/ledger/1/{SCOPE}/{SIGNER}/{number}"
        nonce = hashlib.sha256(b"nonce %d" % number).digest()[:12]
        blob = nonce + AESGCM(SEALING_KEY).encrypt(nonce, packed(entry), context.encode())
        record = len(blob).to_bytes(4, "big") + blob
        heads.append(Head(SCOPE, SIGNER, number, entry.link, at + len(record), at))
        at += len(record)
        records.append({"context": context, "record": record.hex()})
    return {
        "about": "evidence/ledger/README.md says what each value is",
        "signing_seed": SEED.hex(),
        "signer": SIGNER,
        "scope": SCOPE,
        "sealing_key": SEALING_KEY.hex(),
        "entries": [_entry(e) for e in entries],
        "records": records,
        "file_sha256": hashlib.sha256(
            b"".join(bytes.fromhex(str(r["record"])) for r in records)
        ).hexdigest(),
        "erased_record_plain": packed(Entry(entries[0].header, entries[0].signature, None)).hex(),
        "heads": [plain(heads[-1]), plain(heads[0])],
        "digest_of_heads": digest_of_heads([heads[-1]]),
        "refused": _refused(entries[0]),
    }


def _entry(entry: Entry) -> dict[str, str]:
    assert entry.payload is not None
    return {
        "header": entry.header.decode(),
        "link": entry.link,
        "pae_sha256": hashlib.sha256(pae(entry.header)).hexdigest(),
        "signature": entry.signature.hex(),
        "payload": entry.payload.decode(),
    }


def _refused(first: Entry) -> list[dict[str, str]]:
    """Headers that are signed by the signer and must be refused all the same."""
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    header = first.header
    cases = {
        "a member twice": header[:-1] + b',"seq":1}',
        "a float": header.replace(b'"seq":1', b'"seq":1.0'),
        "NaN": header.replace(b'"seq":1', b'"seq":NaN'),
        "an integer beyond 2^53": header.replace(b'"seq":1', b'"seq":9007199254740993'),
        "a lone surrogate": header.replace(b'"about":"', b'"about":"\\ud800'),
        "nested too deeply": header.replace(b'"seq":1', b'"seq":' + b"[" * 64 + b"]" * 64),
        "white space": header.replace(b":", b": ", 1),
        "members in another order": json.dumps(
            dict(reversed(json.loads(header).items())), separators=(",", ":")
        ).encode(),
        "an unknown member": header[:-1] + b',"z":1}',
        "a number of zero": header.replace(b'"seq":1', b'"seq":0'),
        "a name in the header": header.replace(b'"about":"', '"about":"张三'.encode()),
    }
    return [
        {
            "why": why,
            "header": base64.b64encode(bad).decode(),
            "signature": key.sign(pae(bad)).hex(),
        }
        for why, bad in cases.items()
    ]


def text() -> str:
    """vectors.json as it must stand."""
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    VECTORS.write_text(text(), encoding="utf-8")
