"""
The bag for the police: a case as plain files that any BagIt tool, or `sha256sum`, can check.

RFC 8493 (BagIt 1.0): originals, papers, the signed entries, public keys, raw observations,
and a page that says how to check all of it without us. Written under a temporary name, read
back from the medium and compared, then named; only then is `handed_off` recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from evidence.handoff.contents import Item, documents, items, proofs, signers
from evidence.handoff.medium import Folder, Written
from evidence.handoff.readme import readme
from evidence.index.lookup import Lookup
from evidence.index.rows import HeadRow
from evidence.ledger.carried import carried
from evidence.ledger.kinds import HandedOff
from evidence.progress import Progress
from evidence.values import new_id, sha256
from evidence.workspace import Workspace

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Bag:
    """What was written; `manifest` is the SHA-256 of tagmanifest-sha256.txt, `size` in bytes."""

    path: Path
    files: int
    size: int
    exhibits: int
    manifest: str


def write(
    workspace: Workspace,
    case: str,
    out: Path,
    receiver: str = "",
    progress: Progress | None = None,
) -> Bag:
    """
    Write the bag of `case` to the new folder `out`, or to a zip when its name ends in .zip.

    Raises `Trouble` when `out` exists, `NoSpace` when the medium is full, `Damaged` when an
    original is not what was taken in or the medium reads back something else.
    """
    progress = progress or Progress()
    told = _at_one_moment(workspace, case, progress)
    listed = told.listed
    with Folder(out, workspace.folder) as folder:
        payload = [*_payload(workspace, case, told, folder, progress)]
        manifest = _tags(folder, payload, workspace.look.case(case).number)
        folder.read_back(progress)
        workspace.remember_heads()
        if out.suffix.lower() == ".zip":
            folder.place_as_zip(progress)
        else:
            folder.place()
        size = sum(file.size for file in folder.files)
    bag = Bag(out, len(payload), size, sum(1 for i in listed if i.row.role != "paper"), manifest)
    workspace.record(
        case,
        HandedOff(
            bag=new_id(),
            manifest=manifest,
            files=bag.files,
            size=size,
            exhibits=tuple(item.row.exhibit for item in listed),
            receiver=receiver,
        ),
        about=case,
    )
    return bag


@dataclass(frozen=True, slots=True)
class _Told:
    """What a bag tells besides its originals, all as it stood when the ledgers ended at `heads`."""

    heads: tuple[HeadRow, ...]
    listed: list[Item]
    documents: dict[str, bytes]


def _at_one_moment(workspace: Workspace, case: str, progress: Progress) -> _Told:
    """What is recorded while the bag is written is not in it: made again until nothing came in."""
    look = workspace.look
    while True:
        heads = _heads(look, case)
        listed = items(look, case)
        made = {
            **documents(look, case, listed),
            **proofs(look, workspace.entries, case, listed),
            **signers(look, case),
        }
        if heads == _heads(look, case):
            return _Told(heads, listed, made)
        progress.step(0, len(listed), "")


def _heads(look: Lookup, case: str) -> tuple[HeadRow, ...]:
    return tuple(head for head in look.heads() if head.scope == case)


def _payload(
    workspace: Workspace, case: str, told: _Told, folder: Folder, progress: Progress
) -> Iterator[Written]:
    vault, listed = workspace.vault(case), told.listed
    sums: list[Written] = []
    for i, item in enumerate(listed):
        progress.step(i, len(listed), item.row.number)
        written = folder.add(f"data/{item.path}", vault.chunks(item.row.exhibit))
        if written.sha256 != item.row.sha256:
            vault.check(item.row.exhibit, item.row.sha256)
        sums.append(written)
    for path, data in told.documents.items():
        sums.append(folder.add(f"data/{path}", [data]))
    for head in told.heads:
        lines = (carried(entry) for entry in islice(workspace.entries(case, head.signer), head.seq))
        sums.append(folder.add(f"data/ledger/{head.signer}.jsonl", lines))
    sums.append(folder.add("data/README.txt", [readme(workspace.look.case(case).number)]))
    yield from sums
    yield folder.add("data/SHA256SUMS", [_manifest(sums, below="data/")])


def _tags(folder: Folder, payload: list[Written], number: str) -> str:
    size = sum(file.size for file in payload)
    info = (
        f"Bagging-Date: {datetime.now(UTC).date().isoformat()}\n"
        "Bag-Software-Agent: lianzheng\n"
        f"External-Identifier: {number}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
    )
    tags = [
        folder.add("bagit.txt", [DECLARATION]),
        folder.add("bag-info.txt", [info.encode("utf-8", "backslashreplace")]),
        folder.add("manifest-sha256.txt", [_manifest(payload)]),
    ]
    tag_manifest = _manifest(tags)
    folder.add("tagmanifest-sha256.txt", [tag_manifest])
    return sha256(tag_manifest)


def _manifest(files: Iterable[Written], below: str = "") -> bytes:
    """As `sha256sum` prints it."""
    return b"".join(
        f"{file.sha256}  {file.path.removeprefix(below)}\n".encode("ascii") for file in files
    )
