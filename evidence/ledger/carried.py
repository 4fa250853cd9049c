"""
An entry as it travels, in a line of a bag's ledger or in the proof beside a paper.

One JSON object on one line, ending in LF: `header`, `signature` and `payload`, each the very
bytes that were signed and digested in base64; `payload` is null once it was erased. This is the
one place that writes it; verification reads it.
"""

from __future__ import annotations

import base64
import json

from evidence.ledger.entry import Entry


def carried(entry: Entry) -> bytes:
    """One entry as a line."""
    line = {
        "header": base64.b64encode(entry.header).decode(),
        "signature": base64.b64encode(entry.signature).decode(),
        "payload": None if entry.payload is None else base64.b64encode(entry.payload).decode(),
    }
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"
