"""
Everything that can go wrong, in one tree with two branches.

    Problem
    ├── Trouble          the world's fault: a sentence for the investigator, and what to do next
    │   ├── Locked       another program has the workspace open
    │   ├── WrongSecret  the passphrase or recovery code opens nothing
    │   ├── Damaged      bytes that must be intact are not
    │   ├── TooNew       written by a later version of the program
    │   ├── NoSpace      the disk is full
    │   ├── NotFound     no such case, exhibit, finding, person
    │   └── Unreadable   a source cannot be read, or changed while it was
    └── Defect           our mistake: a report for us, never shown as the user's fault

No builtin or foreign exception crosses the surface of a package of ours.
"""

from __future__ import annotations

from evidence.words import Phrase


class Problem(Exception):
    """The root; never raised itself."""


class Trouble(Problem):
    """Something outside us failed. `what` says what, `next_step` what the person can do."""

    def __init__(self, what: Phrase, next_step: Phrase | None = None) -> None:
        super().__init__(str(what))
        self.what = what
        self.next_step = next_step


class Locked(Trouble):
    """Another program has the workspace open."""


class WrongSecret(Trouble):
    """The passphrase or recovery code opens nothing."""


class Damaged(Trouble):
    """Bytes that must be intact are not: a ledger, an original, a key file, a bag."""


class TooNew(Trouble):
    """The format was written by a later version; nothing is opened."""


class NoSpace(Trouble):
    """The disk is full; nothing that was acknowledged is lost."""


class NotFound(Trouble):
    """What was asked for by name or number is not there."""


class Unreadable(Trouble):
    """A source cannot be read, or it changed while it was being read."""


class Defect(Problem):
    """Our mistake. The text is for us: no names, notes, keys or file contents in it."""
