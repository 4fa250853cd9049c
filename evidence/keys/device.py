"""
What this device keeps of a workspace, outside of it: who signs here, and what was last seen.

One record for each (workspace, folder) in the user's data directory. It holds each
person's signing seed (sealed under the workspace key and the person's own, in the system's
keyring or, without one, in the record) and the head of every ledger when the workspace was
last closed or something last left it, so that a copy, a restored backup or a cut ledger is
noticed. The digest over the heads also goes to the system's keyring, which tells of a record
put back. A workspace found in another folder has no record here until a person says whether
it was moved or copied.

A record nobody can read counts for nothing and is told (`damaged`): without it a cut ledger
cannot be noticed. It is set aside when the person goes on as a new signer, never deleted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import platformdirs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import Damaged, Trouble, WhichFolder
from evidence.keys import os_keyring
from evidence.sealing import (
    copy_of,
    derive,
    disk_faults,
    make_folder,
    read_twice,
    rename,
    seal,
    unseal,
    write_twice,
)
from evidence.values import canonical, new_id, parsed, plain, sha256, typed
from evidence.words import say

HOME = "LIANZHENG_HOME"
FORMAT = 1
MOST_RECORD_BYTES = 64 * 1024 * 1024

_LABEL = "device record"
_SEED_LABEL = "signing seed"
_SEED = b"lianzheng signing seed 1\0"
_HEADS = b"lianzheng last heads 1\0"
_DIGEST = "heads"
_SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Known:
    """
    Whether this device knows the workspace in this folder: the `same` folder as before; only in
    `other_folder`, `old` (where it may still be); or `unknown_here`.
    """

    state: Literal["same", "unknown_here", "other_folder"]
    old: str = ""
    still_there: bool = False


@dataclass(frozen=True, slots=True)
class LastHeads:
    """
    What was last seen here: every head as (scope, signer, seq, link), how many entries there
    were, and the digest over the heads. With `put_back` the digest is that of the keyring, and
    the rest is from an older record of this device.
    """

    digest: str
    entries: int
    heads: tuple[tuple[str, str, int, str], ...] = ()
    put_back: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was last seen, and whether the keyring took the digest of it."""

    heads: LastHeads
    in_keyring: bool


@dataclass(frozen=True, slots=True)
class _Signer:
    """A person's key: its public half, and the sealed seed unless the keyring has it."""

    public: str
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    workspace: str
    folder: str
    format: int = FORMAT
    signers: dict[str, _Signer] = field(default_factory=dict)
    last_heads: str = ""


