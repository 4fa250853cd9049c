"""A small workspace built from its parts, so that verification is tested without opening one."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.description import describe
from evidence.keys.device import Device, LastHeads
from evidence.keys.passphrase import Cost, make_key_file
from evidence.keys.recovery import recovery_code
from evidence.keys.scope import ScopeKeys, wrap_scope_keys
from evidence.ledger.entry import Entry, write
from evidence.ledger.file import LedgerFile
from evidence.ledger.heads import Head, digest_of_heads, heads_key, write_heads
from evidence.ledger.kinds import (
    CaseOpened,
    ExhibitTakenIn,
    Facts,
    NoteEntered,
    PersonEnrolled,
    SeenAt,
    kind_of,
)
from evidence.sealing import random_key, write_twice
from evidence.values import plain
from evidence.vault import Vault

WORKSPACE, PERSON, CASE, SECRET = "1d" * 16, "a1" * 16, "c0" * 16, "correct horse"
ORIGINALS = (b"first original" * 20, b"", b"third" * 3)


@dataclass
class Built:
    root: Path
    key: bytes
    signing: Ed25519PrivateKey
    scopes: dict[str, ScopeKeys]
    entries: dict[tuple[str, str], list[Entry]]
    heads: dict[tuple[str, str], Head]

    @property
    def signer(self) -> str:
        return self.signing.public_key().public_bytes_raw().hex()

    def ledger(self, scope: str = CASE, signer: str = "") -> LedgerFile:
        signer = signer or self.signer
        path = self.root / "scopes" / scope / "ledger" / f"{signer}.ledger"
        return LedgerFile(path, scope, signer, self.scopes[scope].ledger)

    def vault(self, scope: str = CASE) -> Vault:
        return Vault(self.root / "scopes" / scope / "originals", self.scopes[scope])

    def record(
        self,
        facts: Facts,
        scope: str = CASE,
        key: Ed25519PrivateKey | None = None,
        after: Iterable[str] = (),
    ) -> Entry:
        key = key or self.signing
        signer = key.public_key().public_bytes_raw().hex()
        entries = self.entries.setdefault((scope, signer), [])
        entry = write(
            key,
            entries[-1] if entries else None,
            scope=scope,
            kind=kind_of(facts),
            at="2026-03-01T10:22:33.000Z",
            by=PERSON,
            facts=plain(facts),
            after=after,
        )
        entries.append(entry)
        head = self.ledger(scope, signer).append([entry], self.heads.get((scope, signer)))
        self.heads[scope, signer] = head
        self.write_heads()
        return entry

    def write_heads(self) -> None:
        write_heads(self.root / "heads", heads_key(self.key), self.heads.values(), WORKSPACE)

    def remember(self) -> None:
        heads = list(self.heads.values())
        each = tuple((h.scope, h.signer, h.seq, h.link) for h in heads)
        seen = LastHeads(digest_of_heads(heads), sum(h.seq for h in heads), each)
        Device(WORKSPACE, self.root, self.key).remember(seen)

    def rewrite(self, entries: list[Entry], scope: str = CASE) -> None:
        """Put another ledger in place, heads and all, as its key holder could."""
        ledger = self.ledger(scope)
        ledger.path.unlink()
        self.entries[scope, self.signer] = entries
        self.heads[scope, self.signer] = ledger.append(entries, None)
        self.write_heads()


def enrolled() -> PersonEnrolled:
    return PersonEnrolled(person=PERSON, name="李娜", org="某公估公司", mark="AB2C")


def taken_in(exhibit: str, data: bytes, number: int = 1) -> ExhibitTakenIn:
    return ExhibitTakenIn(
        exhibit=exhibit,
        number=f"Z{number:03}",
        session="",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="image/jpeg",
        seen=SeenAt(name="a.jpg", name_bytes="YS5qcGc=", path=""),
    )


def build(root: Path) -> Built:
    key = random_key()
    root.mkdir()
    describe(root, WORKSPACE)
    (root / "people").mkdir()
    code = recovery_code()
    for name, secret, person in (
        (PERSON, SECRET, PERSON),
        ("recovery", code.replace("-", ""), ""),
    ):
        data = make_key_file(key, secret, person=person, name=name, org="", cost=Cost.least())
        write_twice(root / "people" / f"{name}.key", data)
    built = Built(root, key, Ed25519PrivateKey.generate(), {}, {}, {})
    for scope in (CASE, "desk"):
        built.scopes[scope] = ScopeKeys.fresh(scope)
        (root / "scopes" / scope).mkdir(parents=True)
        write_twice(root / "scopes" / scope / "keys", wrap_scope_keys(built.scopes[scope], key))
        built.record(enrolled(), scope)
    built.record(CaseOpened(number="AJ2026-AB2C-0001", line="motor"))
    for number, data in enumerate(ORIGINALS, 1):
        stored = built.vault().put(io.BytesIO(data))
        built.record(taken_in(stored.exhibit, data, number))
    built.record(NoteEntered(text="备注"))
    built.remember()
    return built
