"""
What verification found, and how it is gathered while going on past faults.

The mode says how well things are fixed, never a bare "fine": `local_only` is the best there
is without a server; `disputed` means two accounts or an unknown signer; `broken` means that
bytes are not what was recorded. `disputed` without a fault: what would decide is not here.
What could not be checked is always said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence.errors import TooNew, Trouble
from evidence.words import Phrase, mark

Kind = Literal["workspace", "case", "bag", "paper", "backup"]
Mode = Literal["anchored", "receipted", "local_only", "disputed", "broken"]

# What lies sealed, so that without a passphrase next to nothing of it can be checked.
SEALED: frozenset[Kind] = frozenset({"workspace", "case"})

# What a report's kind is called where a person reads it.
KIND_NAMES: dict[Kind, str] = {
    "workspace": mark("workspace"),
    "case": mark("case"),
    "bag": mark("bag"),
    "paper": mark("paper"),
    "backup": mark("backup"),
}

# How well it is fixed, in words.
MODE_NAMES: dict[Mode, str] = {
    "anchored": mark("anchored by independent witnesses"),
    "receipted": mark("receipted by the server"),
    "local_only": mark("recorded on this machine only"),
    "disputed": mark("disputed"),
    "broken": mark("broken"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as recorded; `where` is a path, with an entry's number behind "#"."""

    what: Phrase
    where: str


@dataclass(frozen=True, slots=True)
class Report:
    """`checked` counts the files, entries and originals that were looked at."""

    path: str
    kind: Kind
    mode: Mode
    checked: int
    faults: tuple[Fault, ...]
    not_checked: tuple[Phrase, ...]


class Gathering:
    """Takes in what is found, one thing at a time; nothing stops it."""

    def __init__(self) -> None:
        self.checked = 0
        self._faults: list[Fault] = []
        self._not_checked: list[Phrase] = []
        self._broken = False
        self._undecided = False

    def looked_at(self, things: int = 1) -> None:
        """So many more things were looked at, whatever was found."""
        self.checked += things

    def fault(self, what: Phrase, where: str) -> None:
        """Bytes are not what was recorded, or are missing."""
        self._broken = True
        self._faults.append(Fault(what, where))

    def dispute(self, what: Phrase, where: str) -> None:
        """Two accounts that cannot both hold, or one by nobody we know; bytes are sound."""
        self._faults.append(Fault(what, where))

    def trouble(self, trouble: Trouble, where: str) -> None:
        """What was raised while looking at `where`; a later format is only not checked."""
        if isinstance(trouble, TooNew):
            self.unchecked(trouble.what)
        else:
            self.fault(trouble.what, where)

    def unchecked(self, what: Phrase) -> None:
        """Something could not be checked, or is worth knowing; said once."""
        if what not in self._not_checked:
            self._not_checked.append(what)

    def undecided(self, what: Phrase) -> None:
        """Nothing is wrong, and nothing was shown to be right: what would decide is missing."""
        self._undecided = True
        self.unchecked(what)

    def report(self, path: str, kind: Kind) -> Report:
        """All of it."""
        mode: Mode = "local_only"
        if self._faults or self._undecided:
            mode = "broken" if self._broken else "disputed"
        faults, not_checked = tuple(self._faults), tuple(self._not_checked)
        return Report(path, kind, mode, self.checked, faults, not_checked)
