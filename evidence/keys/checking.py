"""
The key files of a workspace, all of them: opened with a secret, and checked.

Every key file lies there twice. A damaged or missing copy is told and the other used;
verification tells of every flipped byte in either, also without any secret.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evidence.errors import Damaged, Trouble, WrongSecret
from evidence.keys.passphrase import (
    MOST_FILE_BYTES,
    KeyFile,
    check_key_file,
    open_key_file,
    read_key_file,
)
from evidence.keys.recovery import looks_like_recovery_code, read_recovery_code
from evidence.keys.scope import check_scope_file, unwrap_scope_keys
from evidence.sealing import copy_of, read_twice, read_whole
from evidence.words import Phrase, say

PEOPLE = "people"
SCOPES = "scopes"
KEY = ".key"
RECOVERY = f"recovery{KEY}"
SCOPE_KEYS = "keys"


@dataclass(frozen=True, slots=True)
class KeyFault:
    """What is wrong with a key file; `where` is its path within the workspace."""

    where: str
    what: Phrase


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """
    The workspace key, whose secret opened it ("" for the recovery code), that person's own key
    (b"" for the recovery code), and complaints.
    """

    key: bytes
    person: str
    person_key: bytes
    complaints: tuple[Phrase, ...]


def people(workspace: Path) -> list[KeyFile]:
    """Who can open the workspace, as their key files say in the clear; for the unlock screen."""
    return [file for _, file in _people(workspace)]


def unlock(workspace: Path, secret: str, person: str = "") -> Unlocked:
    """
    Open the workspace key with somebody's passphrase, or with the recovery code.

    `person` (id or name) says whose passphrase it is; without, everybody's is tried. Raises
    `WrongSecret`, or `Damaged` when there is no intact key file.
    """
    troubles: list[Trouble] = []
    for path, whose in _candidates(workspace, secret, person):
        try:
            typed = secret if whose else read_recovery_code(secret)
            read = read_twice(path, partial(open_key_file, secret=typed), MOST_FILE_BYTES)
            return Unlocked(read.value.workspace, whose, read.value.person, read.complaints)
        except (WrongSecret, Damaged) as e:
            troubles.append(e)
    if troubles:
        raise troubles[0]
    raise Damaged(
        say("No key file of this workspace is intact."),
        say("Use the recovery code, or restore a backup."),
    )


def _candidates(workspace: Path, secret: str, person: str) -> list[tuple[Path, str]]:
    """The key files the secret may open, and whose they are; first that of the recovery code."""
    found = _people(workspace)
    chosen = [(path, file.person) for path, file in found if person in ("", file.person, file.name)]
    if looks_like_recovery_code(secret):
        chosen.insert(0, (workspace / PEOPLE / RECOVERY, ""))
    if person and not chosen:
        raise WrongSecret(say("Nobody called {person} uses this workspace.", person=person))
    return chosen


def check_key_files(
    workspace: Path, workspace_key: bytes | None = None, enrolled: Collection[str] = ()
) -> list[KeyFault]:
    """
    Everything wrong with any key file or copy; with the key, also what was written anew; with
    the ids of the people `enrolled` in the ledgers, also a file that is gone with its copy.
    """

    def person(untrusted: bytes) -> None:
        read_key_file(untrusted)
        if workspace_key is not None:
            check_key_file(untrusted, workspace_key)

    def scope_of(folder: Path) -> Callable[[bytes], object]:
        def scope(untrusted: bytes) -> object:
            if workspace_key is None:
                return check_scope_file(untrusted, folder.name)
            return unwrap_scope_keys(untrusted, folder.name, workspace_key)

        return scope

    gone = {workspace / PEOPLE / f"{person}{KEY}" for person in enrolled} - _key_files(workspace)
    faults = [
        KeyFault(path.relative_to(workspace).as_posix(), say("{name} is missing.", name=path.name))
        for path in sorted(gone)
    ]
    for path in sorted({workspace / PEOPLE / RECOVERY, *_key_files(workspace)}):
        faults += _faults(workspace, path, person)
    for folder in sorted(p for p in (workspace / SCOPES).glob("*") if p.is_dir()):
        faults += _faults(workspace, folder / SCOPE_KEYS, scope_of(folder))
    return faults


def _faults(workspace: Path, path: Path, check: Callable[[bytes], object]) -> Iterator[KeyFault]:
    """Of a file and its copy: each one's own fault, and when they differ though both are sound."""
    found: set[bytes] = set()
    for place in (path, copy_of(path)):
        try:
            data = read_whole(place, MOST_FILE_BYTES)
            check(data)
            found.add(data)
        except Trouble as e:
            yield KeyFault(place.relative_to(workspace).as_posix(), e.what)
    if len(found) > 1:
        yield KeyFault(
            path.relative_to(workspace).as_posix(),
            say("{name} and its copy differ.", name=path.name),
        )


def _key_files(workspace: Path) -> set[Path]:
    """Every person's key file, also one of which only the copy is left."""
    folder = workspace / PEOPLE
    copies = {path.with_name(path.stem) for path in folder.glob(f"*{copy_of(Path(KEY)).name}")}
    return {path for path in {*folder.glob(f"*{KEY}"), *copies} if not path.name.startswith(".")}


def _people(workspace: Path) -> list[tuple[Path, KeyFile]]:
    found = []
    for path in sorted(_key_files(workspace) - {workspace / PEOPLE / RECOVERY}):
        with suppress(Damaged):
            found.append((path, read_twice(path, read_key_file, MOST_FILE_BYTES).value))
    return found
