"""An entry as it travels is read back as it was signed."""

from __future__ import annotations

import dataclasses

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.ledger.carried import carried
from evidence.ledger.entry import write
from evidence.verification.carried import carried_entry


def test_what_travels_is_what_was_signed() -> None:
    entry = write(
        Ed25519PrivateKey.generate(), None, scope="desk", kind="note_entered",
        at="2026-03-01T10:22:04.000Z", by="", facts={"text": "备注", "exhibit": ""},
    )  # fmt: skip
    for each in (entry, dataclasses.replace(entry, payload=None)):
        line = carried(each)
        assert line.count(b"\n") == 1
        assert carried_entry(line) == each
