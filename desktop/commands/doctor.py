"""
What `doctor` looks at: versions and their floors, keyring, fonts, disk, workers, a workspace.

Quick, and it changes nothing: it asks whether each thing is there and fits together. Whether
every byte is as it was recorded is `verify`'s question. `wrong` needs mending before work
goes on; `note` is worth knowing.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop.commands.opening import PASSPHRASE
from evidence.errors import Trouble
from evidence.index.cipher import LEAST_SQLITE
from evidence.keys.checking import check_key_files
from evidence.keys.device import user_data
from evidence.keys.os_keyring import keyring_state
from evidence.words import Phrase, say

if TYPE_CHECKING:
    from evidence.workspace import Workspace

State = Literal["ok", "note", "wrong"]

LEAST_PYTHON = (3, 11)
LEAST = {"pillow": (12, 3), "cryptography": (47,), "pi-heif": (1, 1), "reportlab": (4, 4)}
GIB = 1024**3
LITTLE_SPACE = 5 * GIB
TOO_LITTLE_SPACE = GIB // 4


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at; `name` is for programs and the same in every language."""

    name: str
    state: State
    text: Phrase


def look_at(workspace: Path | None = None, person: str = "") -> list[Row]:
    """Look at this computer and, when one is named, at a workspace, as `person` opens it."""
    rows = [
        _floor("python", platform.python_version(), LEAST_PYTHON),
        _sqlite(),
        *(_package(name, least) for name, least in LEAST.items()),
        _keyring(),
        _user_data(),
        _fonts(),
        *_workers(),
        _disk(workspace or user_data()),
    ]
    if workspace is not None:
        rows += _workspace(workspace, person)
    return rows


def _floor(name: str, found: str, least: tuple[int, ...]) -> Row:
    numbers = tuple(int(n) for n in re.findall(r"\d+", found)[: len(least)])
    floor = ".".join(map(str, least))
    if numbers < least:
        return Row(name, "wrong", say("{version}; {least} is needed", version=found, least=floor))
    return Row(name, "ok", say("{version}", version=found))


def _package(name: str, least: tuple[int, ...]) -> Row:
    try:
        return _floor(name, version(name), least)
    except PackageNotFoundError:
        return Row(name, "wrong", say("not installed"))


def _sqlite() -> Row:
    from sqlcipher3 import dbapi2

    return _floor("sqlite", dbapi2.sqlite_version, LEAST_SQLITE)


def _keyring() -> Row:
    state = keyring_state()
    text = say("{backend}: {why}", backend=state.backend, why=state.why)
    return Row("keyring", "ok" if state.usable else "note", text)


def _user_data() -> Row:
    folder = user_data()
    there = next(p for p in (folder, *folder.parents) if p.exists())
    if not os.access(there, os.W_OK):
        return Row("user-data", "wrong", say("{folder} cannot be written.", folder=str(folder)))
    if os.name == "posix" and folder.exists() and folder.stat().st_mode & 0o077:
        return Row("user-data", "note", say("Others can read {folder}.", folder=str(folder)))
    return Row("user-data", "ok", say("{folder}", folder=str(folder)))


def _fonts() -> Row:
    from evidence.papers.pages.fonts import Foundry

    try:
        names = Foundry().names()
    except Trouble as e:
        return Row("fonts", "wrong", e.what)
    return Row("fonts", "ok", say("{names}", names=", ".join(names)))


def _workers() -> Iterator[Row]:
    from evidence.reading.host import Readers
    from evidence.reading.limits import HELD

    with Readers(workers=1) as readers:
        held = readers.held
    if not held:
        yield Row("workers", "wrong", say("The program that reads files does not start."))
        return
    text = say("{held} of {all} limits hold", held=len(held), all=len(HELD))
    yield Row("workers", "ok" if len(held) == len(HELD) else "note", text)
    for name, sentence in HELD.items():
        if name not in held:
            yield Row(
                f"workers-{name}",
                "note",
                say("not on this system: {limit}", limit=Phrase(sentence)),
            )


def _disk(folder: Path) -> Row:
    there = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.exists())
    free = shutil.disk_usage(there).free
    state: State = "ok" if free >= LITTLE_SPACE else "note" if free >= TOO_LITTLE_SPACE else "wrong"
    return Row("disk", state, say("{free} GiB free", free=f"{free / GIB:.1f}"))


def _workspace(folder: Path, person: str) -> Iterator[Row]:
    from evidence.workspace import Workspace

    faults = check_key_files(folder)
    for fault in faults:
        text = say("{where}: {what}", where=fault.where, what=fault.what)
        yield Row("key-files", "wrong", text)
    if not faults:
        yield Row("key-files", "ok", say("every key file and its copy is whole"))
    secret = os.environ.get(PASSPHRASE)
    if secret is None:
        yield Row(
            "workspace", "note",
            say("Set {variable} to look inside the workspace too.", variable=PASSPHRASE),
        )  # fmt: skip
        return
    try:
        with Workspace.open(folder, secret, person=person, read_only=True) as workspace:
            yield from _inside(workspace)
    except Trouble as e:
        yield Row("workspace", "wrong", e.what)


def _inside(workspace: Workspace) -> Iterator[Row]:
    for notice in workspace.notices:
        yield Row("workspace", "note", notice)
    counts = workspace.look.counts()
    yield Row(
        "workspace", "ok",
        say("{cases} cases, {exhibits} exhibits, {entries} entries", cases=counts.cases,
            exhibits=counts.exhibits, entries=counts.entries),
    )  # fmt: skip
    for case in workspace.look.cases():
        yield from _originals(workspace, case.case, case.number)
    yield Row("workspace", "note", say("Every byte is checked by `lianzheng verify`."))


def _originals(workspace: Workspace, case: str, number: str) -> Iterator[Row]:
    """Whether the originals of a case and its entries name each other."""
    vault = workspace.vault(case)
    lie, entered = set(vault.names()), {e.exhibit for e in workspace.look.exhibits(case)}
    found: tuple[tuple[State, int, Phrase], ...] = (
        ("wrong", len(entered - lie), say("originals are missing")),
        (
            "note",
            len(lie - entered),
            say("originals have no entry (from a crash): take them in again"),
        ),
        ("note", len(vault.leftovers()), say("unfinished files were left by a crash")),
        ("note", len(vault.strangers()), say("files do not belong to the workspace")),
    )
    for state, count, what in found:
        if count:
            text = say("{number}: {count} {what}", number=number, count=count, what=what)
            yield Row("originals", state, text)
