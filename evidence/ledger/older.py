"""
Facts of older entries, brought up to date as they are read; nothing on the disk is rewritten.

`STEPS[n]` turns the facts of format n into those of format n + 1. Format 1 is the first
and, at present, the only one, so the chain is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.ledger.entry import FORMAT, Header, Payload
from evidence.ledger.kinds import KINDS, Facts
from evidence.values import typed

Step = Callable[[str, dict[str, Any]], dict[str, Any]]
STEPS: dict[int, Step] = {}


def facts_of(header: Header, payload: Payload) -> Facts | None:
    """
    The facts of an entry in today's form; None for a kind this version does not know.

    Raises `Damaged` when the facts are not those of their kind.
    """
    kind = KINDS.get(header.kind)
    if kind is None:
        return None
    facts = payload.facts
    for form in range(header.format, FORMAT):
        facts = STEPS[form](header.kind, facts)
    return typed(kind, facts)
