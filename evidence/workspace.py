"""
One folder with everything in it: open, lock, record. The only writer.

What `record` returned for is in the ledger on the disk, in the heads file and in the index.
Recording is serial (one lock); looking up is not and needs no lock. A program that dies
between two of these steps leaves nothing to repair by hand: the next opening takes up what
the ledgers have. workspace.md beside this file describes the folder.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from evidence.description import check_free, describe, described
from evidence.drafts import Drafts
from evidence.errors import Damaged, Defect, NotFound, Trouble
from evidence.facts import CaseFacts, Line
from evidence.folder_lock import FolderLock
from evidence.index.lookup import Lookup
from evidence.index.posting import Posting
from evidence.index.rows import HeadRow, PersonRow
from evidence.index.standing import replaced_by, subjects_of
from evidence.index.tables import Index
from evidence.keys.checking import RECOVERY
from evidence.keys.device import Device
from evidence.keys.passphrase import Cost, KeyFile, Keys
from evidence.keys.recovery import read_recovery_code, recovery_code
from evidence.ledger.entry import Entry, write
from evidence.ledger.kinds import CaseDescribed, CaseOpened, Facts, PersonEnrolled, kind_of
from evidence.ledgers import BOARD, DESK, SCOPES, SET_ASIDE, Ledgers
from evidence.numbers import Numbers, mark_of
from evidence.people import (
    As,
    Opened,
    Reason,
    Signing,
    add_person,
    named,
    new_passphrase,
    open_key,
    reason_anew,
    signing,
    write_key_file,
)
from evidence.scratch import Scratch
from evidence.sealing import derive, make_folder, random_key
from evidence.values import new_id, now, plain
from evidence.vault import Vault
from evidence.words import Phrase, say

MOST_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be recorded: the facts, the id they are about, and the links they replace."""

    facts: Facts
    about: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry that is now on the disk, as it was signed."""

    link: str
    seq: int
    at: str
    entry: Entry


class Workspace:
    """An open workspace; a context manager. Any thread may use it."""

    def __init__(
        self, folder: Path, workspace_id: str, opened: Opened, ledgers: Ledgers, index: Index
    ) -> None:
        self.folder = folder
        self.workspace_id = workspace_id
        self.read_only = ledgers.read_only
        self.look = Lookup(index)
        self.notices: tuple[Phrase, ...] = opened.complaints
        self.drafts: Drafts
        self.scratch = Scratch(folder / "scratch", opened.key)
        self._opened = opened
        self._ledgers = ledgers
        self._index = index
        self._device = Device(workspace_id, folder, opened.key)
        self._posting = Posting(index.writer)
        self._signing: Signing | None = None
        self._reason: Reason = "first"
        self._closing = ExitStack()
        self._recording = threading.RLock()
        self._behind = False
        self._vaults: dict[str, Vault] = {}
        self._numbers = Numbers(self.look, "")

    # opening and closing

    @classmethod
    def create(
        cls, folder: Path, *, name: str, org: str, passphrase: str, cost: Cost | None = None
    ) -> tuple[Workspace, str]:
        """A new workspace with its first person, and the recovery code, told this once."""
        check_free(folder)
        key, code, cost = random_key(), recovery_code(), cost or Cost()
        person = KeyFile(new_id(), named(name), org, cost)
        make_folder(folder)
        keys, nobody = Keys(key, random_key()), KeyFile("", "", "", cost)
        write_key_file(folder, keys, passphrase, person)
        write_key_file(folder, Keys(key), read_recovery_code(code), nobody, RECOVERY)
        workspace_id = new_id()
        ledgers = Ledgers(folder, key, workspace_id)
        for scope in (DESK, BOARD):
            ledgers.add_scope(scope)
        ledgers.begin()
        # Last, for it is what makes the folder a workspace.
        describe(folder, workspace_id)
        return cls._open(folder, Opened(key, keys.person, person, ()), None, False), code

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        *,
        person: str = "",
        as_: As | None = None,
        read_only: bool = False,
    ) -> Workspace:
        """
        Open with a person's passphrase, or with the recovery code in its place.

        `as_` answers what only a person knows of a folder this device does not recognise.
        `read_only` writes nothing at all and opens what tampering or a full disk keeps shut.
        Raises `Locked`, `WrongSecret`, `Damaged`, `TooNew`, or `Trouble` with the question.
        """
        described(folder)
        return cls._open(folder, open_key(folder, passphrase, person), as_, read_only)

    @classmethod
    def _open(cls, folder: Path, opened: Opened, as_: As | None, read_only: bool) -> Workspace:
        workspace_id = described(folder)
        with ExitStack() as undo:
            if not read_only:
                undo.callback(FolderLock.take(folder).release)
            ledgers = Ledgers(folder, opened.key, workspace_id, read_only=read_only)
            state = ledgers.check()
            if state.faults and not read_only:
                raise Damaged(
                    say("This workspace was changed from outside: {what}", what=state.faults[0]),
                    say("Open it read-only, verify it, and restore a backup."),
                )
            index = ledgers.opened_index()
            undo.callback(index.close)
            self = cls(folder, workspace_id, opened, ledgers, index)
            self.notices += state.faults + state.notices
            self.drafts = Drafts.open(
                None if read_only else folder / "drafts.db",
                derive(opened.key, "drafts"),
                folder / SET_ASIDE,
            )
            undo.callback(self.drafts.close)
            if not read_only:
                self._begin_signing(as_)
                self._collect_leftovers()
                undo.callback(self.remember_heads)
            self._closing = undo.pop_all()
        return self

    def close(self) -> None:
        """Close; this device remembers where the ledgers stand. Closing twice is harmless."""
        with self._recording:
            self._closing.close()

    def remember_heads(self) -> None:
        """Let this device remember where the ledgers stand, durably: before anything leaves."""
        with self._recording:
            if not self.read_only:
                self._device.remember(self._ledgers.seen())

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # who and where

    @property
    def signer(self) -> str:
        """The signer of what is recorded here; "" when opened read-only."""
        return self._signing.signer if self._signing else ""

    @property
    def person(self) -> PersonRow:
        """Who opened it, as she signs here."""
        who, signer = self._opened.person, self.signer
        since = next((p.since for p in self.look.people() if p.signer == signer), "")
        mark = mark_of(signer) if signer else ""
        return PersonRow(signer, who.person, who.name, who.org, mark, since)

    def heads(self) -> list[HeadRow]:
        """Where every ledger stands, as papers print it."""
        return [HeadRow(h.scope, h.signer, h.seq, h.link) for h in self._ledgers.heads()]

    def entries(self, scope: str, signer: str) -> Iterator[Entry]:
        """All entries of one ledger as they are signed, from the first on."""
        return self._ledgers.entries(scope, signer)

    def vault(self, case: str) -> Vault:
        """The sealed originals of a case; raises `NotFound`."""
        with self._recording:
            if case not in self._vaults:
                self._vaults[case] = Vault(
                    self.folder / SCOPES / case / "originals",
                    self._ledgers.keys(case),
                    self.folder / SET_ASIDE / case,
                )
            return self._vaults[case]

    # people

    def add_person(self, name: str, org: str, passphrase: str, cost: Cost | None = None) -> str:
        """One more person with an own passphrase; she gets a signing key when she first opens."""
        self._check_writable()
        return add_person(
            self.folder, self._opened.key, passphrase, name, org, cost or self._opened.person.cost
        )

    def new_passphrase(self, person: str, passphrase: str) -> None:
        """Replace a person's passphrase; unless she does it herself, she then is a new signer."""
        self._check_writable()
        new_passphrase(self.folder, self._opened, passphrase, person)

    # cases and numbers

    def new_case(
        self,
        number: str = "",
        line: Line = "other",
        title: str = "",
        facts: CaseFacts | None = None,
    ) -> str:
        """Open a case and describe it; the answer is its id. Without a number it gets its own."""
        with self._recording:
            self._check_writable()
            number = number.strip() or self._numbers.next_case()
            with suppress(NotFound):
                self.look.case(number)
                raise Trouble(
                    say("There is already a case {number}.", number=number),
                    say("Choose another number, or leave it out."),
                )
            case = new_id()
            self._ledgers.add_scope(case)
            self.record_many(
                case,
                [
                    Note(CaseOpened(number=number, line=line, title=title), case),
                    Note(CaseDescribed(facts=facts or CaseFacts()), case),
                ],
            )
            return case

    def exhibit_number(self, case: str) -> str:
        """A printed number for the next exhibit of a case; each call gives another one."""
        with self._recording:
            self._check_writable()
            return self._numbers.next_exhibit(case)

    # recording

    def record(
        self, scope: str, facts: Facts, *, about: str = "", replaces: Iterable[str] = ()
    ) -> Recorded:
        """Record one entry; it is on the disk and in the index when this returns."""
        return self.record_many(scope, [Note(facts, about, tuple(replaces))])[0]

    def record_many(self, scope: str, notes: Sequence[Note]) -> list[Recorded]:
        """
        Record entries in their order, up to 64 with one flush of the disk.

        A value that stood before (of the same session, check, finding…) is replaced without
        being named. When this raises, nothing of the last 64 was acknowledged.
        """
        recorded: list[Recorded] = []
        for start in range(0, len(notes), MOST_TOGETHER):
            with self._recording:
                recorded += self._record(scope, notes[start : start + MOST_TOGETHER])
        return recorded

    def _record(self, scope: str, notes: Sequence[Note]) -> list[Recorded]:
        self._check_writable()
        self._ledgers.keys(scope)
        if self._behind:
            self._catch_up()
        entries = self._written(scope, notes)
        head = self._ledgers.append(scope, self.signer, entries)
        self._behind = True
        try:
            self._ledgers.write_heads()
        finally:
            # In the ledger it is; what cannot be posted now is posted before the next entry.
            self._post(entries, head.size)
        added = [(entry, entry.fields()) for entry in entries[-len(notes) :]]
        return [Recorded(entry.link, header.seq, header.at, entry) for entry, header in added]

    def _post(self, entries: list[Entry], end: int) -> None:
        try:
            with self._posting.batch():
                for entry in entries:
                    self._posting.post(entry, end)
        except Damaged:
            self._index.distrust()
            raise
        self._behind = False

    def _written(self, scope: str, notes: Sequence[Note]) -> list[Entry]:
        if self._signing is None:
            raise Defect("nobody signs in this workspace")
        before = self._ledgers.last(scope, self.signer)
        if before is None:
            notes = [Note(self._enrolment(scope)), *notes]
        after = [h.link for h in self._ledgers.heads()
                 if h.scope == scope and h.signer != self.signer]  # fmt: skip
        stood = self.look.standing(scope, (s for note in notes for s in subjects_of(note.facts)))
        entries: list[Entry] = []
        for note in notes:
            subjects = subjects_of(note.facts)
            try:
                before = write(
                    self._signing.key, before, scope=scope, kind=kind_of(note.facts), at=now(),
                    by=self._opened.person.person, facts=plain(note.facts), about=note.about,
                    replaces=replaced_by(note.replaces, subjects, stood), after=after,
                )  # fmt: skip
            except ValueError as e:
                raise Trouble(
                    say("This cannot be saved: it holds something that is neither text nor a "
                        "whole number."),
                    say("Type it again; nothing was saved."),
                ) from e  # fmt: skip
            entries.append(before)
            stood.update((subject, {before.link}) for subject in subjects)
        return entries

    def _enrolment(self, scope: str) -> PersonEnrolled:
        """The first entry of a ledger. A case's names no other case; the desk's names all heads."""
        who = self._opened.person
        heads = {f"{h.scope}/{h.signer}": h.link for h in self._ledgers.heads()
                 if scope in (DESK, h.scope)}  # fmt: skip
        return PersonEnrolled(
            person=who.person, name=who.name, org=who.org, mark=mark_of(self.signer),
            reason=self._reason, heads=heads,
        )  # fmt: skip

    def _begin_signing(self, as_: As | None) -> None:
        opened, seen = self._opened, self._ledgers.seen()
        signed_before = any(p.person == opened.person.person for p in self.look.people())
        self._signing = signing(
            self._device, opened, as_, seen, self._ledgers.hold, signed_before=signed_before
        )
        self._numbers = Numbers(self.look, self.signer)
        if self._ledgers.last(DESK, self.signer) is None:
            self._reason = self._signing.reason or reason_anew(seen, signed_before)
            self._record(DESK, [])
            self.remember_heads()
        else:
            self._reason = cast(Reason, self.look.reason_of(self.signer) or "joined")

    def _collect_leftovers(self) -> None:
        """Remove what a crash left of originals before anybody was told that they are kept."""
        for scope in {head.scope for head in self._ledgers.heads()}:
            with suppress(Trouble):
                self.vault(scope).collect_leftovers()

    def _catch_up(self) -> None:
        self._ledgers.write_heads()
        if not self._ledgers.catch_up(self._posting):
            self._index.distrust()
            raise Damaged(
                say("The index of this workspace is damaged; the evidence is not."),
                say("Close the workspace and open it again: the index is made anew."),
            )
        self._behind = False

    def _check_writable(self) -> None:
        if self.read_only:
            raise Trouble(
                say("This workspace is open read-only."),
                say("Open it without read-only to record something."),
            )
