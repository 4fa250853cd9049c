"""The published vectors hold, checked the long way round: standard library and one cipher."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from evidence.errors import Damaged
from evidence.ledger.entry import Entry, check, checked
from evidence.ledger.file import LedgerFile, packed
from evidence.ledger.heads import Head, digest_of_heads
from tests.evidence.ledger.make_vectors import VECTORS, text

PUBLISHED = json.loads(VECTORS.read_text(encoding="utf-8"))


def entries() -> list[Entry]:
    return [
        Entry(e["header"].encode(), bytes.fromhex(e["signature"]), e["payload"].encode())
        for e in PUBLISHED["entries"]
    ]


def test_the_vectors_are_still_what_we_write():
    assert VECTORS.read_text(encoding="utf-8") == text()


def test_every_entry_is_signed_and_follows():
    assert len(list(checked(entries()))) == len(PUBLISHED["entries"])
    assert [e.link for e in entries()] == [e["link"] for e in PUBLISHED["entries"]]


def test_the_vectors_hold_by_the_format_page_alone():
    signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(PUBLISHED["signer"]))
    seed = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(PUBLISHED["signing_seed"]))
    assert seed.public_key() == signer
    kind = b"application/vnd.lianzheng.entry.v1+json"
    prev = "0" * 64
    for number, (e, r) in enumerate(
        zip(PUBLISHED["entries"], PUBLISHED["records"], strict=True), start=1
    ):
        header, payload = e["header"].encode(), e["payload"].encode()
        envelope = b" ".join(
            [b"DSSEv1", str(len(kind)).encode(), kind, str(len(header)).encode(), header]
        )
        signer.verify(bytes.fromhex(e["signature"]), envelope)
        fields = json.loads(header)
        assert (fields["seq"], fields["prev"]) == (number, prev)
        assert fields["payload"] == hashlib.sha256(payload).hexdigest()
        prev = hashlib.sha256(header).hexdigest()
        record = bytes.fromhex(r["record"])
        assert int.from_bytes(record[:4], "big") == len(record) - 4
        opened = AESGCM(bytes.fromhex(PUBLISHED["sealing_key"])).decrypt(
            record[4:16], record[16:], r["context"].encode()
        )
        size = len(header).to_bytes(4, "big")
        assert opened == size + header + bytes.fromhex(e["signature"]) + b"\x01" + payload


def test_the_file_of_the_vectors_opens(tmp_path: Path):
    whole = b"".join(bytes.fromhex(r["record"]) for r in PUBLISHED["records"])
    assert hashlib.sha256(whole).hexdigest() == PUBLISHED["file_sha256"]
    path = tmp_path / "x.ledger"
    path.write_bytes(whole)
    ledger = LedgerFile(
        path, PUBLISHED["scope"], PUBLISHED["signer"], bytes.fromhex(PUBLISHED["sealing_key"])
    )
    assert [p.entry for p in ledger.entries()] == entries()
    head = Head(**PUBLISHED["heads"][0])
    assert ledger.tail(head).head == head
    assert digest_of_heads([head]) == PUBLISHED["digest_of_heads"]


def test_an_erased_record_is_as_published():
    first = entries()[0]
    erased = packed(Entry(first.header, first.signature, None))
    assert erased.hex() == PUBLISHED["erased_record_plain"]


@pytest.mark.parametrize("case", PUBLISHED["refused"], ids=lambda c: c["why"])
def test_what_must_be_refused_is_refused(case):
    header = base64.b64decode(case["header"])
    with pytest.raises(Damaged):
        check(Entry(header, bytes.fromhex(case["signature"]), None), None)
