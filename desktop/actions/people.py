"""The people of a workspace: who they are, one more of them, a new passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.workbench import Workbench
from evidence.keys.checking import people
from evidence.workspace import Workspace

Failed = Callable[[BaseException], bool]


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody who can open the workspace; `marks` of the keys she has signed with."""

    person: str
    name: str
    org: str
    marks: tuple[str, ...]


def read_people(workspace: Workspace) -> tuple[PersonSeen, ...]:
    """Everybody who can open it, whether they ever did or not."""
    signers = workspace.look.people()
    return tuple(
        PersonSeen(
            one.person,
            one.name,
            one.org,
            tuple(signer.mark for signer in signers if signer.person == one.person),
        )
        for one in people(workspace.folder)
    )


def add_person(
    bench: Workbench,
    owner: QObject,
    name: str,
    org: str,
    passphrase: str,
    done: Callable[[object], None],
    failed: Failed,
) -> None:
    """One more person with a passphrase of her own."""
    bench.do(owner, lambda w: w.add_person(name, org, passphrase), set(), "", done, failed)


def new_passphrase(
    bench: Workbench, owner: QObject, passphrase: str, done: Callable[[object], None]
) -> None:
    """Another passphrase for the person who is here."""
    bench.do(owner, lambda w: w.new_passphrase(w.person.person, passphrase), set(), "", done)
