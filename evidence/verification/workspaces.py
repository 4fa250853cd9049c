"""
A workspace, or one case of it, verified without opening it: no lock, nothing written.

With a secret every record, chain, signature, payload and original is read whole. Without
one only what lies in the clear is, and the report says what was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evidence.description import check_described, described
from evidence.errors import Damaged, Trouble
from evidence.folder_lock import NAME as LOCK
from evidence.keys.checking import KEY, PEOPLE, SCOPE_KEYS, SCOPES, check_key_files, unlock
from evidence.keys.device import Device
from evidence.keys.scope import MOST_FILE_BYTES, ScopeKeys, unwrap_scope_keys
from evidence.ledger.entry import Entry
from evidence.ledger.file import LENGTH_BYTES, MOST_RECORD_BYTES, LedgerFile
from evidence.ledger.heads import Head, digest_of_heads, heads_key, read_heads_file
from evidence.progress import Progress
from evidence.sealing import read_twice
from evidence.vault import Vault
from evidence.verification.book import Book
from evidence.verification.report import Gathering
from evidence.words import say

ABOUT = "workspace.json"
LEDGER = ".ledger"
SET_ASIDE = "set-aside"
HEADS = "heads"
DESK = "desk"


@dataclass(slots=True)
class _Reading:
    """What is needed while one workspace is verified."""

    root: Path
    gathering: Gathering
    progress: Progress
    key: bytes | None = None
    heads: dict[tuple[str, str], Head] | None = None
    books: dict[str, Book] = field(default_factory=dict)
    done: int = 0

    def where(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def is_beyond_heads(self, ledger: LedgerFile, position: int) -> bool:
        """Whether a place in a ledger lies behind all that the heads file tells of."""
        if self.heads is None:
            return False
        head = self.heads.get((ledger.scope, ledger.signer))
        return position >= (head.size if head else 0)

    def step(self, what: str) -> None:
        self.done += 1
        self.progress.step(self.done, 0, what)


def looks_like_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace, whole or not."""
    return any((folder / name).exists() for name in (ABOUT, PEOPLE, SCOPES))


def verify_workspace(
    root: Path,
    gathering: Gathering,
    secret: str | None,
    person: str,
    progress: Progress,
    only: str = "",
) -> None:
    """Verify all of `root`, or only the scope `only`. Raises `WrongSecret`, nothing else."""
    reading = _Reading(root, gathering, progress)
    if _is_open(root / LOCK):
        gathering.unchecked(
            say("This workspace is open in a program: what it writes meanwhile may look torn or "
                "missing here. Close it there and verify again.")
        )  # fmt: skip
    reading.key = _unlocked(reading, secret, person)
    workspace = _about(reading)
    if reading.key is None:
        gathering.unchecked(
            say("Ledgers, originals and heads are sealed; without a passphrase only files that "
                "lie in the clear were checked.")
        )  # fmt: skip
    _heads(reading, workspace)
    names = [only] if only else _scopes(reading)
    for name in names:
        _scope(reading, root / SCOPES / name)
    _keys(reading, only)
    if not only:
        _lost(reading, names)
        _aside(reading)
    if reading.key is not None and workspace:
        _device(reading, Device(workspace, root, reading.key), only)


def _is_open(lock: Path) -> bool:
    """Whether a program holds the lock, told without taking it: Linux lists the locks there are."""
    try:
        held = Path("/proc/locks").read_text(encoding="ascii").splitlines()
        inode = f":{lock.stat().st_ino}"
    except (OSError, ValueError):
        return False
    return any("FLOCK" in line and f"{inode} " in line for line in held)


def _unlocked(reading: _Reading, secret: str | None, person: str) -> bytes | None:
    if secret is None:
        return None
    try:
        return unlock(reading.root, secret, person).key
    except Damaged as e:
        reading.gathering.trouble(e, PEOPLE)
        return None


def _keys(reading: _Reading, only: str) -> None:
    files = [*(reading.root / PEOPLE).glob(f"*{KEY}*"), *reading.root.glob(f"{SCOPES}/*/keys*")]
    reading.gathering.looked_at(len(files))
    if not any((reading.root / PEOPLE).glob(f"*{KEY}*")):
        reading.gathering.fault(say("There is no key file."), PEOPLE)
    enrolled = {person for book in reading.books.values() for person in book.people}
    for fault in check_key_files(reading.root, reading.key, enrolled):
        of_scope = fault.where.startswith(f"{SCOPES}/")
        if not only or not of_scope or fault.where.startswith(f"{SCOPES}/{only}/"):
            reading.gathering.fault(fault.what, fault.where)


