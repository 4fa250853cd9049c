"""
A person's key file: the workspace key and the person's own, wrapped by what the person knows.

The secret (a passphrase, or the recovery code) is stretched with Argon2id, whose cost is
written in the file, and opens the workspace key, which all people share, and the person key,
which nobody else has (the file of the recovery code holds none): what signs for a person on
a device is sealed under both. The file says in the clear whose it is,
so that the unlock screen can list people. Every flipped byte is noticed: without the
secret by a SHA-256 over the rest, with it by a MAC under the workspace key, which also
notices a file somebody wrote anew. README.md beside this file describes the form.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from evidence.errors import Damaged, TooNew, Trouble, WrongSecret
from evidence.sealing import KEY_BYTES, derive, seal, unseal
from evidence.values import Json, canonical, parsed, sha256, typed
from evidence.words import say

FORMAT = 1
MOST_SECRET_BYTES = 1024
MOST_FILE_BYTES = 64 * 1024
MOST_MEMORY_KIB = 4 * 1024 * 1024
MOST_PASSES = 64
MOST_LANES = 64
SALT_BYTES = 16

_WRAP = b"lianzheng key file 1"
_MAC = "key file mac"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a secret costs: Argon2id's memory in KiB, passes and lanes."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4

    @classmethod
    def least(cls) -> Cost:
        """The least there is; for tests only."""
        return cls(memory_kib=8, passes=1, lanes=1)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says in the clear."""

    person: str
    name: str
    org: str
    cost: Cost


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What a key file holds: the `workspace` key, and the `person` key (b"" in the recovery's)."""

    workspace: bytes
    person: bytes = b""


@dataclass(frozen=True, slots=True)
class _Stretching:
    memory_kib: int
    passes: int
    lanes: int
    salt: str


@dataclass(frozen=True, slots=True)
class _Stored:
    format: int
    person: str
    name: str
    org: str
    argon2id: _Stretching
    wrapped: str
    mac: str
    sha256: str


def make_key_file(
    workspace_key: bytes,
    secret: str,
    *,
    person: str,
    name: str,
    org: str,
    cost: Cost | None = None,
    person_key: bytes = b"",
) -> bytes:
    """A new key file; raises `Trouble` when the secret is empty or too long."""
    cost = cost or Cost()
    salt = secrets.token_bytes(SALT_BYTES)
    wrapped = seal(_stretched(_typed_in(secret), salt, cost), workspace_key + person_key, _WRAP)
    rest: dict[str, Json] = {
        "format": FORMAT,
        "person": person,
        "name": name,
        "org": org,
        "argon2id": {
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": salt.hex(),
        },
        "wrapped": wrapped.hex(),
    }
    rest["mac"] = _mac(workspace_key, rest)
    return canonical({**rest, "sha256": sha256(canonical(rest))})


def read_key_file(untrusted: bytes) -> KeyFile:
    """What the file says in the clear; raises `Damaged` unless its SHA-256 is right."""
    stored, _ = _read(untrusted)
    return KeyFile(stored.person, stored.name, stored.org, _cost(stored))


def open_key_file(untrusted: bytes, secret: str) -> Keys:
    """The keys in the file; raises `WrongSecret`, or `Damaged` when the file was changed."""
    stored, rest = _read(untrusted)
    salt, wrapped = _from_hex(stored.argon2id.salt), _from_hex(stored.wrapped)
    if len(salt) != SALT_BYTES:
        raise _changed()
    wrapping = _stretched(_typed_in(secret), salt, _cost(stored))
    try:
        held = unseal(wrapping, wrapped, _WRAP)
    except Damaged:
        raise WrongSecret(
            say("The passphrase does not open this workspace."),
            say("Type it again; the recovery code can be typed in place of the passphrase."),
        ) from None
    keys = Keys(held[:KEY_BYTES], held[KEY_BYTES:])
    _check_mac(stored, rest, keys.workspace)
    if len(keys.person) not in (0, KEY_BYTES):
        raise _changed()
    return keys


def check_key_file(untrusted: bytes, workspace_key: bytes) -> None:
    """Raise `Damaged` unless the file was written by one who had the workspace key."""
    _check_mac(*_read(untrusted), workspace_key)


def _read(untrusted: bytes) -> tuple[_Stored, dict[str, Json]]:
    rest = parsed(untrusted, MOST_FILE_BYTES)
    if not isinstance(rest, dict):
        raise _changed()
    digest = rest.pop("sha256", None)
    if digest != sha256(canonical(rest)):
        raise _changed()
    if isinstance(rest.get("format"), int) and rest["format"] > FORMAT:
        raise TooNew(
            say("The key file was written by a later version of the program."),
            say("Install the newest version."),
        )
    return typed(_Stored, {**rest, "sha256": digest}), rest


def _check_mac(stored: _Stored, rest: dict[str, Json], workspace_key: bytes) -> None:
    without = {name: value for name, value in rest.items() if name != "mac"}
    if len(workspace_key) != KEY_BYTES or not hmac.compare_digest(
        _mac(workspace_key, without), stored.mac
    ):
        raise _changed()


def _mac(workspace_key: bytes, rest: dict[str, Json]) -> str:
    return hmac.new(derive(workspace_key, _MAC), canonical(rest), hashlib.sha256).hexdigest()


def _cost(stored: _Stored) -> Cost:
    s = stored.argon2id
    lanes_fit = 1 <= s.lanes <= MOST_LANES and 8 * s.lanes <= s.memory_kib <= MOST_MEMORY_KIB
    if not lanes_fit or not 1 <= s.passes <= MOST_PASSES:
        raise _changed()
    return Cost(s.memory_kib, s.passes, s.lanes)


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)  # fmt: skip


def _typed_in(secret: str) -> bytes:
    """One form for what was typed, whatever the keyboard: NFKC, UTF-8."""
    try:
        typed_in = unicodedata.normalize("NFKC", secret).encode()
    except UnicodeEncodeError:
        raise Trouble(say("The passphrase holds something that is not text.")) from None
    if not 1 <= len(typed_in) <= MOST_SECRET_BYTES:
        raise Trouble(
            say("A passphrase has between 1 and {most} bytes.", most=MOST_SECRET_BYTES),
            say("Choose another passphrase."),
        )
    return typed_in


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise _changed() from None


def _changed() -> Damaged:
    return Damaged(
        say("A key file was changed."), say("Its copy beside it, or the recovery code, may open.")
    )
