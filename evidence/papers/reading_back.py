"""
Every original is read again when a paper is drawn up: its digests now, and where the paper shows
pictures, a preview made by a reading worker; and every entry of the case is checked. What cannot
be read back, or does not follow, is told, not passed over.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives.hashes import SM3, Hash

from evidence.errors import Trouble
from evidence.index.rows import ExhibitRow, HeadRow
from evidence.ledger.entry import Entry, checked
from evidence.papers.content.dossier import Chain, Copy
from evidence.papers.content.paper import Picture
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.reading import NoReading
from evidence.vault import Vault
from evidence.words import mark, say
from evidence.workspace import Workspace

LONGEST_PREVIEW = 1000
MOST_PICTURE_BYTES = 256 * 1024 * 1024
UNREADABLE = mark("The original could not be read back.")
TOO_LARGE = mark("Too large to be shown.")
NO_READERS = mark("The pictures were not looked at: no reading worker was given.")


def read_back(
    vault: Vault,
    exhibits: Iterable[ExhibitRow],
    readers: Readers | None,
    progress: Progress,
    *,
    pictures: bool,
) -> dict[str, Copy]:
    """A `Copy` of each exhibit, by its id; a few at a time, in any order."""
    wanted = list(exhibits)

    def one(exhibit: ExhibitRow) -> Copy:
        if pictures and exhibit.media_type.startswith("image/"):
            return _with_picture(vault, exhibit, readers)
        return _digests(vault, exhibit)

    copies: dict[str, Copy] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="paper") as threads:
        for done, (exhibit, copy) in enumerate(_in_order(threads, one, wanted), 1):
            copies[exhibit.exhibit] = copy
            progress.step(done, len(wanted), exhibit.number)
    return copies


def chains(workspace: Workspace, heads: Iterable[HeadRow]) -> tuple[Chain, ...]:
    """Each ledger of `heads` checked from its first entry to its head; never raises for a fault."""
    return tuple(_chain(workspace, head) for head in heads)


def _chain(workspace: Workspace, head: HeadRow) -> Chain:
    entries = erased = 0
    link = ""

    def read() -> Iterator[Entry]:
        nonlocal erased, link
        for entry in workspace.entries(head.scope, head.signer):
            link = entry.link
            erased += entry.payload is None
            yield entry

    try:
        for header in checked(read()):
            entries = header.seq
    except Trouble as e:
        return Chain(head.signer, entries, erased, e.what)
    if (entries, link) != (head.seq, head.link):
        cut = say("The ledger ends at entry {seq}, its head names {head}.",
                  seq=entries, head=head.seq)  # fmt: skip
        return Chain(head.signer, entries, erased, cut)
    return Chain(head.signer, entries, erased)


def _in_order(
    threads: ThreadPoolExecutor, one: object, wanted: list[ExhibitRow]
) -> Iterator[tuple[ExhibitRow, Copy]]:
    assert callable(one)
    try:
        yield from zip(wanted, threads.map(one, wanted), strict=True)
    finally:
        threads.shutdown(wait=True, cancel_futures=True)


def _digests(vault: Vault, exhibit: ExhibitRow) -> Copy:
    try:
        sha256, sm3 = vault.digests(exhibit.exhibit)
    except Trouble:
        return _lost()
    return Copy(sha256, sm3, sha256 == exhibit.sha256)


def _with_picture(vault: Vault, exhibit: ExhibitRow, readers: Readers | None) -> Copy:
    if readers is None or exhibit.size > MOST_PICTURE_BYTES:
        bare = _digests(vault, exhibit)
        why = NO_READERS if readers is None else TOO_LARGE
        return Copy(bare.sha256, bare.sm3, bare.intact, None, why)
    try:
        untrusted_file = vault.read(exhibit.exhibit, MOST_PICTURE_BYTES)
    except Trouble:
        return _lost()
    sha256 = hashlib.sha256(untrusted_file).hexdigest()
    sm3 = Hash(SM3())
    sm3.update(untrusted_file)
    shown = readers.preview(untrusted_file, exhibit.media_type, LONGEST_PREVIEW)
    intact = sha256 == exhibit.sha256
    if isinstance(shown, NoReading):
        return Copy(sha256, sm3.finalize().hex(), intact, None, shown.reason)
    picture = Picture(shown.jpeg, shown.width, shown.height)
    return Copy(sha256, sm3.finalize().hex(), intact, picture)


def _lost() -> Copy:
    return Copy("", "", False, None, UNREADABLE)