def _about(reading: _Reading) -> str:
    """The workspace's id, or ""."""
    reading.gathering.looked_at()
    try:
        check_described(reading.root)
    except Trouble as e:
        reading.gathering.trouble(e, ABOUT)
    with suppress(Trouble):
        return described(reading.root)
    return ""


def _heads(reading: _Reading, workspace: str) -> None:
    path = reading.root / HEADS
    reading.gathering.looked_at()
    if not path.exists():
        reading.gathering.fault(say("The heads file is missing."), HEADS)
    elif reading.key is not None:
        try:
            told = read_heads_file(path, heads_key(reading.key))
        except Trouble as e:
            reading.gathering.trouble(e, HEADS)
            return
        reading.heads = {(h.scope, h.signer): h for h in told.heads}
        if workspace and told.workspace != workspace:
            reading.gathering.fault(
                say("workspace.json names another workspace than the sealed heads file."), ABOUT
            )


def _device(reading: _Reading, device: Device, only: str) -> None:
    """Compare with what this device saw last: the only thing an old heads file cannot fool."""
    try:
        last = device.last_heads()
    except Trouble:
        last = None  # a device's record that cannot be read proves nothing
    if last is None and device.damaged():
        reading.gathering.unchecked(
            say("This device's record of the workspace cannot be read: whether its newest entries "
                "are missing was not checked against it.")
        )  # fmt: skip
        return
    if last is None:
        reading.gathering.unchecked(
            say("This device has not seen this workspace before: whether its newest entries are "
                "missing was not checked against it.")
        )  # fmt: skip
        return
    if last.put_back and digest_of_heads((reading.heads or {}).values()) != last.digest:
        reading.gathering.fault(
            say("What this device keeps of the workspace was replaced by something older."), HEADS
        )
    for scope, signer, seq, link in last.heads:
        if only and scope != only:
            continue
        reading.gathering.looked_at()
        book = reading.books.get(scope)
        if book is None or book.head(signer, seq) != link:
            reading.gathering.fault(
                say("This device has seen an entry {seq} that is not here.", seq=seq),
                _ledger_entry(scope, signer, seq),
            )


def _ledger_entry(scope: str, signer: str, seq: int) -> str:
    return f"{SCOPES}/{scope}/ledger/{signer}{LEDGER}#{seq}"


def _scopes(reading: _Reading) -> list[str]:
    folder = reading.root / SCOPES
    found = {path.name for path in folder.glob("*") if path.is_dir()}
    return sorted(found)


def _scope(reading: _Reading, folder: Path) -> None:
    keys = _scope_keys(reading, folder)
    if keys is None:
        _framing(reading, folder)
        return
    book = Book(folder.name, reading.gathering)
    for path in sorted((folder / "ledger").glob("*")):
        if path.suffix != LEDGER:
            reading.gathering.unchecked(say("A file that is not ours: {name}", name=path.name))
            continue
        ledger = LedgerFile(path, folder.name, path.stem, keys.ledger)
        book.read(path.stem, _records(reading, ledger))
    book.close()
    reading.books[folder.name] = book
    _against_heads(reading, book, folder)
    _originals(reading, book, Vault(folder / "originals", keys), folder)


def _scope_keys(reading: _Reading, folder: Path) -> ScopeKeys | None:
    key = reading.key
    if key is None:
        return None
    try:
        return read_twice(
            folder / SCOPE_KEYS,
            lambda untrusted: unwrap_scope_keys(untrusted, folder.name, key),
            MOST_FILE_BYTES,
        ).value
    except Trouble:
        reading.gathering.unchecked(
            say("The keys of {scope} are lost: nothing in it could be read.", scope=folder.name)
        )
        return None


def _records(reading: _Reading, ledger: LedgerFile) -> Iterator[tuple[str, Entry | None]]:
    """Every record of a ledger file; past one that does not open, by its length."""
    name, seq, position = reading.where(ledger.path), 1, 0
    while position < ledger.size():
        try:
            for placed in ledger.entries(position, seq):
                reading.step(name)
                yield f"{name}#{seq}", placed.entry
                seq, position = seq + 1, placed.end
        except Trouble as e:
            if isinstance(e, Damaged) and reading.is_beyond_heads(ledger, position):
                reading.gathering.unchecked(
                    say("{bytes} bytes at the end of {name} are no whole entry: an interruption "
                        "leaves such.", bytes=ledger.size() - position, name=name)
                )  # fmt: skip
                return
            reading.gathering.trouble(e, f"{name}#{seq}")
            yield f"{name}#{seq}", None
            beyond = _after_record(ledger, position)
            if beyond is None:
                return
            seq, position = seq + 1, beyond


