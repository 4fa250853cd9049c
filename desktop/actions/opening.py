"""Opening, making and restoring a workspace: what a person can do in front of one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.doorway import Doorway
from desktop.workbench import Workbench
from evidence.backup import restore
from evidence.description import described
from evidence.errors import Trouble, WrongSecret
from evidence.keys import os_keyring
from evidence.keys.checking import people
from evidence.keys.passphrase import KeyFile
from evidence.people import As
from evidence.progress import Progress
from evidence.words import Phrase, say
from evidence.workspace import Workspace

Failed = Callable[[BaseException], bool]


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """A workspace from outside: who uses it, and whether this device can remember passphrases."""

    folder: Path
    workspace: str
    people: tuple[KeyFile, ...]


@dataclass(frozen=True, slots=True)
class Remembering:
    """Whether the system has a keyring we use, and the people whose passphrases are in it."""

    usable: bool
    remembered: frozenset[str]


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """How a person opens a workspace; an empty secret: the one remembered on this device."""

    folder: Path
    secret: str = ""
    person: str = ""
    read_only: bool = False
    remember: bool = False
    as_: As | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NewWorkspace:
    """A workspace to be made, with its first person."""

    folder: Path
    name: str
    org: str
    passphrase: str


def look_at_folder(
    door: Doorway, owner: QObject, folder: Path, done: Callable[[FolderSeen], None], failed: Failed
) -> None:
    """Who uses the workspace in a folder; nothing is opened."""
    door.background.run(owner, lambda _: _seen(folder), done=done, failed=failed)


def look_at_keyring(
    door: Doorway, owner: QObject, seen: FolderSeen, done: Callable[[Remembering], None]
) -> None:
    """What this device remembers of a workspace; a keyring may take its time."""
    door.background.run(owner, lambda _: _remembering(seen), done=done, lane="beside")


def open_workspace(door: Doorway, key: Key, failed: Failed) -> None:
    """Open it; `door.opened` tells. What cannot be remembered is told as a notice."""
    door.background.run(
        door, lambda _: _opened(key), done=door.opened.emit, failed=failed, lane="record"
    )


def create_workspace(
    door: Doorway, new: NewWorkspace, done: Callable[[Workspace, str], None], failed: Failed
) -> None:
    """Make it; `done` gets the open workspace and its recovery code, told this once."""

    def make(_: Progress) -> tuple[Workspace, str]:
        return Workspace.create(new.folder, name=new.name, org=new.org, passphrase=new.passphrase)

    door.background.run(door, make, done=lambda made: done(*made), failed=failed, lane="record")


def restore_backup(
    door: Doorway,
    owner: QObject,
    backup: Path,
    folder: Path,
    done: Callable[[Path], None],
    stepped: Callable[[int, int, str], None],
    failed: Failed,
) -> Progress:
    """Make a workspace from a backup, in a new or empty folder."""
    return door.background.run(
        owner,
        lambda progress: restore(backup, folder, progress),
        done=done,
        stepped=stepped,
        failed=failed,
        lane="beside",
    )


def dismiss(bench: Workbench, notice: Phrase) -> None:
    """A notice of the opening was read."""
    workspace = bench.workspace
    workspace.notices = tuple(each for each in workspace.notices if each != notice)


def forget_passphrase(bench: Workbench, owner: QObject, done: Callable[[None], None]) -> None:
    """This device forgets the passphrase of the person who is here."""
    name = _name(bench.workspace.workspace_id, bench.workspace.person.person)
    bench.background.run(owner, lambda _: os_keyring.forget(name), done=done, lane="beside")


def _seen(folder: Path) -> FolderSeen:
    return FolderSeen(folder, described(folder), tuple(people(folder)))


def _remembering(seen: FolderSeen) -> Remembering:
    if not os_keyring.keyring_state().usable:
        return Remembering(False, frozenset())
    return Remembering(
        True,
        frozenset(
            one.person for one in seen.people if os_keyring.kept(_name(seen.workspace, one.person))
        ),
    )


def _opened(key: Key) -> Workspace:
    workspace_id = described(key.folder)
    if not key.secret:
        key = replace(key, secret=_kept(workspace_id, key))
    try:
        workspace = Workspace.open(
            key.folder, key.secret, person=key.person, as_=key.as_, read_only=key.read_only
        )
    except WrongSecret:
        with suppress(Trouble):
            os_keyring.forget(_name(workspace_id, _person(key)))
        raise
    if key.remember:
        name = _name(workspace_id, workspace.person.person)
        if not os_keyring.keep(name, key.secret):
            workspace.notices += (say("This device's keyring did not keep the passphrase."),)
    return workspace


def _kept(workspace_id: str, key: Key) -> str:
    kept = os_keyring.kept(_name(workspace_id, _person(key)))
    if not kept:
        raise WrongSecret(say("This device does not remember the passphrase."),
                          say("Type it."))  # fmt: skip
    return kept


def _person(key: Key) -> str:
    known = people(key.folder)
    return key.person or (known[0].person if len(known) == 1 else "")


def _name(workspace_id: str, person: str) -> str:
    return f"passphrase {workspace_id} {person}"
