"""
workspace.json: what makes a folder a workspace. Plain, and without any secret.

It is written last when a workspace is made: a folder without it is none, and what an
unfinished making left is cleared away by the next.
"""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evidence.errors import Damaged, NotFound, TooNew, Trouble
from evidence.sealing import disk_faults, read_whole, write_durably
from evidence.values import canonical, now, parsed
from evidence.words import say

FORMAT = 1
DESCRIPTION = "workspace.json"
MOST_BYTES = 64 * 1024

_UNFINISHED = {"people", "scopes", "heads"}


def describe(folder: Path, workspace: str) -> None:
    """Make the folder the workspace with that id."""
    body = {"format": FORMAT, "workspace": workspace, "made_at": now(), "program": _program()}
    write_durably(folder / DESCRIPTION, canonical(body))


def described(folder: Path) -> str:
    """The id of the workspace in `folder`; raises `NotFound`, `TooNew`, `Damaged`."""
    path = folder / DESCRIPTION
    with disk_faults(path):
        is_there = path.is_file()
    if not is_there:
        raise NotFound(
            say("There is no workspace in {folder}.", folder=str(folder)),
            say("Check the path, or make one with `lianzheng init`."),
        )
    body: Any = parsed(read_whole(path, MOST_BYTES))
    form = body.get("format") if isinstance(body, dict) else None
    if isinstance(form, int) and form > FORMAT:
        raise TooNew(
            say("This workspace was written by a later version of the program."),
            say("Install the newest version; nothing was opened."),
        )
    workspace_id = body.get("workspace") if form == FORMAT else None
    if not isinstance(workspace_id, str):
        raise Damaged(say("{name} is not in the form we write.", name=DESCRIPTION))
    return workspace_id


def check_free(folder: Path) -> None:
    """Raise unless the folder is absent or empty; what an unfinished `create` left is cleared."""
    with disk_faults(folder):
        if not folder.exists():
            return
        names = {path.name for path in folder.iterdir()} if folder.is_dir() else {""}
        if names and names <= _UNFINISHED and not any(folder.glob("scopes/*/ledger")):
            for name in _UNFINISHED - {"heads"}:
                shutil.rmtree(folder / name, ignore_errors=True)
            return
    if names:
        raise Trouble(
            say("{folder} is not empty.", folder=str(folder)),
            say("Choose a new or an empty folder for the workspace."),
        )


def _program() -> str:
    try:
        return f"lianzheng {version('lianzheng')}"
    except PackageNotFoundError:
        return "lianzheng"