def _after_record(ledger: LedgerFile, position: int) -> int | None:
    """Where the record behind the one at `position` would begin, by its length."""
    try:
        with ledger.path.open("rb") as file:
            file.seek(position)
            length = int.from_bytes(file.read(LENGTH_BYTES), "big")
    except OSError:
        return None
    end = position + LENGTH_BYTES + length
    return end if length <= MOST_RECORD_BYTES and end <= ledger.size() else None


def _framing(reading: _Reading, folder: Path) -> None:
    """Without keys: whether each ledger at least ends where a record ends."""
    for path in sorted((folder / "ledger").glob(f"*{LEDGER}")):
        ledger = LedgerFile(path, folder.name, path.stem, b"")
        reading.gathering.looked_at()
        position: int | None = 0
        while position is not None and position < ledger.size():
            position = _after_record(ledger, position)
        if position is None:
            reading.gathering.fault(
                say("A ledger ends in the middle of a record."), reading.where(path)
            )


def _against_heads(reading: _Reading, book: Book, folder: Path) -> None:
    if reading.heads is None:
        return
    told = {signer: head for (scope, signer), head in reading.heads.items() if scope == folder.name}
    for signer in sorted({signer for signer, _ in book.links} - told.keys()):
        _say_beyond(reading, folder.name, signer, 1)
    for signer, head in told.items():
        reading.gathering.looked_at()
        found = book.head(signer, head.seq)
        where = _ledger_entry(folder.name, signer, head.seq)
        if found is None:
            reading.gathering.fault(
                say("The heads file tells of entry {seq}, and it is not here.", seq=head.seq), where
            )
        elif found != head.link:
            reading.gathering.fault(
                say("Entry {seq} is not the one the heads file tells of.", seq=head.seq), where
            )
        elif book.last(signer) > head.seq:
            _say_beyond(reading, folder.name, signer, head.seq + 1)


def _say_beyond(reading: _Reading, scope: str, signer: str, seq: int) -> None:
    reading.gathering.unchecked(
        say("The heads file does not yet tell of {name} and later ones: an interruption leaves "
            "such.", name=_ledger_entry(scope, signer, seq))
    )  # fmt: skip


def _lost(reading: _Reading, names: list[str]) -> None:
    """What shows only when all scopes were read: ledgers that others tell of."""
    for scope, signer in reading.heads or ():
        if scope not in names:
            reading.gathering.fault(
                say("The heads file tells of a ledger that is not here."),
                f"{SCOPES}/{scope}/ledger/{signer}{LEDGER}",
            )
    if not any((reading.root / SCOPES / DESK / "ledger").glob(f"*{LEDGER}")):
        reading.gathering.fault(say("The desk has no ledger."), f"{SCOPES}/{DESK}")
    for book in reading.books.values():
        for seen in book.seen:
            if seen.scope == book.scope:
                continue
            if seen.scope in reading.books:
                reading.books[seen.scope].check_seen(seen)
            elif seen.scope not in names:
                reading.gathering.dispute(
                    say("An entry has seen a ledger that is not here: {name}",
                        name=f"{seen.scope}/{seen.signer[:16]}"), seen.where
                )  # fmt: skip


def _originals(reading: _Reading, book: Book, vault: Vault, folder: Path) -> None:
    present = set(vault.names())
    for exhibit in sorted(present | book.exhibits.keys()):
        where = f"{reading.where(folder)}/originals/{exhibit[:2]}/{exhibit}"
        reading.step(where)
        reading.gathering.looked_at()
        if exhibit not in present:
            reading.gathering.fault(say("An original is missing."), where)
        else:
            _original(reading, book, vault, exhibit, where)
    for path in vault.leftovers():
        reading.gathering.unchecked(
            say("Left behind by an interrupted intake: {name}", name=path.name)
        )
    for path in vault.strangers():
        reading.gathering.unchecked(say("A file that is not ours: {name}", name=path.name))


def _original(reading: _Reading, book: Book, vault: Vault, exhibit: str, where: str) -> None:
    recorded = book.exhibits.get(exhibit)
    try:
        sha256 = recorded[0].sha256 if recorded else vault.digests(exhibit)[0]
        vault.check(exhibit, sha256)
        size = vault.size(exhibit)
    except Trouble as e:
        reading.gathering.trouble(e, where)
        return
    if not recorded:
        reading.gathering.unchecked(
            say("An original that no entry names (an interrupted intake may leave one): {name}",
                name=exhibit)
        )  # fmt: skip
    for each in recorded or ():
        if (each.sha256, each.size) != (sha256, size):
            reading.gathering.fault(
                say("An entry gives another digest or size for an original."), each.where
            )


def _aside(reading: _Reading) -> None:
    if any((reading.root / SET_ASIDE).glob("*")):
        reading.gathering.unchecked(
            say("Something was set aside earlier and lies in {name}; a person should look at it.",
                name=SET_ASIDE)
        )  # fmt: skip
