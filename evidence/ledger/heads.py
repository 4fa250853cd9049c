"""
Where each ledger stood when we last wrote it: what makes a cut tail visible.

A chain cannot see that its own end is missing. So after every append the heads of all
ledgers are written, sealed, to one small file; one digest over them goes to the device
record when a workspace is closed. The file is replaced atomically, never edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import Damaged, TooNew, Unreadable
from evidence.sealing import derive, seal, unseal, write_durably
from evidence.values import canonical, parsed, plain, sha256, typed
from evidence.words import say

FORMAT = 1
CONTEXT = b"lianzheng/heads/1"
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """
    The last entry of a ledger: its number and link, the first byte of its record in the
    file (`start`), and the size of the file with it (`size`).
    """

    scope: str
    signer: str
    seq: int
    link: str
    size: int
    start: int


@dataclass(frozen=True, slots=True)
class HeadsFile:
    """What the heads file holds: the heads, and the id of the workspace they are of."""

    workspace: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    format: int
    workspace: str = ""
    heads: tuple[Head, ...]


def heads_key(workspace_key: bytes) -> bytes:
    """The key of the heads file of a workspace."""
    return derive(workspace_key, "heads")


def read_heads(path: Path, key: bytes) -> tuple[Head, ...]:
    """The heads as last written; empty when there is no file yet. Raises `Damaged`, `TooNew`."""
    return read_heads_file(path, key).heads


def read_heads_file(path: Path, key: bytes) -> HeadsFile:
    """As `read_heads`, with the workspace: workspace.json lies in the clear, and this is sealed."""
    try:
        with path.open("rb") as file:
            untrusted = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return HeadsFile("", ())
    except OSError as e:
        raise Unreadable(say("The heads file cannot be read.")) from e
    if len(untrusted) > MOST_BYTES:
        raise Damaged(say("The heads file is larger than any we write."))
    stored = typed(_Stored, parsed(unseal(key, untrusted, CONTEXT)))
    if stored.format > FORMAT:
        raise TooNew(say("The heads file was written by a later version of the program."))
    return HeadsFile(stored.workspace, stored.heads)


def write_heads(path: Path, key: bytes, heads: Iterable[Head], workspace: str = "") -> None:
    """Replace the heads file; it is on the disk when this returns. Raises `NoSpace`."""
    stored = _Stored(format=FORMAT, workspace=workspace, heads=_sorted(heads))
    write_durably(path, seal(key, canonical(plain(stored)), CONTEXT))


def digest_of_heads(heads: Iterable[Head]) -> str:
    """One digest over all heads: SHA-256 of the canonical list of [scope, signer, seq, link]."""
    return sha256(canonical([[h.scope, h.signer, h.seq, h.link] for h in _sorted(heads)]))


def _sorted(heads: Iterable[Head]) -> tuple[Head, ...]:
    return tuple(sorted(heads, key=lambda h: (h.scope, h.signer)))