class Device:
    """This device's record of the workspace with that id in that folder."""

    def __init__(self, workspace: str, folder: Path, workspace_key: bytes) -> None:
        self._workspace = workspace
        self._folder = os.path.normcase(os.path.realpath(folder))
        self._workspace_key = workspace_key
        self._key = derive(workspace_key, _LABEL)
        self._home = user_data() / "devices" / workspace

    def known(self) -> Known:
        """Whether this device knows the workspace, and where it last saw it."""
        folders = [record.folder for _, record in self._records()]
        if self._folder in folders:
            return Known("same")
        if not folders:
            return Known("unknown_here")
        there = [folder for folder in folders if self._is_still_at(Path(folder))]
        return Known("other_folder", (there or folders)[0], bool(there))

    def moved(self, hold: Callable[[LastHeads], bool]) -> bool:
        """
        The person says the folder was moved here: its record and its signers come along.

        Of the folders that are gone it is the one whose heads these ledgers `hold` (a deleted
        copy's they do not); False when there is none. Raises `WhichFolder` when no folder is
        gone: then it is a copy, and two folders must never sign with one key.
        """
        gone = [(path, record, self._last_of(record)) for path, record in self._records()
                if not self._is_still_at(Path(record.folder))]  # fmt: skip
        if not gone:
            raise WhichFolder(
                say("The workspace is still in its old folder, so this one is a copy."),
                say("Open this one as a copy, or remove the old folder first."),
            )
        held = [each for each in gone if each[2] is None or hold(each[2])]
        if held:
            path, record, _ = max(held, key=lambda each: each[2].entries if each[2] else -1)
            self._write(path, replace(record, folder=self._folder))
        return bool(held)

    def damaged(self) -> list[Path]:
        """The records of this workspace that nobody can read, nor their copies."""
        sound = {path for path, _ in self._records()}
        return [path for path in self._paths() if path not in sound]

    def set_aside_damaged(self) -> None:
        """Put the records nobody can read out of the way; they stay on this device."""
        for path in self.damaged():
            make_folder(self._home / _SET_ASIDE)
            for place in (path, copy_of(path)):
                with disk_faults(place):
                    if place.exists():
                        kept = f"{new_id()[:8]}-{place.name}"
                        rename(place, self._home / _SET_ASIDE / kept)

    def signs_here(self, person: str) -> bool:
        """Whether a signing key of the person is kept for this folder, whoever may open it."""
        found = self._mine()
        return found is not None and person in found[1].signers

    def signing_key(self, person: str, person_key: bytes) -> Ed25519PrivateKey | None:
        """
        The person's key on this device for this folder; None when there is none yet, or it is
        sealed under another person key than this one.
        """
        found = self._mine()
        signer = found[1].signers.get(person) if found else None
        if found is None or signer is None or not person_key:
            return None
        sealed = signer.sealed or os_keyring.kept(_name(found[1], person))
        if not sealed:
            raise Trouble(
                say("The system's keyring does not give the signing key."),
                say("Unlock the keyring, or open the workspace as a copy to get a new signer."),
            )
        key = self._opened(sealed, person, person_key)
        if key and key.public_key().public_bytes_raw().hex() != signer.public:
            raise _changed()
        return key

    def make_signing_key(self, person: str, person_key: bytes) -> Ed25519PrivateKey:
        """
        A new signing key for the person; the one before, if any, is given up.

        Without a person key (the recovery code opened) it is kept nowhere: whoever else has the
        workspace key would have it too. The one before then stays.
        """
        key = Ed25519PrivateKey.generate()
        if not person_key:
            return key
        path, record = self._mine() or self._new()
        seed = key.private_bytes_raw()
        sealed = seal(self._seed_key(person_key), seed, _SEED + person.encode()).hex()
        in_keyring = os_keyring.keep(_name(record, person), sealed)
        signer = _Signer(key.public_key().public_bytes_raw().hex(), "" if in_keyring else sealed)
        self._write(path, replace(record, signers={**record.signers, person: signer}))
        return key

    def last_heads(self) -> LastHeads | None:
        """What was last seen here, or None when nothing was kept."""
        found = self._mine()
        return self._last_of(found[1]) if found else None

    def remember(self, heads: LastHeads) -> None:
        """Keep what is seen now, durably: at close, and before anything leaves."""
        path, record = self._mine() or self._new()
        seen = _Seen(heads, os_keyring.keep(_name(record, _DIGEST), heads.digest))
        sealed = seal(self._key, canonical(plain(seen)), _HEADS)
        self._write(path, replace(record, last_heads=sealed.hex()))

    def _last_of(self, record: _Record) -> LastHeads | None:
        if not record.last_heads:
            return None
        seen = self._seen(record)
        newest = os_keyring.kept(_name(record, _DIGEST)) if seen.in_keyring else None
        if newest in (None, seen.heads.digest):
            return seen.heads
        return replace(seen.heads, digest=newest, put_back=True)

    def _seen(self, record: _Record) -> _Seen:
        try:
            sealed = bytes.fromhex(record.last_heads)
        except ValueError:
            raise _changed() from None
        return typed(_Seen, parsed(unseal(self._key, sealed, _HEADS), MOST_RECORD_BYTES))

    def _opened(self, sealed: str, person: str, person_key: bytes) -> Ed25519PrivateKey | None:
        try:
            held = bytes.fromhex(sealed)
            seed = unseal(self._seed_key(person_key), held, _SEED + person.encode())
            return Ed25519PrivateKey.from_private_bytes(seed)
        except Damaged:
            return None
        except ValueError:
            raise _changed() from None

    def _seed_key(self, person_key: bytes) -> bytes:
        return derive(self._workspace_key + person_key, _SEED_LABEL)

    def _mine(self) -> tuple[Path, _Record] | None:
        for path, record in self._records():
            if record.folder == self._folder:
                return path, record
        return None

    def _new(self) -> tuple[Path, _Record]:
        record = _Record(new_id(), self._workspace, self._folder)
        return self._home / f"{record.id}.json", record

    def _records(self) -> Iterator[tuple[Path, _Record]]:
        for path in self._paths():
            with suppress(Damaged):
                yield path, read_twice(path, self._read, MOST_RECORD_BYTES).value

    def _paths(self) -> list[Path]:
        names = {path.name.partition(".")[0] for path in self._home.glob("*.json*")}
        return [self._home / f"{name}.json" for name in sorted(names) if name]

    def _read(self, untrusted: bytes) -> _Record:
        body = parsed(untrusted, MOST_RECORD_BYTES)
        if not isinstance(body, dict) or body.pop("sha256", None) != sha256(canonical(body)):
            raise _changed()
        record = typed(_Record, body)
        if record.format != FORMAT:
            raise _changed()
        if record.last_heads:
            self._seen(record)
        return record

    def _write(self, path: Path, record: _Record) -> None:
        make_folder(path.parent)
        body = plain(record)
        write_twice(path, canonical({**body, "sha256": sha256(canonical(body))}))

    def _is_still_at(self, folder: Path) -> bool:
        with suppress(OSError):
            return self._workspace.encode() in (folder / "workspace.json").read_bytes()
        return False


def user_data() -> Path:
    """The user's data directory, or what LIANZHENG_HOME names."""
    named = os.environ.get(HOME)
    return Path(named) if named else Path(platformdirs.user_data_dir("lianzheng", appauthor=False))


def _name(record: _Record, what: str) -> str:
    """Where the keyring keeps a person's seed, or the digest of the heads."""
    return f"{record.workspace}/{record.id}/{what}"


def _changed() -> Damaged:
    return Damaged(
        say("What this device keeps of the workspace was changed."),
        say("Open the workspace as a copy to get a new signer."),
    )
