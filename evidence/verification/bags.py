"""
A bag, folder or zip, verified: every byte of every file, and that they say one thing.

First as any BagIt tool would (manifests, nothing missing, nothing more), then what only the
signed entries can tell: that the originals are those that were taken in, and that what the
documents state is what was recorded (statements.py).
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from evidence.errors import Trouble, Unreadable
from evidence.ledger.entry import Entry
from evidence.progress import Progress
from evidence.sealing import disk_faults
from evidence.verification.book import Book
from evidence.verification.carried import carried_entry, json_of
from evidence.verification.files import BLOCK_BYTES, Files, files_at
from evidence.verification.report import Gathering
from evidence.verification.statements import MOST_TEXT_BYTES, check_statements, ledgers_of
from evidence.words import say

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_LINE = re.compile(rb"([0-9a-f]{64})  ([!-~]+)")

# Any one of these says that a bag is ours, so that no single change makes it a stranger's.
_OUR_NAME = re.compile(
    rb"data/(ledger/[0-9a-f]{64}\.jsonl|keys/[0-9a-f]{64}\.json|originals/E\d{4,}\.|papers/P\d{3,}\.)"
)
_OUR_INFO = b"Bag-Software-Agent: lianzheng\n"
_MOST_INFO_BYTES = 64 * 1024
_NAME_AT, _MOST_NAME_BYTES = 30, 1024  # in the first local header of a zip


def looks_like_bag(path: Path) -> bool:
    """Whether a folder or file is a bag in form, whole or not, whoever wrote it."""
    if path.is_file():
        return path.suffix.lower() == ".zip"
    return (path / MANIFEST).exists() or (path / "bagit.txt").exists() or _is_our_folder(path)


def check_ours(path: Path) -> None:
    """Raise `Unreadable` when a bag, or a zip, is not one that this program wrote."""
    with disk_faults(path):
        ours = _is_our_folder(path) if path.is_dir() else _is_our_zip(path)
    if not ours:
        raise Unreadable(
            say("{name} is not a bag written by this program.", name=path.name),
            say("Nothing was checked, and nothing is said about it; a file of another origin can "
                "be taken in as an exhibit."),
        )  # fmt: skip


def _is_our_folder(path: Path) -> bool:
    names = (p.relative_to(path).as_posix() for p in path.glob("data/*/*"))
    if any(_OUR_NAME.match(name.encode("utf-8", "replace")) for name in names):
        return True
    info = path / "bag-info.txt"
    if not info.is_file():
        return False
    with info.open("rb") as file:
        return _OUR_INFO in file.read(_MOST_INFO_BYTES)


def _is_our_zip(path: Path) -> bool:
    with path.open("rb") as file:
        names = [file.read(_NAME_AT + _MOST_NAME_BYTES)[_NAME_AT:]]
        try:
            with zipfile.ZipFile(file) as archive:
                names += (name.encode("utf-8", "replace") for name in archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
            pass  # what cannot be listed may still begin as ours do
    return any(_OUR_NAME.match(name.partition(b"/")[2]) for name in names)


def verify_bag(path: Path, gathering: Gathering, progress: Progress) -> None:
    """Verify the bag at `path`."""
    try:
        with files_at(path, gathering) as files:
            _bag(files, gathering, progress)
    except Trouble as e:
        gathering.trouble(e, path.name)
    gathering.unchecked(
        say("That a key belongs to the person named: compare it with the signed paper.")
    )


def _bag(files: Files, gathering: Gathering, progress: Progress) -> None:
    digests = _digests(files, gathering, progress)
    if files.text("bagit.txt", MOST_TEXT_BYTES) != DECLARATION:
        gathering.fault(say("The bag's declaration is another one."), "bagit.txt")
    tags = _manifest(files, TAG_MANIFEST, gathering)
    payload = _manifest(files, MANIFEST, gathering)
    tag_files = {n for n in digests if not n.startswith("data/") and n != TAG_MANIFEST}
    _compare(tags, digests, tag_files, gathering)
    _compare(payload, digests, {n for n in digests if n.startswith("data/")}, gathering)
    sums = {f"data/{n}": d for n, d in _manifest(files, "data/SHA256SUMS", gathering).items()}
    _compare(sums, digests, payload.keys() - {"data/SHA256SUMS"}, gathering)
    _entries(files, digests, gathering)


def _digests(files: Files, gathering: Gathering, progress: Progress) -> dict[str, str]:
    """SHA-256 of every file, or "" for one that cannot be read."""
    digests: dict[str, str] = {}
    names = files.names()
    for i, name in enumerate(names):
        progress.step(i, len(names), name)
        gathering.looked_at()
        digest = hashlib.sha256()
        try:
            for block in files.blocks(name, BLOCK_BYTES):
                digest.update(block)
            digests[name] = digest.hexdigest()
        except Trouble as e:
            gathering.trouble(e, name)
            digests[name] = ""
    return digests


def _manifest(files: Files, name: str, gathering: Gathering) -> dict[str, str]:
    listed: dict[str, str] = {}
    try:
        lines = files.text(name, MOST_TEXT_BYTES).split(b"\n")
    except Trouble as e:
        gathering.trouble(e, name)
        return {}
    if lines.pop() != b"":
        gathering.fault(say("A list of digests does not end with a line's end."), name)
    for line in lines:
        read = _LINE.fullmatch(line)
        path = read[2].decode("ascii") if read else ""
        if read is None or path in listed or not _is_inside(path):
            gathering.fault(say("A line of a list of digests is not one we write."), name)
        else:
            listed[path] = read[1].decode("ascii")
    return listed


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def _compare(
    listed: dict[str, str], found: dict[str, str], due: set[str], gathering: Gathering
) -> None:
    for path in sorted(listed.keys() - found.keys()):
        gathering.fault(say("A file is missing."), path)
    for path in sorted(due - listed.keys()):
        gathering.fault(say("A file is in no list of digests."), path)
    for path in sorted(listed.keys() & found.keys()):
        if listed[path] != found[path]:
            gathering.fault(say("A file has another digest than its list says."), path)


def _entries(files: Files, digests: dict[str, str], gathering: Gathering) -> None:
    """What the signed entries say, against the files and what the bag says of them."""
    book = Book("", gathering)
    ledgers = ledgers_of(files)
    if not ledgers:
        gathering.fault(say("There are no signed entries."), "data/ledger")
    for signer, name in ledgers.items():
        book.read(signer, _lines(files, name, gathering))
        if f"data/keys/{signer}.json" not in digests:
            gathering.dispute(say("A signer's public key is not in the bag."), name)
    book.close()
    _heads(files, book, gathering)
    _exhibits(files, book, digests, gathering)
    if ledgers:
        check_statements(files, book.scope, gathering)


def _lines(files: Files, name: str, gathering: Gathering) -> Iterator[tuple[str, Entry | None]]:
    for number, line in enumerate(files.lines(name), 1):
        where = f"{name}#{number}"
        try:
            yield where, carried_entry(line)
        except Trouble as e:
            gathering.trouble(e, where)
            yield where, None


def _heads(files: Files, book: Book, gathering: Gathering) -> None:
    name = "data/case.json"
    try:
        case = json_of(files.text(name, MOST_TEXT_BYTES))
        if case["case"] != book.scope:
            gathering.fault(say("The bag names another case than its entries."), name)
        for signer, (seq, link) in case["heads"].items():
            if book.head(signer, seq) != link:
                gathering.fault(
                    say("The head the bag names is not among its entries: {seq}", seq=seq), name
                )
    except Trouble as e:
        gathering.trouble(e, name)
    except (KeyError, TypeError, ValueError, AttributeError):
        gathering.fault(say("A record lacks something or holds something of another kind."), name)


def _exhibits(files: Files, book: Book, digests: dict[str, str], gathering: Gathering) -> None:
    name = "data/exhibits.json"
    named: dict[str, str] = {}
    try:
        for item in json_of(files.text(name, MOST_TEXT_BYTES)):
            named[item["exhibit"]] = digests.get(f"data/{item['path']}", "")
    except Trouble as e:
        gathering.trouble(e, name)
    except (KeyError, TypeError, ValueError):
        gathering.fault(say("A record lacks something or holds something of another kind."), name)
    for exhibit, recorded in book.exhibits.items():
        for each in recorded:
            if exhibit not in named:
                gathering.fault(say("An exhibit of the entries is not in the bag."), each.where)
            elif each.sha256 != named[exhibit]:
                gathering.fault(
                    say("An original in the bag is not the one that was taken in."), each.where
                )
    for exhibit in sorted(named.keys() - book.exhibits.keys()):
        gathering.fault(say("No entry says that {name} was taken in.", name=exhibit), name)
