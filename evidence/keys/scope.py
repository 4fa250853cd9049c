"""
The keys of one scope (a case, the desk, the board), wrapped by the workspace key.

Each key has one purpose. The wrapped file is written twice; a flipped byte is noticed
with the workspace key (it is sealed) and without it (by a SHA-256 over the rest).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence.errors import Damaged, TooNew
from evidence.sealing import KEY_BYTES, derive, random_key, seal, unseal
from evidence.values import Json, canonical, parsed, sha256
from evidence.words import say

FORMAT = 1
MOST_FILE_BYTES = 64 * 1024

_LABEL = "scope keys"
_CONTEXT = b"lianzheng scope keys 1\0"


@dataclass(frozen=True, slots=True)
class ScopeKeys:
    """
    `originals` seals exhibits, `ledger` seals ledger files, `naming` names exhibits by digest.
    They never show in a representation, a log or an error.
    """

    scope: str
    originals: bytes = field(repr=False)
    ledger: bytes = field(repr=False)
    naming: bytes = field(repr=False)

    @classmethod
    def fresh(cls, scope: str) -> ScopeKeys:
        """Random keys for a new scope."""
        return cls(scope, random_key(), random_key(), random_key())


def wrap_scope_keys(keys: ScopeKeys, workspace_key: bytes) -> bytes:
    """The file that holds the keys of a scope."""
    inner = canonical(
        {
            "originals": keys.originals.hex(),
            "ledger": keys.ledger.hex(),
            "naming": keys.naming.hex(),
        }
    )
    wrapped = seal(derive(workspace_key, _LABEL), inner, _CONTEXT + keys.scope.encode())
    rest: dict[str, Json] = {"format": FORMAT, "scope": keys.scope, "wrapped": wrapped.hex()}
    return canonical({**rest, "sha256": sha256(canonical(rest))})


def unwrap_scope_keys(untrusted: bytes, scope: str, workspace_key: bytes) -> ScopeKeys:
    """The keys of `scope`; raises `Damaged` when the file was changed or is of another scope."""
    wrapped = check_scope_file(untrusted, scope)
    inner = parsed(
        unseal(derive(workspace_key, _LABEL), wrapped, _CONTEXT + scope.encode()), MOST_FILE_BYTES
    )
    if not isinstance(inner, dict):
        raise _changed()
    return ScopeKeys(scope, _key(inner, "originals"), _key(inner, "ledger"), _key(inner, "naming"))


def check_scope_file(untrusted: bytes, scope: str) -> bytes:
    """What is sealed in the file; raises `Damaged` unless its SHA-256 and scope are right."""
    rest = parsed(untrusted, MOST_FILE_BYTES)
    if not isinstance(rest, dict) or rest.pop("sha256", None) != sha256(canonical(rest)):
        raise _changed()
    if isinstance(rest.get("format"), int) and rest["format"] > FORMAT:
        raise TooNew(
            say("The keys of a case were written by a later version of the program."),
            say("Install the newest version."),
        )
    wrapped = rest.get("wrapped")
    if rest.get("scope") != scope or not isinstance(wrapped, str):
        raise _changed()
    return _hex(wrapped)


def _key(inner: dict[str, Json], name: str) -> bytes:
    value = inner.get(name)
    key = _hex(value) if isinstance(value, str) else b""
    if len(key) != KEY_BYTES:
        raise _changed()
    return key


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise _changed() from None


def _changed() -> Damaged:
    return Damaged(say("The keys of a case were changed."), say("Use the copy beside them."))
