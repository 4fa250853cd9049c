"""
Copies of issued papers: the PDF as it lies sealed in the vault, and its proof beside it.

A copy is written under a name nobody takes for finished, and gets its own only when it is on the
medium. No file is ever written over. What is given out is compared with the digest recorded
when the paper was issued.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.errors import Damaged, NotFound, Trouble
from evidence.index.rows import PaperRow
from evidence.ledger.carried import carried
from evidence.ledger.entry import Entry
from evidence.sealing import disk_faults, flush_folder, rename, write_durably
from evidence.values import sha256
from evidence.words import say
from evidence.workspace import Workspace

PROOF = ".proof.json"
MOST_PAPER_BYTES = 512 * 1024 * 1024


def pdf_of(workspace: Workspace, paper: PaperRow) -> bytes:
    """The PDF of an issued paper; raises `Damaged` when it is not the one that was issued."""
    pdf = workspace.vault(paper.case).read(paper.exhibit, MOST_PAPER_BYTES)
    if sha256(pdf) != paper.sha256:
        raise Damaged(
            say("{number} is not the paper that was issued.", number=paper.number),
            say("Verify the workspace, and draw the paper up again."),
        )
    return pdf


def save_copy(workspace: Workspace, paper: PaperRow, out: Path) -> None:
    """Write an issued paper to `out` and its proof beside it; raises `Trouble`, `NoSpace`."""
    check_free(out)
    entry = _entry_of(workspace, paper)
    with beside(out, pdf_of(workspace, paper)) as written:
        workspace.remember_heads()
        place(written, out, entry)


def check_free(out: Path) -> None:
    """Nothing is ever written over: a photo, a paper handed out before, a proof."""
    for path in (out, proof_of(out)):
        with disk_faults(path):
            taken = path.exists() or path.is_symlink()
        if taken:
            raise Trouble(
                say("{name} is already there.", name=path.name),
                say("Choose a new name; nothing is ever overwritten."),
            )


def proof_of(out: Path) -> Path:
    """Where the proof of a paper lies."""
    return out.with_name(out.name + PROOF)


@contextmanager
def beside(out: Path, pdf: bytes) -> Iterator[Path]:
    """The PDF on its medium, under another name; what the block does not rename is removed."""
    written = out.with_name(f".paper-{secrets.token_hex(4)}")
    write_durably(written, pdf)
    try:
        with disk_faults(out):
            yield written
            flush_folder(out.parent)
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)


def place(written: Path, out: Path, entry: Entry) -> None:
    """Give a written PDF its name, and put its proof beside it."""
    check_free(out)
    rename(written, out)
    write_durably(proof_of(out), carried(entry))


def _entry_of(workspace: Workspace, paper: PaperRow) -> Entry:
    for head in workspace.look.heads():
        for entry in workspace.entries(paper.case, head.signer) if head.scope == paper.case else ():
            if entry.link == paper.link:
                return entry
    raise NotFound(say("There is no entry that issued {number}.", number=paper.number))
