"""
workspace.json: what makes a folder a workspace. Plain, and without any secret; its own
SHA-256 over the rest tells of every flipped byte (the id is held against the sealed heads).

It is written last when a workspace is made: a folder without it is none, and what an
unfinished making left is cleared away by the next.
"""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evidence.errors import Damaged, NotFound, TooNew, Trouble
from evidence.sealing import disk_faults, read_whole, write_durably
from evidence.values import Json, canonical, now, parsed, sha256
from evidence.words import say

FORMAT = 1
DESCRIPTION = "workspace.json"
MOST_BYTES = 64 * 1024

_UNFINISHED = {"people", "scopes", "heads"}


def describe(folder: Path, workspace: str) -> None:
    """Make the folder the workspace with that id."""
    body: dict[str, Json] = {
        "format": FORMAT, "workspace": workspace, "made_at": now(), "program": _program(),
    }  # fmt: skip
    body["sha256"] = _sum(body)
    write_durably(folder / DESCRIPTION, canonical(body))


def described(folder: Path) -> str:
    """
    The id of the workspace in `folder`; raises `NotFound`, `TooNew`, or `Damaged` when it cannot
    be told. Whether the rest is as it was written is for `check_described`.
    """
    body = _read(folder)
    form, workspace_id = body.get("format"), body.get("workspace")
    as_written = body.get("sha256") == _sum(body)
    if as_written and isinstance(form, int) and form > FORMAT:
        raise TooNew(
            say("This workspace was written by a later version of the program."),
            say("Install the newest version; nothing was opened."),
        )
    if not isinstance(workspace_id, str):
        raise Damaged(say("{name} is not in the form we write.", name=DESCRIPTION))
    return workspace_id


def check_described(folder: Path) -> None:
    """Raise `Damaged` unless workspace.json is as it was written."""
    body = _read(folder)
    if body.get("sha256") != _sum(body):
        raise Damaged(say("{name} was changed.", name=DESCRIPTION))


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


def _read(folder: Path) -> dict[str, Json]:
    path = folder / DESCRIPTION
    with disk_faults(path):
        is_there = path.is_file()
    if not is_there:
        raise NotFound(
            say("There is no workspace in {folder}.", folder=str(folder)),
            say("Check the path, or make one with `lianzheng init`."),
        )
    body = parsed(read_whole(path, MOST_BYTES))
    if not isinstance(body, dict):
        raise Damaged(say("{name} is not in the form we write.", name=DESCRIPTION))
    return body


def _sum(body: dict[str, Json]) -> str:
    return sha256(canonical({name: body[name] for name in body if name != "sha256"}))


def _program() -> str:
    try:
        return f"lianzheng {version('lianzheng')}"
    except PackageNotFoundError:
        return "lianzheng"
