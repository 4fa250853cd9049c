"""
A copy for who provided the files: what was taken from him in one session, as plain files.

It holds nothing but his own files, a list of them and `SHA256SUMS`. It is written and read
back as a bag is, and recorded as handed off, so that what he was given can be shown later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import NotFound
from evidence.handoff.contents import Item, items
from evidence.handoff.medium import Folder, Written
from evidence.ledger.kinds import HandedOff
from evidence.progress import Progress
from evidence.values import new_id, sha256
from evidence.words import say, visible
from evidence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProviderCopy:
    """What was written; `sums` is the SHA-256 of the file SHA256SUMS."""

    path: Path
    files: int
    size: int
    sums: str


def copy_for_provider(
    workspace: Workspace, case: str, session: str, out: Path, progress: Progress | None = None
) -> ProviderCopy:
    """
    Write the originals taken in during `session` to the new folder `out`, and read them back.

    Raises `NotFound` for a session that took nothing in, `Trouble` when `out` exists, `NoSpace`
    when the medium is full, `Damaged` when it reads back something else.
    """
    progress = progress or Progress()
    held = workspace.look.session(case, session)
    theirs = _of_session(workspace, case, session)
    if not theirs:
        raise NotFound(say("Nothing was taken in during this session."))
    with Folder(out, workspace.folder) as folder:
        written = [*_originals(workspace, case, theirs, folder, progress)]
        written.append(folder.add("LIST.txt", [_list(workspace, case, session, theirs)]))
        sums = _sums(written)
        folder.add("SHA256SUMS", [sums])
        folder.read_back(progress)
        workspace.remember_heads()
        folder.place()
    copy = ProviderCopy(out, len(theirs), sum(file.size for file in written), sha256(sums))
    workspace.record(
        case,
        HandedOff(
            bag=new_id(),
            manifest=copy.sums,
            files=copy.files,
            size=copy.size,
            exhibits=tuple(item.row.exhibit for item in theirs),
            receiver=held.session.provider.value,
        ),
        about=session,
    )
    return copy


def _originals(
    workspace: Workspace, case: str, theirs: list[Item], folder: Folder, progress: Progress
) -> Iterator[Written]:
    vault = workspace.vault(case)
    for i, item in enumerate(theirs):
        progress.step(i, len(theirs), item.row.number)
        file = folder.add(_name(item), vault.chunks(item.row.exhibit))
        if file.sha256 != item.row.sha256:
            vault.check(item.row.exhibit, item.row.sha256)
        yield file


def _of_session(workspace: Workspace, case: str, session: str) -> list[Item]:
    """Members of an archive are left out: the archive itself is what was provided."""
    return [
        item
        for item in items(workspace.look, case)
        if item.row.role == "original"
        and not item.row.parent
        and any(s.session == session for s in workspace.look.sources(case, item.row.exhibit))
    ]


def _name(item: Item) -> str:
    return item.path.rpartition("/")[2]


def _list(workspace: Workspace, case: str, session: str, theirs: list[Item]) -> bytes:
    """Which file is which: one a line, the names at the source with nothing hidden in them."""
    lines = [
        f"{_name(item)}\t{item.row.number}\t{item.row.size}\t{visible(source.name)}\r\n"
        for item in theirs
        for source in workspace.look.sources(case, item.row.exhibit)
        if source.session == session
    ]
    return "".join(lines).encode("utf-8-sig", "backslashreplace")


def _sums(files: list[Written]) -> bytes:
    return b"".join(f"{file.sha256}  {file.path}\n".encode("ascii") for file in files)
