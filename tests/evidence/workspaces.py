"""Workspaces to test with, cheap to unlock; and facts to record in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence.facts import Session
from evidence.index.tables import dump
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitExamined, ExhibitTakenIn, SeenAt
from evidence.observation import Observation
from evidence.values import sha256
from evidence.workspace import Workspace

PASSPHRASE = "correct horse"


def created(folder: Path) -> tuple[Workspace, str]:
    """A new workspace of 王芳, open, and its recovery code."""
    return Workspace.create(
        folder, name="王芳", org="安诚公估", passphrase=PASSPHRASE, cost=Cost.least()
    )


def reopened(folder: Path, **how: Any) -> Workspace:
    """The workspace opened again by the same person."""
    return Workspace.open(folder, PASSPHRASE, **how)


def tables(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the index."""
    return dump(workspace._index.writer)


def abandoned(workspace: Workspace) -> None:
    """As after kill -9: nothing is closed or remembered; only the system's lock goes."""
    workspace._closing.pop_all()._exit_callbacks[0][1](None, None, None)


def taken(
    name: str = "IMG_1.jpg", number: str = "", data: bytes = b"", **more: Any
) -> ExhibitTakenIn:
    """An exhibit taken in; the same bytes (by default: the name's) are the same exhibit."""
    digest = sha256(data or name.encode())
    fixed: dict[str, Any] = {
        "exhibit": digest[:32], "number": number, "session": "5e" * 16, "sha256": digest,
        "size": 4_000_000, "media_type": "image/jpeg",
        "seen": SeenAt(name=name, name_bytes="", path=f"DCIM/{name}"),
    }  # fmt: skip
    return ExhibitTakenIn(**(fixed | more))


def examined(
    exhibit: str, *checks: str, version: int = 1, context: str = "", **facts: Any
) -> ExhibitExamined:
    """An examination with one consistent observation a check, and what was read."""
    seen = tuple(
        Observation(check=c, version=version, result="consistent", strength="fact", what=c)
        for c in checks
    )
    contexts = {c: context for c in checks} if context else {}
    return ExhibitExamined(exhibit=exhibit, observations=seen, context=contexts, facts=facts)


def session(name: str, **more: Any) -> Session:
    """A session with that id."""
    return Session(id=name * 16, began="2026-03-01T02:00:00.000Z", **more)
