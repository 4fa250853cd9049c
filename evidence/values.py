"""
The plain values everything is made of: canonical JSON, digests, ids, instants.

JSON of ours is RFC 8785 with integers only; it is written once and compared as
bytes. Reading refuses what stock readers let through: a name twice, a float,
NaN, a lone surrogate, deep nesting, a number beyond 2^53.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import rfc8785

from evidence.errors import Damaged
from evidence.words import say

T = TypeVar("T")
Json = None | bool | int | str | list[Any] | dict[str, Any]

MOST_JSON_BYTES = 16 * 1024 * 1024
DEEPEST_JSON = 32
LARGEST_INTEGER = 2**53 - 1


def canonical(value: Json) -> bytes:
    """The one way we write `value` (RFC 8785); raises `ValueError` for a float or a bad string."""
    try:
        if _check_plain(value, 0):
            return json.dumps(
                value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
            ).encode()
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as e:
        raise ValueError("not a value we write") from e


def parsed(untrusted_bytes: bytes, most: int = MOST_JSON_BYTES) -> Json:
    """Read JSON that must be in canonical form; raises `Damaged` when it is not."""
    if len(untrusted_bytes) > most:
        raise Damaged(say("A record is larger than any we write."))
    try:
        value: Json = json.loads(untrusted_bytes)
        if canonical(value) == untrusted_bytes:
            return value
    except (ValueError, RecursionError, TypeError) as e:
        raise Damaged(say("A record cannot be read.")) from e
    raise Damaged(say("A record is not in the form we write."))


def sha256(data: bytes | memoryview) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def new_id() -> str:
    """128 random bits as 32 hex digits: names a case, a session, a person; says nothing of it."""
    return secrets.token_hex(16)


def now() -> str:
    """This machine's clock, UTC, RFC 3339 to the millisecond: a claim, never used for order."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check_plain(value: object, depth: int) -> bool:
    """
    Raise `ValueError` for what we do not write. True: every name is ASCII, so that the standard
    library sorts them as RFC 8785 does, by UTF-16, and writes the same bytes many times faster.
    """
    if depth > DEEPEST_JSON:
        raise ValueError("nested too deeply")
    if isinstance(value, str) or value is None:
        return True
    if isinstance(value, dict):
        simple = True
        for name, inner in value.items():
            if not isinstance(name, str):
                raise ValueError("a name that is not text")
            simple &= _check_plain(inner, depth + 1) and name.isascii()
        return simple
    if isinstance(value, list | tuple):
        return all([_check_plain(inner, depth + 1) for inner in value])
    if not isinstance(value, int):
        raise ValueError("neither text, integer, truth value nor null")
    if abs(value) > LARGEST_INTEGER:
        raise ValueError("an integer beyond 2^53")
    return True


def plain(value: object) -> Any:
    """A frozen dataclass (and what it holds) as plain JSON values."""
    return msgspec.to_builtins(value)


def typed(kind: type[T], untrusted_value: Json) -> T:
    """
    Plain JSON as `kind`; unknown members are passed over: an older program reads a newer one.

    Raises `Damaged` when a member is missing or of another type.
    """
    try:
        return msgspec.convert(untrusted_value, kind, strict=True)
    except (msgspec.ValidationError, ValueError, TypeError) as e:
        raise Damaged(say("A record lacks something or holds something of another kind.")) from e
