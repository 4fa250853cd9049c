"""Entries as they travel, in a bag's ledger lines and in a paper's proof: base64 in JSON."""

from __future__ import annotations

import base64
import json
from typing import Any

from evidence.errors import Damaged
from evidence.ledger.entry import Entry
from evidence.words import say

MEMBERS = {"header", "signature", "payload"}


def carried_entry(untrusted: bytes) -> Entry:
    """The entry in one JSON object; raises `Damaged`. Nothing of it is checked yet."""
    fields = json_of(untrusted)
    if not isinstance(fields, dict) or fields.keys() != MEMBERS:
        raise _not_ours()
    payload = fields["payload"]
    return Entry(
        _bytes(fields["header"]),
        _bytes(fields["signature"]),
        None if payload is None else _bytes(payload),
    )


def json_of(untrusted: bytes) -> Any:
    """JSON of a bag, read strictly: UTF-8, no member twice, no NaN; raises `Damaged`."""
    try:
        return json.loads(untrusted.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no)
    except (ValueError, RecursionError) as e:
        raise Damaged(say("A file of the bag cannot be read.")) from e


def _bytes(text: object) -> bytes:
    try:
        data = base64.b64decode(text if isinstance(text, str) else "", validate=True)
    except ValueError as e:
        raise _not_ours() from e
    if base64.b64encode(data).decode() != text:
        raise _not_ours()
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member twice")
    return dict(pairs)


def _no(constant: str) -> None:
    raise ValueError(constant)


def _not_ours() -> Damaged:
    return Damaged(say("An entry that travels is not in the form we write."))
